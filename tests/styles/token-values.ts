/**
 * What the tests give each token of `palabre-thread`: something that it is not by default, and that
 * no other one is.
 */
export const TOKEN_VALUES: Record<string, string> = {
  accent: 'rgb(1 20 30)',
  text: 'rgb(2 20 30)',
  font: 'monospace',
  'font-size': '23px',
  radius: '11px',
  space: '31px',
  'on-accent': 'rgb(3 20 30)',
  link: 'rgb(4 20 30)',
  focus: 'rgb(5 20 30)',
  muted: 'rgb(6 20 30)',
  border: 'rgb(7 20 30)',
  'field-border': 'rgb(8 20 30)',
  surface: 'rgb(9 20 30)',
  mark: 'rgb(10 20 30)',
  danger: 'rgb(11 20 30)',
  background: 'rgb(12 20 30)',
  'font-size-small': '9px',
  'line-height': '2.5',
  measure: '321px',
  indent: '37px',
  'scroll-margin': '123px',
};

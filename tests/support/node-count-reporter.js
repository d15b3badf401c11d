import { relative, resolve } from 'node:path';

/*
 * A reporter for node:test that writes the counts of the tests which really ran, as JSON. The
 * runner's own total takes a file without any test for a passed one. Each line holds everything so
 * far, so that a run that is killed has said how far it came. JavaScript, because Node 20 loads its
 * reporters before any loader for TypeScript.
 */
export default async function* countReporter(source) {
  const counts = { name: '', passed: 0, failed: 0, skipped: 0, named: [] };
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // Of a suite that is skipped, nothing more is heard.
    const isSkipped = Boolean(data.skip || data.todo);
    if (data.details.type === 'suite' && !isSkipped) continue;
    const isFile = data.file !== undefined && resolve(data.name) === resolve(data.file);
    if (isSkipped) counts.skipped += 1;
    else if (type === 'test:fail') counts.failed += 1;
    else if (isFile) continue;
    else counts.passed += 1;
    if (isSkipped || type === 'test:fail') {
      const place = data.file === undefined ? '' : `${relative('.', data.file)}: `;
      const name = `${isFile ? '' : place}${data.name}${because(data.details.error?.message)}`;
      counts.named.push(`${isSkipped ? 'skipped' : 'failed'}: ${name}`);
    }
    yield `${JSON.stringify(counts)}\n`;
  }
}

/** The first line of a failure; of a property, what repeats it is in the second one. */
function because(message) {
  if (!message) return '';
  const [line] = message.split('\n', 1);
  const [seed = ''] = /\{ seed: -?\d+, path: "[\d:]*"/.exec(message) ?? [];
  return ` (${`${seed} ${line}`.trim().slice(0, 220)})`;
}

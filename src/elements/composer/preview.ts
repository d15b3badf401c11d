import type { TemplateResult } from 'lit';
import type { WritingMessages } from '../../i18n/messages.js';
import { parseSource } from '../../markup/parse.js';
import { toPalabreError } from '../../model/errors.js';
import { renderBody } from '../comment/body.js';

/**
 * A text as the server will show it, or what the server will say of it.
 * @module
 */
export function preview(
  source: string,
  { errors, previewEmpty }: WritingMessages,
): TemplateResult | TemplateResult[] | string {
  try {
    return renderBody(parseSource(source));
  } catch (error) {
    const { code } = toPalabreError(error);
    return code === 'empty' ? previewEmpty : errors[code];
  }
}

/** Any version, in lower case. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a value is a UUID of any version, in lower case. */
export function isCommentId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

import { resolve } from 'node:path';

/*
 * A reporter for node:test that writes the counts of the tests which really ran, as JSON. The
 * runner's own total takes a file without any test for a passed one. JavaScript, because Node 20
 * loads its reporters before any loader for TypeScript.
 */
export default async function* countReporter(source) {
  const counts = { name: '', passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite') continue;
    const isFile = data.file !== undefined && resolve(data.name) === resolve(data.file);
    if (data.skip || data.todo) counts.skipped += 1;
    else if (type === 'test:fail') counts.failed += 1;
    else if (!isFile) counts.passed += 1;
  }
  yield `${JSON.stringify(counts)}\n`;
}

import { checkBackend, formatReport } from '../../src/backend/conformance/index.js';
import { inHouseBackend } from './adapter.js';
import { inHouseHarness } from './harness.js';

/**
 * Runs the suite in a page, where there is a `DOMParser`; answers the report as text. From the
 * console of `page.html`: `await (await import('/demo/in-house/check.js')).check()`.
 */
export async function check(): Promise<string> {
  const backend = inHouseBackend(location.origin);
  return formatReport(await checkBackend(() => inHouseHarness(backend)));
}

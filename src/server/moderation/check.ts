import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Author } from '../../model/comment.js';
import { credentialsProblem, secretProblem } from '../auth/settings.js';
import { AnswerError, fetchText } from '../fetch-text.js';

/** The newsroom's own check, or one that it buys: where it is, and what to do without its word. */
export interface CheckOptions {
  /** Gets a POST for each new or changed text. */
  url: string;
  /** Signs what is sent, at least 32 bytes. */
  secret: string;
  /** Milliseconds until it counts as failed. Default 2,000. */
  timeout?: number;
  /** What happens when it fails: the comment waits, or appears. Default `hold`. */
  failure?: 'hold' | 'publish';
}

/** What the check is asked about. */
export interface Checked {
  id: string;
  kind: 'create' | 'edit';
  thread: { key: string; url: string };
  parent: string | null;
  source: string;
  author: Author;
}

export type Verdict = 'publish' | 'hold' | 'reject';

export type OutsideCheck = (checked: Checked) => Promise<Verdict>;

/** What is wrong with the address of a check; `null` for a good one. */
export function checkUrlProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return 'must be an http(s) address';
  return credentialsProblem(url);
}

const ANSWER_MAX = 16 * 1_024;
const TIMEOUT_MS = 2_000;

const answerSchema = z.object({ verdict: z.enum(['publish', 'hold', 'reject']) });

/**
 * Asks by HTTP: a JSON body, and in `Palabre-Signature` `t=<Unix seconds>,v1=<hex>`, where `v1` is
 * the HMAC-SHA256 of `<t>.<body>`, so that an old request cannot be sent again. It answers
 * `{"verdict": "publish" | "hold" | "reject"}` with a 2xx status; anything else is a failure.
 *
 * @throws TypeError for an address that cannot be asked, and for a secret that is too short
 */
export function createCheck(
  { url, secret, timeout = TIMEOUT_MS, failure = 'hold' }: CheckOptions,
  onError: (message: string) => void,
  now: () => number = Date.now,
): OutsideCheck {
  const wrong = { url: checkUrlProblem(url), secret: secretProblem(secret) };
  for (const [name, problem] of Object.entries(wrong)) {
    if (problem !== null) throw new TypeError(`check.${name} ${problem}.`);
  }
  return async (checked) => {
    const body = JSON.stringify(checked);
    const time = Math.floor(now() / 1_000);
    try {
      const headers = {
        'Content-Type': 'application/json',
        'Palabre-Signature': `t=${time},v1=${sign(secret, `${time}.${body}`)}`,
      };
      const request = { method: 'POST', headers, body };
      const answer = await fetchText(url, request, { timeout, max: ANSWER_MAX });
      return answerSchema.parse(JSON.parse(answer)).verdict;
    } catch (error) {
      onError(`The outside check failed (${reasonOf(error)}): ${failure}.`);
      return failure;
    }
  };
}

function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** In our words: another's message may quote what it was sent. */
function reasonOf(error: unknown): string {
  if (error instanceof AnswerError) return error.message;
  if (error instanceof z.ZodError || error instanceof SyntaxError) return 'no verdict';
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? 'no answer');
}

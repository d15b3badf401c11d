import type { ReactiveElement } from 'lit';
import { PalabreError, toPalabreError, type ErrorCode } from '../../model/errors.js';
import { sourceProblem } from '../../model/source.js';
import type { EditRequest, PostRequest } from '../events.js';
import type { PalabreRequestEvent } from '../request-event.js';
import type { Drafting } from './drafting.js';
import type { Waiting } from './waiting.js';

/** What the reader can mend elsewhere and come back. */
const DENIALS: readonly ErrorCode[] = ['login', 'name', 'subscribe'];

/** What is wrong with the text itself. */
const ABOUT_TEXT: readonly ErrorCode[] = ['empty', 'too-long', 'too-complex', 'too-large'];

/** After these nobody knows whether the comment was written. */
const UNSURE: readonly ErrorCode[] = ['network', 'timeout', 'malformed', 'unavailable', 'internal'];

/** After these the comment's id would be refused again. */
const REFUSED: readonly ErrorCode[] = ['conflict', 'forbidden', 'gone'];

/** A field, as the sending of its text sees it. */
export interface SentField {
  readonly host: ReactiveElement;
  readonly draft: Drafting;
  readonly wait: Waiting;
  text(): string;
  request(source: string): PalabreRequestEvent<EditRequest | PostRequest>;
  /** Whether there is a thread that answers the request. */
  isHeard(): boolean;
  /** Hears that the text is written. */
  end(): void;
  /** Hears that it is not. */
  fail(): void;
}

/** Sends what a field holds, and knows what came of it. */
export class Sending {
  isOn = false;
  error: PalabreError | null = null;

  readonly #field: SentField;

  constructor(field: SentField) {
    this.#field = field;
  }

  /** Whether the last text was not sent for what the reader can mend elsewhere and come back. */
  get isDenied(): boolean {
    return this.error !== null && DENIALS.includes(this.error.code);
  }

  /** Whether the text itself was the reason. */
  get isAboutText(): boolean {
    return this.error !== null && ABOUT_TEXT.includes(this.error.code);
  }

  /** Hears that what kept the text from being sent does so no more. */
  mend = (): void => {
    this.error = null;
    this.#field.host.requestUpdate();
  };

  /** Does nothing while one is on the way, and while the reader must wait. */
  async send(): Promise<void> {
    const { host, draft, wait } = this.#field;
    if (this.isOn || wait.isOn) return;
    const source = this.#field.text();
    const problem = sourceProblem(source);
    if (problem) return this.#fail(new PalabreError(problem, `The comment is ${problem}`));
    const request = this.#field.request(source);
    this.isOn = true;
    this.mend();
    wait.goOn();
    try {
      // A page that prevents the event takes the text over, and the field stays as it is.
      if (!host.dispatchEvent(request) || !this.#field.isHeard()) return draft.fail(source, false);
      await request.outcome;
      this.#field.end();
    } catch (error) {
      const failure = toPalabreError(error);
      draft.fail(source, UNSURE.includes(failure.code));
      if (REFUSED.includes(failure.code)) draft.renounce();
      this.#fail(failure);
    } finally {
      this.isOn = false;
      host.requestUpdate();
    }
  }

  #fail(error: PalabreError): void {
    this.error = error;
    const { code, retryAfter } = error;
    if (code === 'wait' && retryAfter !== null) this.#field.wait.begin(retryAfter, true);
    this.#field.host.requestUpdate();
    this.#field.fail();
  }
}

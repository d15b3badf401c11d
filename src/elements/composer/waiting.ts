import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveElement,
  type TemplateResult,
} from 'lit';
import { backendTime } from '../../discussion/clock.js';
import type { Discussion } from '../../discussion/discussion.js';
import { can } from '../../discussion/viewing.js';
import type { Locale } from '../../i18n/locale.js';

/** Seconds: no server lets a reader wait longer, but a device's clock may be wrong by a day. */
const LONGEST = 3_600;

/**
 * Counts down until the reader may send again. It goes by the time that has passed since the answer,
 * never by the device's clock, which another program may set meanwhile.
 */
export class Waiting implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #discussion: () => Discussion | null;
  /** On the page's own clock, in milliseconds. */
  #end: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;
  /** The `until` of the viewer that was counted from already. */
  #heard: string | null = null;
  #said: 'nothing' | 'until' | 'now' = 'nothing';

  constructor(host: ReactiveElement, discussion: () => Discussion | null) {
    this.#host = host;
    this.#discussion = discussion;
    host.addController(this);
  }

  get isOn(): boolean {
    return this.#end !== null;
  }

  /** @param isSaid whether the reader has heard it from elsewhere */
  begin(seconds: number, isSaid: boolean): void {
    this.#end = performance.now() + Math.min(seconds, LONGEST) * 1000;
    this.#isOver = false;
    this.#said = isSaid ? 'nothing' : 'until';
    this.#tick();
  }

  /** Hears that the reader goes on, and need not be told any more that they can. */
  goOn(): void {
    this.#isOver = false;
  }

  hostConnected(): void {
    if (this.isOn) this.#tick();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  hostUpdate(): void {
    const discussion = this.#discussion();
    const may = discussion?.viewer ? can(discussion, 'comment') : null;
    const until = may && !may.allowed && may.reason === 'wait' ? may.until : null;
    if (until === this.#heard) return;
    this.#heard = until;
    const seconds = until ? (Date.parse(until) - backendTime(discussion!)) / 1000 : 0;
    if (seconds > 0) this.begin(seconds, false);
  }

  render({ lang, writing }: Locale): TemplateResult {
    const { errors, waitUntil, waitLeft, waitOver } = writing!;
    const left =
      this.#end === null ? 0 : Math.max(1, Math.ceil((this.#end - performance.now()) / 1000));
    const format = new Intl.DateTimeFormat(lang, { timeStyle: 'short' });
    const at = left > 0 ? format.format(Date.now() + left * 1000) : '';
    const said = { nothing: '', until: `${errors.wait} ${waitUntil(at)}`, now: waitOver };
    const seen = left > 0 ? `${errors.wait} ${waitLeft(clock(left), at)}` : waitOver;
    return html`<p part="wait" id="wait">${left > 0 || this.#isOver ? seen : nothing}</p>
      <span class="spoken" role="status">${said[this.#said]}</span>`;
  }

  #tick(): void {
    clearTimeout(this.#timer);
    const left = this.#end! - performance.now();
    if (left > 0) {
      this.#timer = setTimeout(() => this.#tick(), left % 1000 || 1000);
    } else {
      this.#end = null;
      this.#isOver = true;
      this.#said = 'now';
    }
    this.#host.requestUpdate();
  }
}

/** Such as `1:05`; hours are minutes here. */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

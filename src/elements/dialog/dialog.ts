import { html, nothing, render, type TemplateResult } from 'lit';

export interface Question {
  heading: string;
  /** What is asked, as form fields; may be empty. */
  content: TemplateResult | typeof nothing;
  /** On the button that answers. */
  action: string;
  cancel: string;
  /** What the reader is told when it is done; without it the dialog closes. */
  done?: { text(): string; close: string };
  /** Takes the answer. Until it is settled the dialog stays, with what is written in it. */
  send(answer: FormData): Promise<void>;
  /** Says in the reader's words why that failed. */
  explain(error: unknown): string;
}

/** What a dialog has to say. */
export interface Statement {
  heading: string;
  /** Hears how to be rendered again. */
  content(update: () => void): TemplateResult;
  /** On the button that closes it. */
  close: string;
}

interface State {
  sending: boolean;
  error: string;
  done: boolean;
}

/**
 * Shows something in a modal dialog until the reader closes it. The keyboard goes back to where it
 * was, if that is still there.
 */
export function show(root: ShadowRoot, { heading, content, close }: Statement): void {
  const { place, open } = openIn(root);
  const dismiss = (): void => place.querySelector('dialog')!.close();
  const update = (): void =>
    void render(
      html`<dialog part="dialog" aria-labelledby="dialog-heading">
        <h2 part="dialog-heading" id="dialog-heading">${heading}</h2>
        ${content(update)}
        <div part="dialog-actions">
          <button part="dialog-action" type="button" @click=${dismiss}>${close}</button>
        </div>
      </dialog>`,
      place,
    );
  update();
  void open();
  place.querySelector<HTMLElement>("[part='dialog-action']")!.focus();
}

/**
 * Asks something in a modal dialog, and answers whether it was done. The keyboard goes back to where
 * it was, if that is still there.
 */
export function ask(root: ShadowRoot, question: Question): Promise<boolean> {
  const { place, open } = openIn(root);
  const state: State = { sending: false, error: '', done: false };
  const update = (change: Partial<State>): void => {
    Object.assign(state, change);
    render(renderDialog(question, state, submit, close), place);
  };
  const dialog = (): HTMLDialogElement => place.querySelector('dialog')!;
  const close = (): void => dialog().close();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!state.sending) void send(new FormData(event.target as HTMLFormElement));
  };
  const send = async (answer: FormData): Promise<void> => {
    update({ sending: true, error: '' });
    try {
      await question.send(answer);
      update({ sending: false, done: true });
      if (question.done) dialog().querySelector<HTMLElement>('button')?.focus();
      else close();
    } catch (error) {
      update({ sending: false, error: question.explain(error) });
    }
  };
  update({});
  return open().then(() => state.done);
}

/** A place for a dialog, and what opens the one that was rendered there until it is closed. */
function openIn(root: ShadowRoot): { place: HTMLElement; open(): Promise<void> } {
  const opener = root.activeElement as HTMLElement | null;
  const place = document.createElement('div');
  root.append(place);
  const open = (): Promise<void> => {
    const dialog = place.querySelector('dialog')!;
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener('close', () => {
        place.remove();
        opener?.focus();
        resolve();
      });
    });
  };
  return { place, open };
}

function renderDialog(
  { heading, content, action, cancel, done }: Question,
  state: State,
  submit: (event: SubmitEvent) => void,
  close: () => void,
): TemplateResult {
  return html`<dialog part="dialog" aria-labelledby="dialog-heading">
    <h2 part="dialog-heading" id="dialog-heading">${heading}</h2>
    ${
      state.done && done
        ? html`<p part="dialog-done" id="dialog-done">${done.text()}</p>
            <div part="dialog-actions">
              <button
                part="dialog-action"
                type="button"
                aria-describedby="dialog-done"
                @click=${close}
              >
                ${done.close}
              </button>
            </div>`
        : html`<form part="dialog-form" aria-busy=${state.sending} @submit=${submit}>
            ${content}
            <p part="dialog-error" role="alert">${state.error || nothing}</p>
            <div part="dialog-actions">
              <button part="dialog-cancel" type="button" @click=${close}>${cancel}</button>
              <button part="dialog-action" type="submit" aria-disabled=${state.sending}>
                ${action}
              </button>
            </div>
          </form>`
    }
  </dialog>`;
}

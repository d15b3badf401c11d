import { nothing } from 'lit';
import { edit, minutesToEdit, sourceOf } from '../../discussion/editing.js';
import { beginRewriting, refusedText } from '../../discussion/outbox/mending.js';
import { neededBy } from '../../discussion/outbox/outbox.js';
import { relearn } from '../../discussion/relearning.js';
import { toPalabreError } from '../../model/errors.js';
import type { LivingComment } from '../../model/comment.js';
import type { PalabreComment } from '../comment/comment.js';
import { prepareWriting } from '../composer/preparing.js';
import { focusAnswer, focusButton, showAnswer } from '../comment/leading.js';
import type { ThreadContext } from '../context.js';
import type { EditRequest } from '../events.js';
import type { MenuItem } from '../menu/menu.js';
import type { ThreadHost } from './host.js';
import { renderEditor } from './place.js';
import { announce, report, tell } from './telling.js';

/** What the menu of one's own comment offers, as long as it may be changed. */
export function editingItems(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  comment: LivingComment,
  element: PalabreComment,
): MenuItem[] {
  const left = minutesToEdit(discussion, comment);
  if (left === null) return [];
  prepareWriting();
  const { edit: label, editFor } = locale.writing!.editing;
  const minutes = Math.ceil(left);
  return [
    {
      name: 'edit',
      label: minutes === Infinity ? label : editFor(minutes, locale.number(minutes)),
      act: () => void openEditor(host, comment, element),
    },
  ];
}

/** Opens a comment's text below it, or one that was to become it, to be changed. */
export async function openEditor(
  host: ThreadHost,
  comment: LivingComment,
  element: PalabreComment,
): Promise<void> {
  try {
    if (element.isAnswered) return focusAnswer(element);
    const { discussion } = host.context!;
    const text = await sourceOf(discussion, comment);
    const end = beginRewriting(discussion, comment.id);
    const close = (): void => {
      end();
      const returns = element.matches(':focus-within');
      showAnswer(element, nothing);
      if (returns) void element.updateComplete.then(() => focusButton(element, 'menu-button'));
    };
    showAnswer(element, renderEditor(comment, text, host.locale!.writing!, close));
  } catch (error) {
    tell(host, error);
  }
}

/** Changes what was asked for. @throws PalabreError */
export async function change(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  { comment, source }: EditRequest,
): Promise<void> {
  const { editing, outbox } = locale.writing!;
  const refused = refusedText(discussion, comment);
  const needed = refused ? neededBy(refused.write) : comment;
  try {
    const { isWaiting } = await edit(discussion, comment, source);
    announce(host, isWaiting ? outbox.queued : editing.edited);
  } catch (error) {
    report(host, toPalabreError(error));
    if (needed) void relearn(discussion, needed, error);
    throw error;
  }
}

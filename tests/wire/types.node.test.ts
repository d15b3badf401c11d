import { test } from 'node:test';
import type { z } from 'zod';
import type {
  ListQuery,
  NewComment,
  Report,
  ThreadPatch,
  ThreadQuery,
} from '../../src/backend/contract.js';
import type { CommentBody } from '../../src/model/body.js';
import type { Author, Comment } from '../../src/model/comment.js';
import type {
  CommentPage,
  LatestComment,
  ThreadChanges,
  ThreadCount,
  ThreadInfo,
  ThreadPage,
} from '../../src/model/thread.js';
import type { Guest } from '../../src/model/guest.js';
import type { Viewer } from '../../src/model/viewer.js';
import type { bodySchema } from '../../src/wire/body.js';
import type { authorSchema, commentSchema } from '../../src/wire/comment.js';
import type { guestSchema } from '../../src/wire/guest.js';
import type * as requests from '../../src/wire/requests.js';
import type {
  commentPageSchema,
  countsSchema,
  latestSchema,
  threadChangesSchema,
  threadInfoSchema,
  threadPageSchema,
} from '../../src/wire/thread.js';
import type { viewerSchema } from '../../src/wire/viewer.js';

/** `true` only for two types that are each the other; `any` is like nothing but itself. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Each type assignable to the other. */
type Alike<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

function holds<_T extends true>(): void {}

test('what travels is what the model says: this file compiles', () => {
  holds<Same<z.infer<typeof bodySchema>, CommentBody>>();
  holds<Same<z.infer<typeof authorSchema>, Author>>();
  holds<Same<z.infer<typeof commentSchema>, Comment>>();
  holds<Same<z.infer<typeof threadInfoSchema>, ThreadInfo>>();
  holds<Same<z.infer<typeof threadPageSchema>, ThreadPage>>();
  holds<Same<z.infer<typeof commentPageSchema>, CommentPage>>();
  holds<Same<z.infer<typeof threadChangesSchema>, ThreadChanges>>();
  holds<Same<z.infer<typeof viewerSchema>, Viewer>>();
  holds<Same<z.infer<typeof guestSchema>, Guest>>();
  holds<Alike<z.infer<typeof countsSchema>, { counts: ThreadCount[] }>>();
  holds<Alike<z.infer<typeof latestSchema>, { items: LatestComment[] }>>();

  holds<Alike<requests.NewComment, NewComment>>();
  holds<Alike<requests.NewReport, Report>>();
  holds<Alike<requests.ThreadPatch, ThreadPatch>>();
  type Renamed<T extends { key: string }> = Omit<T, 'key'> & { thread: string };
  holds<Alike<requests.ListRequest, Renamed<ListQuery>>>();
  holds<
    Alike<
      requests.ThreadRequest,
      Required<Renamed<ThreadQuery>> & { around: string | null; highlights: number }
    >
  >();
});

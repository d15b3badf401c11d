import { z } from 'zod';
import { DENIALS, type Permission, type Viewer } from '../model/viewer.js';
import { authorSchema, commentSchema, idSchema, timestampSchema } from './comment.js';

const permissionSchema: z.ZodType<Permission> = z
  .union([
    z.strictObject({ allowed: z.literal(true) }),
    z.strictObject({
      allowed: z.literal(false),
      reason: z.enum(DENIALS),
      until: timestampSchema.nullable().meta({ description: '`null`: for good, or unknown.' }),
    }),
  ])
  .meta({ id: 'Permission', description: 'Yes, or the reason why not.' });

export const viewerSchema: z.ZodType<Viewer> = z
  .strictObject({
    account: authorSchema.nullable().meta({ description: '`null` when nobody is signed in.' }),
    can: z.strictObject({
      comment: permissionSchema,
      vote: permissionSchema,
      report: permissionSchema,
      edit: permissionSchema,
      delete: permissionSchema,
      moderate: permissionSchema,
      pick: permissionSchema.meta({ description: "Make a comment an editor's pick." }),
      close: permissionSchema.meta({ description: 'Close and reopen the thread.' }),
    }),
    editMinutes: z.int().nonnegative().nullable().meta({
      description:
        "Minutes after its creation in which one's own comment may be edited; `null`: no limit.",
    }),
    now: timestampSchema.nullable().meta({ description: "The server's time." }),
    votes: z
      .array(z.strictObject({ id: idSchema, value: z.literal([1, -1]) }))
      .meta({ description: "The viewer's own votes in this thread." }),
    pending: z.array(commentSchema).meta({
      description: "The viewer's own comments that are not published; for moderators everybody's.",
    }),
  })
  .meta({ id: 'Viewer', description: 'The private half of a thread.' });

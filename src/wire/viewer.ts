import { z } from 'zod';
import { DENIALS, type Permission, type Viewer } from '../model/viewer.js';
import { authorSchema, commentSchema, idSchema, timestampSchema } from './comment.js';

const permissionSchema: z.ZodType<Permission> = z.union([
  z.strictObject({ allowed: z.literal(true) }),
  z.strictObject({
    allowed: z.literal(false),
    reason: z.enum(DENIALS),
    until: timestampSchema.nullable(),
  }),
]);

export const viewerSchema: z.ZodType<Viewer> = z.strictObject({
  account: authorSchema.nullable(),
  can: z.strictObject({
    comment: permissionSchema,
    vote: permissionSchema,
    report: permissionSchema,
    edit: permissionSchema,
    delete: permissionSchema,
    moderate: permissionSchema,
  }),
  votes: z.array(z.strictObject({ id: idSchema, value: z.union([z.literal(1), z.literal(-1)]) })),
  pending: z.array(commentSchema),
});

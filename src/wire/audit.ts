import { z } from 'zod';
import { AUDIT_ACTIONS, type AuditEntry } from '../model/audit.js';
import { idSchema, timestampSchema } from './comment.js';
import { cursorSchema, limitSchema } from './requests.js';

/** A step of the log, the last entry first. */
export interface AuditPage {
  entries: AuditEntry[];
  /** Asks for the entries before these; `null` when there are none. */
  cursor: string | null;
}

export const auditQuerySchema = z.object({ after: cursorSchema, limit: limitSchema });

const accountSchema = z.strictObject({ id: idSchema, name: z.string() });

const entrySchema: z.ZodType<AuditEntry> = z
  .strictObject({
    id: z.int().positive(),
    at: timestampSchema,
    action: z.enum(AUDIT_ACTIONS),
    actor: accountSchema.nullable().meta({
      description: 'Who did it; `null` for the server itself and for an account that was erased.',
    }),
    comment: idSchema.nullable(),
    thread: z.string().nullable().meta({ description: "The thread's key." }),
    account: accountSchema.nullable().meta({ description: 'To whom it happened.' }),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'AuditEntry' });

export const auditPageSchema: z.ZodType<AuditPage> = z
  .strictObject({ entries: z.array(entrySchema), cursor: z.string().nullable() })
  .meta({ id: 'AuditPage' });

export type AuditRequest = z.infer<typeof auditQuerySchema>;

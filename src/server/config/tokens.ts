import { z } from 'zod';
import { jwksUrlProblem } from '../auth/settings.js';
import { complaintOf, secretSchema } from './settings.js';

const requiredSecretSchema = z
  .string(
    'is missing: the secret that the newspaper signs its tokens with (or PALABRE_JWKS_URL, its keys)',
  )
  .pipe(secretSchema);

/** What the environment says of the newspaper's tokens; with public keys, no secret is needed. */
export function tokenSettings(hasKeys: boolean) {
  return {
    PALABRE_JWT_SECRET: hasKeys ? secretSchema.optional() : requiredSecretSchema,
    PALABRE_JWKS_URL: z.string().superRefine(complaintOf(jwksUrlProblem)).optional(),
    PALABRE_JWT_ISSUER: z.string().optional(),
    PALABRE_JWT_AUDIENCE: z.string().optional(),
  };
}

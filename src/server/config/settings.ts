import { z } from 'zod';
import { SECRET_MIN_BYTES } from '../auth.js';

/** Kinds of settings that several variables share. */

export const switchSchema = z
  .enum(['on', 'off'], 'must be on or off')
  .default('off')
  .transform((value) => value === 'on');

export function numberSchema(min: number, max: number): z.ZodType<number, string> {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .pipe(z.int().min(min, message).max(max, message));
}

export const secretSchema = z
  .string()
  .refine(
    (secret) => new TextEncoder().encode(secret).length >= SECRET_MIN_BYTES,
    `must have at least ${SECRET_MIN_BYTES} bytes`,
  );

import { z } from 'zod';
import { secretProblem } from '../auth/settings.js';

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

/** A rule that says what is wrong; `null` for what is right. */
export function complaintOf(problemOf: (text: string) => string | null) {
  return (text: string, context: z.RefinementCtx): void => {
    const problem = problemOf(text);
    if (problem !== null) context.addIssue(problem);
  };
}

export const secretSchema = z.string().superRefine(complaintOf(secretProblem));

import { z } from 'zod';

/** `viewer` sees everything and changes nothing. */
export const roles = ['viewer', 'operator'] as const;
export type Role = (typeof roles)[number];

/** Name of the header that carries the session's token on every change. */
export const csrfHeader = 'x-csrf-token';

export const sessionViewSchema = z.object({
  /** Null: nobody is logged in. In the public demo everybody is a viewer. */
  role: z.enum(roles).nullable(),
  /** To be sent back in the header `x-csrf-token` with every POST; null without a session. */
  csrf: z.string().nullable(),
  publicDemo: z.boolean(),
  /** Whether there is a password to log in with; one-time links always work. */
  passwordLogin: z.boolean(),
  mode: z.enum(['paper', 'live']),
  simulated: z.boolean(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** A password, or the token of a one-time link. */
export const loginBodySchema = z.union([
  z.strictObject({ password: z.string().min(1).max(1_000) }),
  z.strictObject({ token: z.string().min(1).max(200) }),
]);
export type LoginBody = z.infer<typeof loginBodySchema>;

/** Every answer that is no success. */
export const errorBodySchema = z.object({
  /** Stable word: `session.missing`, `role.operator`, `csrf`, `rate`, `input`, `unknown`… */
  error: z.string(),
  /** For a person. */
  message: z.string(),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

import { z } from 'zod';

/** The configuration in force. Secrets are `[set]`; nothing here can be changed. */
export const settingsViewSchema = z.object({
  keys: z.array(
    z.object({
      key: z.string(),
      value: z.json(),
      /** `default`, `file`, the name of a variable, an option, `demo`, or `secrets`: stored in the database. */
      source: z.string(),
    }),
  ),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;

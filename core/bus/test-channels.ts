import { z } from 'zod';
import type { Channel, Delivery } from './channel.js';

/** What the tests and benchmarks of the bus send. */
export const noteSchema = z.object({ key: z.string(), n: z.number().int(), pad: z.string().optional() });
export type Note = z.infer<typeof noteSchema>;

/** A channel for tests, which is in no registry. */
export function testChannel(stream: string, delivery: Delivery, maxLength = 10_000): Channel<Note> {
  return {
    stream,
    definition: {
      name: stream,
      delivery,
      version: 1,
      schema: noteSchema,
      problem(value) {
        const parsed = noteSchema.safeParse(value);
        return parsed.success ? null : z.prettifyError(parsed.error);
      },
      keyOf: (note) => note.key,
      maxLength,
      publishers: [],
      subscribers: [],
      purpose: 'tests',
    },
  };
}

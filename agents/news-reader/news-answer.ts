import { z } from 'zod';

/** What the model is asked to answer. */
export const newsAnswerSchema = z.strictObject({
  /** Thinking aloud first, so that the judgement follows from it. */
  analysis: z.string(),
  decides: z.enum(['yes', 'no', 'nothing']),
  /** The sentence of the story that decides, letter by letter; null where none does. */
  sentence: z.string().nullable(),
  /** Whether the story takes back, corrects or denies what was reported before. */
  retracts: z.boolean(),
  /** 0 to 1. */
  confidence: z.number(),
});
export type NewsAnswer = z.infer<typeof newsAnswerSchema>;

const { $schema: _dialect, ...schema } = z.toJSONSchema(newsAnswerSchema);

/** The same as the JSON schema that goes with the question. */
export const newsAnswerJsonSchema: Readonly<Record<string, unknown>> = schema;

import { z } from 'zod';
import { questionFields } from '../verdict.js';

/** What the model is asked to answer. Structured output knows no bounds, so those are checked after. */
export const modelAnswerSchema = z.strictObject({
  /** Thinking aloud first, so that the judgement follows from it. */
  analysis: z.string(),
  /** A world in which the two sides pay differently; null only when none was found. */
  counterexample: z.string().nullable(),
  differing_field: z.enum(questionFields).nullable(),
  same_question: z.boolean(),
  polarity: z.enum(['same', 'inverse', 'unclear']),
  confidence: z.number(),
  /** Words of both sides on which equality of a field rests, letter by letter. */
  evidence: z.array(z.strictObject({ field: z.enum(questionFields), first: z.string(), second: z.string() })),
});
export type ModelAnswer = z.infer<typeof modelAnswerSchema>;

const { $schema: _dialect, ...schema } = z.toJSONSchema(modelAnswerSchema);

/** The same as the JSON schema that goes with the question. */
export const modelAnswerJsonSchema: Readonly<Record<string, unknown>> = schema;

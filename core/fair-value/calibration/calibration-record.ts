import { z } from 'zod';

/** What a calibration has gathered, for the database and the bus. */
export const calibrationRecordSchema = z.object({
  bins: z.array(
    z
      .object({
        count: z.int().min(0),
        happened: z.int().min(0),
        /** Sum of the forecasts. */
        probabilities: z.number().min(0),
      })
      .refine(({ count, happened }) => happened <= count),
  ),
  /** Sum of (p − outcome)². */
  squares: z.number().min(0),
  /** Sum of −ln(probability of what happened). */
  logs: z.number().min(0),
});
export type CalibrationRecord = z.infer<typeof calibrationRecordSchema>;

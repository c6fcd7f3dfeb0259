import { z } from 'zod';

const why = { reason: z.string().min(1), by: z.string().min(1) };
const strategy = z.string().min(1);

/** What a person wants of the capital allocator. */
export const allocationOrderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pause'), strategy, ...why }),
  z.object({ kind: z.literal('resume'), strategy, ...why }),
  z.object({ kind: z.literal('rebalance'), ...why }),
]);
export type AllocationOrder = z.infer<typeof allocationOrderSchema>;

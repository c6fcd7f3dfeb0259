import { z } from 'zod';

const seconds = z.int().min(0);

/** The part of Railway's config-as-code reference that is used here; numbers must be numbers, unknown keys are refused. */
export const railwaySchema = z.strictObject({
  $schema: z.literal('https://railway.com/railway.schema.json'),
  build: z.strictObject({
    builder: z.enum(['RAILPACK', 'DOCKERFILE']),
    dockerfilePath: z.string().optional(),
    watchPatterns: z.array(z.string()).optional(),
  }),
  deploy: z.strictObject({
    startCommand: z.string().nullable().optional(),
    preDeployCommand: z.array(z.string()).nullable().optional(),
    healthcheckPath: z.string().startsWith('/').nullable().optional(),
    healthcheckTimeout: seconds.optional(),
    restartPolicyType: z.enum(['ON_FAILURE', 'ALWAYS', 'NEVER']),
    restartPolicyMaxRetries: z.int().min(1).optional(),
    overlapSeconds: seconds,
    drainingSeconds: seconds,
    numReplicas: z.int().min(1),
  }),
});

import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { hideSecrets } from '../config/hide-secrets.js';
import { logDestination } from './log-destination.js';
import { currentTrace } from './trace-context.js';

export type Logger = Pick<PinoLogger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child'>;

/** Keys whose values never reach a log line, at the top and one level down. */
const secretKeys = [
  'privateKey',
  'privateKeyPem',
  'apiKey',
  'secret',
  'passphrase',
  'password',
  'token',
  'authorization',
  'signature',
  'botToken',
  'authToken',
  'smtpUrl',
  'webhookUrl',
  'heartbeatUrl',
  'anthropicApiKey',
  'databaseUrl',
  'redisUrl',
  'guardianPrivateKey',
  'secretsKey',
  'rpcUrl',
];

/**
 * JSON lines on standard error, or on the given stream. Lines written while a message is handled carry its trace id.
 * `[redacted]` takes the place of values under names of secrets, and of the given ones wherever they stand.
 */
export function createLogger(level: string, destination?: DestinationStream, secrets: readonly string[] = []): Logger {
  return pino(
    {
      level,
      base: null,
      mixin: () => ({ trace: currentTrace() }),
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      ...(secrets.length === 0 ? {} : { hooks: { streamWrite: (line: string) => hideSecrets(line, secrets) } }),
      redact: {
        paths: secretKeys.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
        censor: '[redacted]',
      },
    },
    destination ?? logDestination(2),
  );
}

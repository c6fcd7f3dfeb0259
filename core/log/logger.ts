import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';

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
  'telegramBotToken',
  'discordBotToken',
  'anthropicApiKey',
  'databaseUrl',
  'redisUrl',
  'guardianPrivateKey',
];

/** JSON lines on standard error, or on the given stream; secrets are replaced by `[redacted]`. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: secretKeys.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
        censor: '[redacted]',
      },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { type ConfigSources, type LoadedConfig, loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import { InvalidArgumentError } from 'commander';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly dataDir?: string;
  readonly paper?: boolean;
  readonly logLevel?: string;
  /** Net profit that a trade must promise, a share. */
  readonly threshold?: number;
}

const DEFAULT_FILE = 'config.yaml';
const ENVIRONMENT_FILE = '.env';

/** Options that stand for a variable, as sources name them. */
const optionOf: Readonly<Record<string, string>> = { DATA_DIR: '--data-dir', LOG_LEVEL: '--log-level' };

/** The configuration file a command reads: `--config`, else config.yaml where there is one, else null. */
export const configFile = (options: GlobalOptions): string | null =>
  options.config ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : null);

/** How a command reads its configuration: `overrides` stand above everything else. */
type ConfigReader = Pick<ConfigSources, 'overrides' | 'sendsNoOrders'>;

/** The configuration a command works with: file, environment, `.env`, options; later ones win. @throws ConfigError */
export function readConfig(options: GlobalOptions, { overrides = [], ...reader }: ConfigReader = {}): LoadedConfig {
  const given: Record<string, string> = {};
  if (options.dataDir !== undefined) given['DATA_DIR'] = options.dataDir;
  if (options.logLevel !== undefined) given['LOG_LEVEL'] = options.logLevel;
  const loaded = loadConfig({
    file: configFile(options),
    environment: { ...readEnvironment(), ...given },
    forcePaper: options.paper ?? false,
    overrides: [
      ...(options.threshold === undefined
        ? []
        : [{ path: ['trading', 'profitThreshold'], value: options.threshold, source: '--threshold' }]),
      ...overrides,
    ],
    ...reader,
  });
  const sources = new Map(
    [...loaded.sources].map(([key, source]) => [key, source in given ? (optionOf[source] ?? source) : source]),
  );
  return { config: loaded.config, sources };
}

/** Where the data lies when the configuration itself is broken: a halt must find its file all the same. */
export const fallbackDataDir = (options: GlobalOptions): string =>
  options.dataDir ?? readEnvironment()['DATA_DIR'] ?? '.data';

/** The process's variables over those of `.env` in the working folder. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  if (!existsSync(ENVIRONMENT_FILE)) return process.env;
  return { ...parseEnv(readFileSync(ENVIRONMENT_FILE, 'utf8')), ...process.env };
}

/** "0.005" or "0.5%" as a share. @throws InvalidArgumentError */
export function parseShare(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  const value = Number(match?.[1]) / (match?.[2] === '%' ? 100 : 1);
  if (!match || !(value <= 1)) throw new InvalidArgumentError('a share from 0 to 1, such as 0.005 or 0.5%');
  // 0.1 % is 0.001 and not 0.0010000000000000002.
  return Number(value.toFixed(6));
}

/** How fast a simulated world goes, a share of its own pace. @throws InvalidArgumentError */
export function parseSpeed(text: string): number {
  const value = Number(text);
  if (!(value >= 0.01 && value <= 1)) throw new InvalidArgumentError('a number from 0.01 to 1, such as 0.1');
  return value;
}

/** A level of the log. @throws InvalidArgumentError */
export function parseLevel(text: string): string {
  if (!/^(trace|debug|info|warn|error|fatal|silent)$/.test(text))
    throw new InvalidArgumentError('one of trace, debug, info, warn, error, fatal, silent');
  return text;
}

/** "60s", "5m", "2h", "500ms" in milliseconds. @throws InvalidArgumentError */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  const scale = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match?.[2] as 'ms'];
  if (!match || scale === undefined) throw new InvalidArgumentError('a duration such as 60s, 5m or 2h');
  return Math.round(Number(match[1]) * scale);
}

/** A moment, Unix ms: "2026-11-21", "2026-11-21T12:00Z", or a span as "24h": so long ago. @throws InvalidArgumentError */
export function parseMoment(text: string): number {
  if (/^\d+(\.\d+)?(ms|s|m|h)$/.test(text)) return systemClock.now() - parseDuration(text);
  // Without a zone it would be the time of whatever machine this is.
  const zoned = /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(text) ? `${text}Z` : text;
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(zoned) : Number.NaN;
  if (!Number.isFinite(time))
    throw new InvalidArgumentError('a time such as 2026-11-21T12:00Z (UTC), or 24h for a day ago');
  return time;
}

/** A whole number of zero or more. @throws InvalidArgumentError */
export function parseCount(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError('a whole number, zero or more');
  }
  return value;
}

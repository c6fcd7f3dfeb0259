import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { type LoadedConfig, loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import { InvalidArgumentError } from 'commander';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly dataDir?: string;
  readonly paper?: boolean;
  readonly logLevel?: string;
}

const DEFAULT_FILE = 'config.yaml';
const ENVIRONMENT_FILE = '.env';

/** Options that stand for a variable, as sources name them. */
const optionOf: Readonly<Record<string, string>> = { DATA_DIR: '--data-dir', LOG_LEVEL: '--log-level' };

/** The configuration file a command reads: `--config`, else config.yaml where there is one, else null. */
export const configFile = (options: GlobalOptions): string | null =>
  options.config ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : null);

/** The configuration a command works with: file, environment, `.env`, options; later ones win. @throws ConfigError */
export function readConfig(options: GlobalOptions): LoadedConfig {
  const given: Record<string, string> = {};
  if (options.dataDir !== undefined) given['DATA_DIR'] = options.dataDir;
  if (options.logLevel !== undefined) given['LOG_LEVEL'] = options.logLevel;
  const loaded = loadConfig({
    file: configFile(options),
    environment: { ...readEnvironment(), ...given },
    forcePaper: options.paper ?? false,
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

/** "60s", "5m", "2h", "500ms" in milliseconds. @throws InvalidArgumentError */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  const scale = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match?.[2] as 'ms'];
  if (!match || scale === undefined) throw new InvalidArgumentError('a duration such as 60s, 5m or 2h');
  return Math.round(Number(match[1]) * scale);
}

/** A whole number of zero or more. @throws InvalidArgumentError */
export function parseCount(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError('a whole number, zero or more');
  }
  return value;
}

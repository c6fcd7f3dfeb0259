import { readFileSync } from 'node:fs';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { CodedError } from '../errors/coded-error.js';
import { environmentKeys, paperTradingVariable } from './environment.js';
import { credentialProblems, liveProblems } from './live-rules.js';
import { type Config, configSchema } from './schema.js';

/** Thrown when the configuration cannot be read or breaks a rule; the message lists every problem with its place. */
export class ConfigError extends CodedError {}

export interface ConfigSources {
  /** Path of a YAML file; null reads none. A path that was named must exist. */
  readonly file: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `--paper` on the command line. */
  readonly forcePaper?: boolean;
  /** Options that stand above file and environment, with the names by which sources tell them. */
  readonly overrides?: readonly {
    readonly path: readonly string[];
    readonly value: unknown;
    readonly source: string;
  }[];
  /** The process sends no orders, and should not be given the keys for it. */
  readonly sendsNoOrders?: boolean;
}

export interface LoadedConfig {
  readonly config: Config;
  /** Where each overridden key came from: dotted path → `file`, a variable's name or `--paper`. Others are defaults. */
  readonly sources: ReadonlyMap<string, string>;
}

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Merges file and environment over the defaults and validates the whole. @throws ConfigError */
export function loadConfig(from: ConfigSources): LoadedConfig {
  const sources = new Map<string, string>();
  const tree = from.file === null ? {} : readTree(from.file);
  noteLeaves(tree, [], 'file', sources);
  for (const { variable, path } of environmentKeys) {
    const value = from.environment[variable];
    if (value === undefined || value === '') continue;
    setAt(tree, path, value);
    sources.set(path.join('.'), variable);
  }
  for (const { path, value, source } of from.overrides ?? []) {
    setAt(tree, path, value);
    sources.set(path.join('.'), source);
  }
  if (from.forcePaper || isTrue(from.environment[paperTradingVariable])) {
    tree['mode'] = 'paper';
    sources.set('mode', from.forcePaper ? '--paper' : paperTradingVariable);
  }
  const parsed = configSchema.safeParse(tree);
  if (!parsed.success) throw new ConfigError('config.invalid', describe(parsed.error, from.file, sources));
  // With a key for them, what is missing here may be stored; who sends orders asks again when that has been opened.
  const { secretsKey, secretsKeyFile } = parsed.data.services;
  const needsKeys = !from.sendsNoOrders && secretsKey === null && secretsKeyFile === null;
  const problems = [...liveProblems(parsed.data), ...(needsKeys ? credentialProblems(parsed.data) : [])];
  if (problems.length > 0)
    throw new ConfigError('config.live', ['Live trading cannot start:', ...problems].join('\n  '), { problems });
  return { config: parsed.data, sources };
}

function readTree(file: string): Tree {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(
      'config.unreadable',
      `Cannot read the configuration ${file}. Copy config.example.yaml to that path, or name another with --config.`,
      { file },
      { cause },
    );
  }
  try {
    const value: unknown = parseYaml(text);
    if (value === null || value === undefined) return {};
    if (isTree(value)) return value;
    throw new ConfigError('config.shape', `${file} must hold sections such as "trading:" and "risk:"`, { file });
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    throw new ConfigError('config.yaml', `${file} is not valid YAML: ${cause.message}`, { file }, { cause });
  }
}

function noteLeaves(tree: Tree, path: readonly string[], source: string, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(tree)) {
    if (isTree(value)) noteLeaves(value, [...path, name], source, into);
    else into.set([...path, name].join('.'), source);
  }
}

function setAt(tree: Tree, path: readonly string[], value: unknown): void {
  let node = tree;
  for (const name of path.slice(0, -1)) {
    const child = node[name];
    if (isTree(child)) node = child;
    else {
      const created: Tree = {};
      node[name] = created;
      node = created;
    }
  }
  node[path.at(-1) as string] = value;
}

const isTrue = (value: string | undefined) => value !== undefined && /^(1|true|yes|on)$/i.test(value);

function describe(error: z.ZodError, file: string | null, sources: ReadonlyMap<string, string>): string {
  const lines = error.issues.map((issue) => {
    const place = issue.path.join('.');
    const source = sources.get(place);
    const origin = source && source !== 'file' ? ` (from ${source})` : '';
    return `  ${place || 'the whole'}${origin}: ${issue.message}`;
  });
  return `The configuration${file ? ` ${file}` : ''} has ${lines.length} problem(s):\n${lines.join('\n')}`;
}

import { basename, extname, isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { tradeKinds } from '@pm-arbitrage/core/domain/trade-kind.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { z } from 'zod';
import { createAtomicArb } from './atomic-arb.js';
import { createLegAndHedge } from './leg-and-hedge.js';
import { createMeanReversion } from './mean-reversion.js';
import { createOraclePatient } from './oracle-patient.js';
import { createOracleSniper } from './oracle-sniper.js';
import type { CreateStrategy, Strategy } from './strategy.js';

const own: ReadonlyMap<string, CreateStrategy> = new Map([
  ['atomic-arb', createAtomicArb],
  ['leg-and-hedge', createLegAndHedge],
  ['mean-reversion', createMeanReversion],
  ['oracle-patient', createOraclePatient],
  ['oracle-sniper', createOracleSniper],
]);

/** The strategies that need no file. */
export const ownStrategies: readonly string[] = [...own.keys()];

const isFunction = z.custom<(...given: never[]) => unknown>((value) => typeof value === 'function', 'a function');
const strategySchema = z.looseObject({
  name: z.string().min(1),
  kinds: z.array(z.enum(tradeKinds)).min(1),
  decide: isFunction,
  review: isFunction.optional(),
});

/** The name of a strategy from its entry in the configuration: ours is its name, a file is called by its own. */
export const strategyNameOf = (entry: string): string =>
  own.has(entry) ? entry : basename(entry, extname(entry)).replaceAll(/[^A-Za-z0-9_-]/g, '-');

/**
 * Makes the strategy of an entry of the configuration: one of ours by its name, or that of a JavaScript file.
 * @throws CodedError that says what is wrong with the entry or the file
 */
export async function loadStrategy(entry: string, settings: Config['strategies']): Promise<Strategy> {
  const create = own.get(entry) ?? (await createFromFile(entry));
  const made: unknown = create(settings);
  const checked = strategySchema.safeParse(made);
  const name = strategyNameOf(entry);
  if (!checked.success)
    throw unusable(entry, `what createStrategy returns is no strategy: ${z.prettifyError(checked.error)}`);
  if (checked.data.name !== name)
    throw unusable(entry, `it calls itself ${checked.data.name}; call it ${name}, as its file`);
  return made as Strategy;
}

async function createFromFile(entry: string): Promise<CreateStrategy> {
  if (!/\.[cm]?js$/.test(entry))
    throw unusable(
      entry,
      `there is no strategy of this name; ours are ${ownStrategies.join(', ')}, others are .js or .mjs files`,
    );
  const file = isAbsolute(entry) ? entry : resolve(entry);
  const module = await import(pathToFileURL(file).href).catch((error: unknown): never => {
    throw unusable(entry, `it cannot be loaded: ${messageOf(error)}`);
  });
  const create: unknown = (module as Record<string, unknown>)['createStrategy'];
  if (typeof create !== 'function') throw unusable(entry, 'it does not export a function createStrategy(settings)');
  return create as CreateStrategy;
}

const unusable = (entry: string, why: string): CodedError =>
  new CodedError('strategy.unusable', `trading.strategies: ${entry}: ${why}`, { entry });

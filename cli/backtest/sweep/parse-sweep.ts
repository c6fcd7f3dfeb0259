import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown for a sweep that is none; says what one looks like. */
export class SweepError extends CodedError {}

/** One parameter and the values it takes. */
export interface SweptKey {
  /** `trading.profitThreshold` */
  readonly key: string;
  readonly values: readonly unknown[];
}

/** One choice of a value for every swept parameter. */
export interface Combination {
  /** `trading.profitThreshold=0.01 strategies.maxStake=0.1` */
  readonly name: string;
  readonly overrides: readonly { readonly path: readonly string[]; readonly value: unknown; readonly source: string }[];
}

/** More trials than this prove nothing any more, and take days. */
const MOST_TRIALS = 1_000;

/** "trading.profitThreshold=0.001,0.005". Values are numbers, true, false or texts. @throws SweepError */
export function parseSweptKey(text: string): SweptKey {
  const [, key, list] = /^([A-Za-z]\w*(?:\.\w+)+)=(.+)$/.exec(text) ?? [];
  if (key === undefined || list === undefined)
    throw new SweepError(
      'backtest.sweep',
      `"${text}" is no sweep; write key=value,value, such as trading.profitThreshold=0.001,0.005`,
    );
  return { key, values: list.split(',').map(valueOf) };
}

/** A number, true or false, or a text. */
function valueOf(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Every combination of the values, the last parameter fastest. @throws SweepError */
export function combinations(keys: readonly SweptKey[]): readonly Combination[] {
  const twice = keys.find(({ key }, index) => keys.findIndex((other) => other.key === key) < index);
  if (twice !== undefined)
    throw new SweepError('backtest.sweep', `${twice.key} is swept twice; name all of its values once`);
  const count = keys.reduce((product, { values }) => product * values.length, 1);
  if (count > MOST_TRIALS)
    throw new SweepError(
      'backtest.sweep',
      `${count} combinations; at most ${MOST_TRIALS} are tried, and the best of few proves more`,
    );
  const none: readonly Combination['overrides'][] = [[]];
  const all = keys.reduce(
    (lists, { key, values }) =>
      lists.flatMap((list) => values.map((value) => [...list, { path: key.split('.'), value, source: '--sweep' }])),
    none,
  );
  return all.map((overrides) => ({
    name: overrides.map(({ path, value }) => `${path.join('.')}=${JSON.stringify(value)}`).join(' '),
    overrides,
  }));
}

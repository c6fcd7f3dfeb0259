import { ownStrategies } from '@pm-arbitrage/agents/strategy/load-strategy.js';
import { type OracleType, oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { confirm, isCancel, multiselect, text } from '@clack/prompts';
import type { FirstAnswers } from './first-config.js';

/** What stands where nobody says anything else. */
export const defaultAnswers: FirstAnswers = {
  kalshi: '1000',
  polymarket: '1000',
  strategies: ['atomic-arb'],
  oracles: [],
  maxTrade: 0.1,
  processes: false,
};

/** Why a text is no amount of dollars; undefined when it is one. */
export const dollarsProblem = (given: string | undefined): string | undefined =>
  /^\d+(\.\d{1,6})?$/.test(given ?? '') ? undefined : 'dollars as a plain decimal, e.g. 1000 or 250.50';

/** Why a text is no share from above 0 to 100 percent; undefined when it is one. */
export const percentProblem = (given: string | undefined): string | undefined =>
  /^\d+(\.\d{1,4})?$/.test(given ?? '') && Number(given) > 0 && Number(given) <= 100
    ? undefined
    : 'percent from 0.0001 to 100';

/** Asks a person on the terminal. @throws CodedError when it is called off */
export async function askAnswers(): Promise<FirstAnswers> {
  const amount = (venue: string) =>
    answered(
      text({
        message: `Dollars to begin with at ${venue} (paper)`,
        initialValue: defaultAnswers.kalshi,
        validate: dollarsProblem,
      }),
    );
  const kalshi = await amount('Kalshi');
  const polymarket = await amount('Polymarket');
  const strategies = await answered(
    multiselect({
      message: 'Strategies (space chooses; atomic-arb alone trades without oracles)',
      options: ownStrategies.map((value) => ({ value, label: value })),
      initialValues: [...defaultAnswers.strategies],
    }),
  );
  const oracles = await answered(
    multiselect({
      message: 'Oracles, for the strategies on fair values (some sources want a key)',
      options: oracleTypes.map((value: OracleType) => ({ value, label: value })),
      initialValues: [...defaultAnswers.oracles],
      required: false,
    }),
  );
  const percent = await answered(
    text({
      message: "Largest trade, percent of a strategy's capital",
      initialValue: String(defaultAnswers.maxTrade * 100),
      validate: percentProblem,
    }),
  );
  const processes = await answered(
    confirm({ message: 'Every agent in a process of its own? It needs Redis and Postgres', initialValue: false }),
  );
  return { kalshi, polymarket, strategies, oracles, maxTrade: Number((Number(percent) / 100).toFixed(6)), processes };
}

async function answered<T>(question: Promise<T>): Promise<Exclude<T, symbol>> {
  const answer = await question;
  if (isCancel(answer)) throw new CodedError('init.cancelled', 'Called off; nothing was written.');
  return answer as Exclude<T, symbol>;
}

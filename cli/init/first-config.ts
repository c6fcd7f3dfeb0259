import type { OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';

/** What a person says before the first run. */
export interface FirstAnswers {
  /** Dollars that the paper ledger begins with at each venue, as decimal text. */
  readonly kalshi: string;
  readonly polymarket: string;
  readonly strategies: readonly string[];
  readonly oracles: readonly OracleType[];
  /** Most of a strategy's capital in one trade, a share. */
  readonly maxTrade: number;
  /** Whether every agent runs in a process of its own, on Redis and Postgres. */
  readonly processes: boolean;
}

/** A first configuration: what was asked, with words to it. Every other key keeps its default, as config.example.yaml tells. */
export function firstConfig({ kalshi, maxTrade, oracles, polymarket, processes, strategies }: FirstAnswers): string {
  return `# Made by "init"; config.example.yaml explains every key, and "config check" prints what is in force.

# Paper until you say otherwise: docs/operating.md, going live.
mode: paper

# What the paper ledger begins with at each venue, dollars.
capital:
  kalshi: '${kalshi}'
  polymarket: '${polymarket}'

trading:
  # They bid for what is found; docs/strategies.md says what each does.
  strategies: [${strategies.join(', ')}]

oracles:
  # What the world says, for fair values; docs/oracles.md says which want a key.
  run: [${oracles.join(', ')}]

risk:
  # Most of a strategy's capital in one trade.
  maxTrade: ${maxTrade}
${
  processes
    ? `
# Every agent in a process of its own: set REDIS_URL and DATABASE_URL in .env, then "up --processes".
`
    : ''
}`;
}

/** What to do after it was written, a line each. */
export function nextSteps(file: string, { oracles, processes }: FirstAnswers): readonly string[] {
  const given = file === 'config.yaml' ? '' : ` --config ${file}`;
  return [
    ...(processes ? ['cp .env.example .env, and set REDIS_URL and DATABASE_URL there'] : []),
    ...(oracles.length > 0
      ? [`config check${given} shows which keys of oracles are set; docs/oracles.md has where to get them`]
      : []),
    `doctor${given}`,
    `up --paper${processes ? ' --processes' : ''}${given}`,
  ];
}

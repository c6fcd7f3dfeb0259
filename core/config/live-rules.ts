import { addUsd, formatUsd } from '../money/money.js';
import type { Config } from './schema.js';

const LOOPBACK = /^(https?|wss?):\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/;

/** What `live.confirm` must say, to the letter: it names the money that may be lost. */
export const liveConfirmation = ({ capital }: Pick<Config, 'capital'>): string =>
  `trade live with $${formatUsd(addUsd(capital.kalshi, capital.polymarket))}`;

/** True when every venue is a stand-in on this machine: no real money can move. */
export function isSimulated({ venues }: Pick<Config, 'venues'>): boolean {
  const { kalshi, polymarket } = venues;
  return [kalshi.restUrl, kalshi.wsUrl, polymarket.clobUrl, polymarket.gammaUrl, polymarket.userWsUrl].every((url) =>
    LOOPBACK.test(url),
  );
}

/** What keeps a configuration from trading live, in words that say what to do; empty on paper. */
export function liveProblems(config: Config): readonly string[] {
  if (config.mode !== 'live') return [];
  const { live, services, venues } = config;
  const problems: string[] = [];
  if (config.dashboard.publicDemo)
    problems.push('dashboard.publicDemo: shows the account to everybody, so it is for paper trading alone');
  const wanted = liveConfirmation(config);
  if (live.confirm !== wanted)
    problems.push(`live.confirm: write exactly "${wanted}" if that is what you may lose; capital sets the amount`);
  if (services.databaseUrl === null && !isSimulated(config))
    problems.push('services.databaseUrl: live trading needs Postgres; set DATABASE_URL');
  if (!venues.kalshi.enabled || !venues.polymarket.enabled)
    problems.push('venues: live trading needs both venues enabled, because a trade has legs at both');
  return problems;
}

/** Which keys the process that sends the orders lacks; the others get none. Empty on paper. */
export function credentialProblems({ mode, venues }: Config): readonly string[] {
  if (mode !== 'live') return [];
  const { kalshi, polymarket } = venues;
  const problems: string[] = [];
  if (kalshi.apiKeyId === null || (kalshi.privateKey === null && kalshi.privateKeyPath === null))
    problems.push(
      'venues.kalshi: live trading needs KALSHI_API_KEY_ID and KALSHI_PRIVATE_KEY_PATH (or _KEY), or both stored with: secrets set kalshi',
    );
  if (polymarket.privateKey === null)
    problems.push(
      'venues.polymarket.privateKey: live trading needs POLYMARKET_PRIVATE_KEY, or it stored with: secrets set polymarket privateKey',
    );
  if (polymarket.signatureType !== 0 && polymarket.funder === null)
    problems.push('venues.polymarket.funder: signature types 1 to 3 need the address that holds the funds');
  return problems;
}

import type { MarketVersion } from '../../world/polymarket-listing.js';

/** Polygon. */
export const CHAIN_ID = 137;

/** Contracts that the project talks to, lower case (reference §5.4, §15.1). */
export const CONTRACTS = {
  pusd: '0xc011a7e12a19f7b1f670d46f03b03f3342e82dfb',
  ctf: '0x4d97dcd97ec945f40cf65f87097ace5ea0476045',
  exchange: '0xe111180000d2663c0091e4f400237545b87b996b',
  negRiskExchange: '0xe2222d279d744050d28e00520010520000310f59',
  exchangeV3: '0xe3333700ca9d93003f00f0f71f8515005f6c00aa',
  positionManager: '0x006f54f7f9a22e0000cc2ab60031000000ae9fef',
  router: '0x12121212006e4cd160d18e3f00711da5c3372600',
  adapter: '0xada100db00ca00073811820692005400218fce1f',
  negRiskAdapter: '0xada2005600dec949baf300f4c6120000bdb6eaab',
} as const;

interface Protocol {
  readonly version: MarketVersion;
  readonly negRisk: boolean;
}

/** Where a market's orders settle. */
export function exchangeOf({ version, negRisk }: Protocol): string {
  if (version === 'v2') return CONTRACTS.exchangeV3;
  return negRisk ? CONTRACTS.negRiskExchange : CONTRACTS.exchange;
}

/** What holds a market's tokens. */
export const tokenContractOf = (version: MarketVersion): string =>
  version === 'v2' ? CONTRACTS.positionManager : CONTRACTS.ctf;

/** What splits, merges and redeems a market's tokens. */
export function adapterOf({ version, negRisk }: Protocol): string {
  if (version === 'v2') return CONTRACTS.router;
  return negRisk ? CONTRACTS.negRiskAdapter : CONTRACTS.adapter;
}

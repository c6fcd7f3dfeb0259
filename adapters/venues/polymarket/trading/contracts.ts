import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Routing } from '@pm-arbitrage/core/domain/market.js';
import { getBytes, TypedDataEncoder } from 'ethers';

/** Where an order is signed for: one of three exchange contracts (polymarket.md §5.4). */
export interface Exchange {
  readonly name: 'standard' | 'neg-risk' | 'v3';
  readonly address: string;
  readonly domainSeparator: Uint8Array;
}

/** The contracts of one chain (polymarket.md §15.1). */
export interface Contracts {
  readonly chainId: number;
  readonly collateral: string;
  readonly conditionalTokens: string;
  readonly positionManager: string;
  readonly router: string;
  /** Merges and redeems positions of v1 markets, by `negRisk`. */
  readonly adapters: { readonly standard: string; readonly negRisk: string };
  readonly exchanges: Readonly<Record<Exchange['name'], Exchange>>;
}

const STANDARD = '0xE111180000d2663C0091e4f400237545B87B996B';
const NEG_RISK = '0xe2222d279d744050d28e00520010520000310F59';

const polygon = {
  collateral: '0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB',
  conditionalTokens: '0x4D97DCd97eC945f40cF65F87097ACe5EA0476045',
  positionManager: '0x006F54F7f9A22e0000CC2AB60031000000ae9fEF',
  router: '0x12121212006e4CD160D18e3f00711DA5c3372600',
  adapters: {
    standard: '0xAdA100Db00Ca00073811820692005400218FcE1f',
    negRisk: '0xadA2005600Dec949baf300f4C6120000bDB6eAab',
  },
};

const chains: Readonly<Record<number, { v3: string; conditionalTokens: string }>> = {
  137: { v3: '0xe3333700cA9d93003F00f0F71f8515005F6c00Aa', conditionalTokens: polygon.conditionalTokens },
  80002: {
    v3: '0x9fE6e61422AdB6F610d8597F9684b16912D50C3D',
    conditionalTokens: '0x69308FB512518e39F9b16112fA8d994F4e2Bf8bB',
  },
};

/** @throws CodedError for a chain on which the venue has no exchange. */
export function contractsOf(chainId: number): Contracts {
  const chain = chains[chainId];
  if (chain === undefined) {
    throw new CodedError(
      'polymarket.chain',
      `Polymarket trades on Polygon; set venues.polymarket.chainId to 137 (80002 for its test network), not ${chainId}`,
      { chainId },
    );
  }
  const exchange = (name: Exchange['name'], version: '2' | '3', verifyingContract: string): Exchange => ({
    name,
    address: verifyingContract,
    domainSeparator: getBytes(
      TypedDataEncoder.hashDomain({ name: 'Polymarket CTF Exchange', version, chainId, verifyingContract }),
    ),
  });
  return {
    ...polygon,
    chainId,
    conditionalTokens: chain.conditionalTokens,
    exchanges: {
      standard: exchange('standard', '2', STANDARD),
      'neg-risk': exchange('neg-risk', '2', NEG_RISK),
      v3: exchange('v3', '3', chain.v3),
    },
  };
}

/**
 * The exchange of a market, by its version and nothing else: v1 markets carry the ids of v2 too (polymarket.md §0.2).
 * @throws CodedError when the version is not known, since an order for the wrong contract has no valid signature.
 */
export function exchangeOf(contracts: Contracts, routing: Extract<Routing, { platform: 'polymarket' }>): Exchange {
  switch (routing.version) {
    case 'v1':
      return contracts.exchanges[routing.negRisk ? 'neg-risk' : 'standard'];
    case 'v2':
      return contracts.exchanges.v3;
    default:
      throw new CodedError(
        'polymarket.market-version',
        'the market does not say which protocol version it follows, so no order can be signed for it; leave it out',
        { version: routing.version },
      );
  }
}

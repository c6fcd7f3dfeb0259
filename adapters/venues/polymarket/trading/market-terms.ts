import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type MarketId, marketId } from '@pm-arbitrage/core/domain/platform.js';
import { modelAt } from '@pm-arbitrage/core/fees/model-at.js';
import { isBody, shown } from '../../kalshi/read-fields.js';
import { readFees, text } from '../gamma-fields.js';
import type { JsonClient } from '../../../transport/json-client.js';
import type { TokenTerms } from './our-fills.js';
import { PolymarketAnswerError } from './wire-order.js';

/** Tokens and fees of markets: from our listing, and for those that are not listed any more from the CLOB. */
export class MarketTerms {
  readonly #marketOf: (id: MarketId) => Market | undefined;
  readonly #clob: JsonClient;
  readonly #asked = new Map<string, TokenTerms>();

  constructor(marketOf: (id: MarketId) => Market | undefined, clob: JsonClient) {
    this.#marketOf = marketOf;
    this.#clob = clob;
  }

  /** What is known without asking. @param at Unix ms, for the fees. */
  known(conditionId: string, at: number): TokenTerms | undefined {
    const market = this.#marketOf(marketId('polymarket', conditionId));
    if (market?.routing.platform !== 'polymarket') return this.#asked.get(conditionId);
    const fees = modelAt(market.fees, at);
    if (fees.kind !== 'polymarket') return undefined;
    const { yesToken, noToken } = market.routing;
    return { yesToken, noToken, fees };
  }

  /** @throws VenueRequestError, PolymarketAnswerError */
  async of(conditionId: string, at: number): Promise<TokenTerms> {
    const known = this.known(conditionId, at);
    if (known) return known;
    const answer = await this.#clob.read({ path: `/clob-markets/${conditionId}` });
    const tokens = isBody(answer) && Array.isArray(answer['t']) ? (answer['t'] as unknown[]) : [];
    const [yesToken, noToken] = tokens.map((token) => (isBody(token) ? text(token['t']) : ''));
    if (!isBody(answer) || tokens.length !== 2 || !yesToken || !noToken)
      throw new PolymarketAnswerError(`market ${conditionId}`, `has the tokens ${shown(tokens)}`);
    // Without `fd` the CLOB charges nothing (polymarket.md §4.2).
    const fees = answer['fd'] === undefined ? { ratePpm: 0, exponent: 1 } : readFees(answer['fd']);
    if (typeof fees === 'string') throw new PolymarketAnswerError(`market ${conditionId}`, fees);
    const terms: TokenTerms = { yesToken, noToken, fees: { kind: 'polymarket', ...fees } };
    this.#asked.set(conditionId, terms);
    return terms;
  }
}

import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { formatUsd, minQuantity, type Quantity } from '@pm-arbitrage/core/money/money.js';
import { type CapitalMove, PolymarketCapital, type PolymarketCapitalOptions } from './polymarket-capital.js';

/** Null where merging and redeeming are left to the person: without a node, or with funds behind the venue's relayer. */
export function capitalOf(options: PolymarketCapitalOptions): PolymarketCapital | null {
  const { rpcUrl, signatureType } = options.config;
  return rpcUrl === null || signatureType !== 0 ? null : new PolymarketCapital(options);
}

/**
 * Releases capital whenever it is asked, one transaction at a time. What is on the chain decides how much, and each
 * transaction takes the next nonce of those in blocks, so one that an earlier life left hanging is replaced by the same
 * one anew: only one of them can happen.
 */
export class CapitalRelease {
  readonly #capital: PolymarketCapital | null;
  readonly #log: Logger;
  readonly #moved: (market: MarketId) => void;
  #turn: Promise<unknown> = Promise.resolve();
  #told = false;

  constructor(capital: PolymarketCapital | null, log: Logger, moved: (market: MarketId) => void) {
    this.#capital = capital;
    this.#log = log;
    this.#moved = moved;
  }

  /** Merges as many pairs as there are, at most `pairs`. @throws CodedError that says what to do */
  merge(market: MarketId, pairs: Quantity): Promise<void> {
    return this.#inTurn(async (capital) => {
      const { yes, no } = await capital.held(market);
      const there = minQuantity(pairs, minQuantity(yes, no));
      if (there > 0) await this.#send(capital, await capital.prepareMerge(market, there));
    });
  }

  /** Redeems all that pays; nothing as long as the market is not resolved on the chain. @throws CodedError */
  redeem(market: MarketId): Promise<void> {
    return this.#inTurn(async (capital) => {
      let moves: readonly CapitalMove[];
      try {
        moves = await capital.prepareRedeem(market);
      } catch (error) {
        if (error instanceof CodedError && error.code === 'polymarket.not-resolved') return;
        throw error;
      }
      for (const move of moves) await this.#send(capital, move);
    });
  }

  close(): void {
    this.#capital?.close();
  }

  async #send(capital: PolymarketCapital, move: CapitalMove): Promise<void> {
    const { hash, kind, market } = move;
    const brought = await capital.send(move);
    this.#log.info({ market, kind, transaction: hash, usd: formatUsd(brought) }, 'capital released');
    this.#moved(market);
  }

  #inTurn(work: (capital: PolymarketCapital) => Promise<void>): Promise<void> {
    const capital = this.#capital;
    if (capital === null) {
      if (!this.#told)
        this.#log.warn('merge and redeem by hand on polymarket.com: no node is set, or the wallet is no plain one');
      this.#told = true;
      return Promise.resolve();
    }
    const done = this.#turn.then(async () => {
      await capital.connect();
      await work(capital);
    });
    this.#turn = done.catch(() => {});
    return done;
  }
}

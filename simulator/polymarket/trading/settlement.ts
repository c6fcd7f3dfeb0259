import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { CONTRACTS, exchangeOf, tokenContractOf } from '../chain/contracts.js';
import { FEE_COLLECTOR, type Ledger, STRANGERS, VAULT } from '../chain/ledger.js';
import type { Funds } from './funds.js';
import type { TradeRecord, TradeStatus } from './trade-record.js';
import type { TradingEvents } from './trading-events.js';

interface SettlementOptions {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly funds: Funds;
  readonly events: TradingEvents;
  /** From one status to the next, ms. */
  readonly stepMs: number;
  /** Writes the transaction into the chain. @returns its hash. */
  readonly record: (trade: TradeRecord, succeeded: boolean) => string;
}

/**
 * Brings matches to the chain: MATCHED → MINED → CONFIRMED. A match that the chain refuses, because money or approval is
 * gone or because a fault says so, goes RETRYING → FAILED and nothing moves.
 */
export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /** Locks what the match takes and sends it on its way. @param ghost makes the chain refuse it. */
  begin(trade: TradeRecord, ghost: boolean): void {
    this.#options.funds.lock(trade.movements, 1);
    this.#announce(trade);
    this.#later(() => {
      if (!ghost && this.#settle(trade)) this.#mined(trade);
      else {
        this.#change(trade, 'RETRYING', null);
        this.#later(() => {
          if (!ghost && this.#settle(trade)) this.#mined(trade);
          else this.#failed(trade);
        });
      }
    });
  }

  #settle(trade: TradeRecord): boolean {
    const { ledger, funds } = this.#options;
    const spender = exchangeOf(trade.listing);
    const contract = tokenContractOf(trade.listing.version);
    const debits = trade.movements.filter(({ address, amount }) => amount < 0 && !HOUSE.has(address));
    const allowed = debits.every(({ address, asset, amount }) =>
      asset === 'usd'
        ? ledger.allowance(address, spender) >= BigInt(-amount)
        : ledger.isOperator(contract, address, spender),
    );
    if (!allowed || !ledger.move(trade.movements)) return false;
    for (const { address, asset, amount } of debits) {
      if (asset === 'usd') ledger.spendAllowance(address, spender, BigInt(-amount));
    }
    funds.lock(trade.movements, -1);
    funds.settled(trade.movements);
    return true;
  }

  #mined(trade: TradeRecord): void {
    const hash = this.#options.record(trade, true);
    this.#change(trade, 'MINED', hash);
    this.#later(() => this.#change(trade, 'CONFIRMED', hash));
  }

  #failed(trade: TradeRecord): void {
    this.#options.funds.lock(trade.movements, -1);
    this.#change(trade, 'FAILED', this.#options.record(trade, false));
  }

  #change(trade: TradeRecord, status: TradeStatus, transactionHash: string | null): void {
    trade.history.set({ status, transactionHash }, this.#options.clock.now());
    this.#announce(trade);
  }

  #announce(trade: TradeRecord): void {
    this.#options.events.emit({ type: 'trade', trade, at: this.#options.clock.now() });
  }

  #later(then: () => void): void {
    this.#options.clock.after(this.#options.stepMs, then);
  }
}

/** Addresses that need no approval. */
const HOUSE: ReadonlySet<string> = new Set([STRANGERS, VAULT, FEE_COLLECTOR, CONTRACTS.ctf]);

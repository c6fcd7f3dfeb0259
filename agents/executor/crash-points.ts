import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { Journal } from './journal.js';

/**
 * The named instants of the order path: before and after each durable write, each send and each question to a venue.
 * Words: `lock`, `record`, `addExit`, `callOff`, `reopen`, `settle`, `send buy 0`, `send sell 1`, `lookup`, `ruleOut`,
 * `cancel`, `fillsSince kalshi`, `positions kalshi`; from the second time on with `#2`, `#3`…; then `:before`, `:after`.
 */
export class CrashPoints {
  readonly #pass: (point: string) => Promise<void>;
  readonly #counts = new Map<string, number>();

  /** @param pass called at every point; who never comes back from it is as good as dead */
  constructor(pass: (point: string) => Promise<void>) {
    this.#pass = pass;
  }

  journal(journal: Journal): Journal {
    const names = ['lock', 'record', 'addExit', 'callOff', 'reopen', 'settle'];
    return this.#wrap(journal, (name) => (names.includes(name) ? () => name : null));
  }

  venue(venue: TradingVenue): TradingVenue {
    const wrapped = this.#wrap(venue, (name) => {
      if (name === 'lookup' || name === 'ruleOut' || name === 'cancel') return () => name;
      return name === 'fillsSince' || name === 'positions' ? () => `${name} ${venue.platform}` : null;
    });
    return this.#replacing(wrapped, 'prepare', async (spec: OrderSpec) => {
      const prepared = await venue.prepare(spec);
      const send = () => this.step(`send ${spec.action} ${spec.legIndex}`, () => prepared.send());
      return { ...prepared, send };
    });
  }

  /** Runs one step between its two points. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    const full = count === 1 ? name : `${name}#${count}`;
    await this.#pass(`${full}:before`);
    const result = await work();
    await this.#pass(`${full}:after`);
    return result;
  }

  #wrap<T extends object>(target: T, nameOf: (method: string) => (() => string) | null): T {
    return new Proxy(target, {
      get: (on, key) => {
        const value = Reflect.get(on, key, on) as unknown;
        if (typeof value !== 'function') return value;
        const method = (...given: unknown[]) => Reflect.apply(value, on, given) as Promise<unknown>;
        const name = nameOf(String(key));
        return name === null ? method : (...given: unknown[]) => this.step(name(), () => method(...given));
      },
    });
  }

  #replacing<T extends object, K extends keyof T>(target: T, name: K, value: T[K]): T {
    return new Proxy(target, { get: (on, key) => (key === name ? value : (Reflect.get(on, key) as unknown)) });
  }
}

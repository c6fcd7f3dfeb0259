import { CF_INDICES } from './cf-prints.js';

const CHANNELS = ['cfbenchmarks_value', 'cfbenchmarks_value_5hz'] as const;
export type CfChannel = (typeof CHANNELS)[number];

/** What the fast channel carries. */
const FAST = ['BRTI', 'ETHUSD_RTI', 'SOLUSD_RTI', 'XRPUSD_RTI', 'DOGEUSD_RTI'];

export const isCfChannel = (name: unknown): name is CfChannel => CHANNELS.some((channel) => channel === name);

interface CfSubscription {
  readonly sid: number;
  readonly channel: CfChannel;
  readonly indices: Set<string>;
  seq: number;
}

type Params = Readonly<Record<string, unknown>>;

/** What one connection hears of the relayed indices (reference oracles-and-alerts §1.9). */
export class CfSubscriptions {
  readonly #send: (frame: object) => void;
  readonly #bySid = new Map<number, CfSubscription>();

  constructor(send: (frame: object) => void) {
    this.#send = send;
  }

  has(sid: number): boolean {
    return this.#bySid.has(sid);
  }

  /** @returns an error code, or null. */
  subscribe(sid: number, id: number | undefined, channel: CfChannel, params: Params): 11 | null {
    const indices = indicesOf(channel, params['index_ids']);
    // Markets mean nothing here.
    if (indices === null || params['market_tickers'] !== undefined) return 11;
    this.#bySid.set(sid, { sid, channel, indices: new Set(indices), seq: 0 });
    this.#send({ ...(id === undefined ? {} : { id }), type: 'subscribed', sid });
    return null;
  }

  /** @returns an error code, or null. */
  update(sid: number, id: number | undefined, params: Params): 11 | 13 | null {
    const subscription = this.#bySid.get(sid);
    const head = id === undefined ? {} : { id };
    if (!subscription) return 11;
    if (params['action'] === 'indexlist') {
      const list = subscription.channel === 'cfbenchmarks_value' ? Object.keys(CF_INDICES) : FAST;
      this.#send({ ...head, type: `${subscription.channel}_indexlist`, sid, msg: { index_ids: list } });
      return null;
    }
    const indices = indicesOf(subscription.channel, params['index_ids']);
    if (indices === null) return 11;
    if (params['action'] === 'subscribe_indices') for (const index of indices) subscription.indices.add(index);
    else if (params['action'] === 'unsubscribe_indices')
      for (const index of indices) subscription.indices.delete(index);
    else return 13;
    this.#send({ ...head, type: 'ok', sid, msg: { index_ids: [...subscription.indices] } });
    return null;
  }

  unsubscribe(sid: number, id: number | undefined): void {
    this.#bySid.delete(sid);
    this.#send({ ...(id === undefined ? {} : { id }), type: 'unsubscribed', sid });
  }

  /** Whether anything is heard of an index on a channel. */
  wants(channel: CfChannel, indexId: string): boolean {
    return [...this.#bySid.values()].some((one) => one.channel === channel && one.indices.has(indexId));
  }

  /** Says a print to whatever subscription wants it; with `lost` its number alone is used. */
  publish(channel: CfChannel, indexId: string, msg: object, lost: boolean): void {
    for (const subscription of this.#bySid.values()) {
      if (subscription.channel !== channel || !subscription.indices.has(indexId)) continue;
      subscription.seq++;
      if (!lost) this.#send({ type: channel, sid: subscription.sid, seq: subscription.seq, msg });
    }
  }
}

/** Null when they are no list, or name an index that there is not. */
function indicesOf(channel: CfChannel, ids: unknown): string[] | null {
  const known = channel === 'cfbenchmarks_value' ? Object.keys(CF_INDICES) : FAST;
  if (!Array.isArray(ids) || ids.length === 0) return null;
  if (ids.length === 1 && ids[0] === 'all') return known;
  const named = ids.map(String);
  // The fast channel passes over what it lacks.
  return named.every((id) => id in CF_INDICES) ? named.filter((id) => known.includes(id)) : null;
}

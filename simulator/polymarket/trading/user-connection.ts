import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { FaultBoard } from '../../faults/fault-board.js';
import type { FrameSender } from '../../http/frame-sender.js';
import { orderFrame, tradeFrame } from './account-json.js';
import { roleOf } from './account-routes.js';
import type { ApiKey } from './api-keys.js';
import type { Authentication } from './authentication.js';
import type { TradingEvent } from './trading-events.js';

/** An event that waits for its partner goes out alone after this long, ms. */
const HOLD_MS = 500;

interface UserConnectionOptions {
  readonly clock: Clock;
  readonly sender: FrameSender;
  readonly faults: FaultBoard;
  readonly authentication: Authentication;
  /** Cuts the connection. */
  readonly close: () => void;
}

/** One client of the user channel (reference §11). */
export class UserConnection {
  readonly #options: UserConnectionOptions;
  #key: ApiKey | null = null;
  /** Conditions to hear about; null for all. */
  #markets: Set<string> | null = null;
  #held: { readonly text: string; readonly release: Cancel } | null = null;

  constructor(options: UserConnectionOptions) {
    this.#options = options;
  }

  receive(text: string): void {
    const { sender, authentication, close } = this.#options;
    if (text === 'PING') return sender.sendAlways('PONG');
    const request = parse(text);
    const markets = conditionsOf(request?.['markets']);
    if (request?.['type'] === 'user' && this.#key === null) {
      const auth = request['auth'] as Partial<Record<string, unknown>> | undefined;
      this.#key = authentication.credentials(auth?.['apiKey'], auth?.['secret'], auth?.['passphrase']);
      if (this.#key === null) return close();
      this.#markets = markets && new Set(markets);
    } else if (request?.['operation'] === 'subscribe' && this.#key !== null) {
      for (const market of markets ?? []) (this.#markets ??= new Set()).add(market);
    } else if (request?.['operation'] === 'unsubscribe' && this.#key !== null) {
      for (const market of markets ?? []) this.#markets?.delete(market);
    } else {
      sender.send('INVALID OPERATION');
    }
  }

  publish(event: TradingEvent): void {
    if (this.#key === null) return;
    const { listing } = event.type === 'order' ? event.order : event.trade;
    if (this.#markets !== null && !this.#markets.has(listing.conditionId)) return;
    const frame = frameFor(event, this.#key);
    if (frame !== null) this.#send(JSON.stringify(frame));
  }

  #send(text: string): void {
    const { clock, sender, faults } = this.#options;
    if (faults.losesUserEvents('polymarket')) return;
    const copies = faults.duplicatesUserEvents('polymarket') ? 2 : 1;
    if (this.#held !== null) {
      const { text: earlier, release } = this.#held;
      release();
      this.#held = null;
      for (const one of [text, earlier]) for (let copy = 0; copy < copies; copy++) sender.send(one);
      return;
    }
    if (faults.reordersUserEvents('polymarket')) {
      const release = clock.after(HOLD_MS, () => {
        this.#held = null;
        sender.send(text);
      });
      this.#held = { text, release };
      return;
    }
    for (let copy = 0; copy < copies; copy++) sender.send(text);
  }
}

function frameFor(event: TradingEvent, { signer, apiKey }: ApiKey): object | null {
  if (event.type === 'order') {
    return event.order.account.signer === signer ? orderFrame(event.order, event.kind, event.at) : null;
  }
  const role = roleOf(event.trade, signer);
  return role === null ? null : tradeFrame(event.trade, event.at, role, apiKey);
}

function parse(text: string): Partial<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

const conditionsOf = (value: unknown): string[] | null =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : null;

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ContractSide, MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { Price } from '@pm-arbitrage/core/money/money.js';
import type { SimulatorEndpoints } from '@pm-arbitrage/simulator/start-simulator.js';
import type { ChaosAccounts } from '../chaos/chaos-venues.js';

/** Lay an offer of one contract at this price, deep enough for a whole run. */
export interface ToVenues {
  readonly platform: Platform;
  readonly market: MarketId;
  readonly side: ContractSide;
  readonly price: Price;
}

export type FromVenues =
  | { readonly kind: 'ready'; readonly endpoints: SimulatorEndpoints; readonly accounts: ChaosAccounts }
  | { readonly kind: 'offered' };

const script = fileURLToPath(new URL('live-venues-process.js', import.meta.url));

/** The simulated venues of a bench, in a process of their own. */
export class LiveVenues {
  readonly endpoints: SimulatorEndpoints;
  readonly accounts: ChaosAccounts;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, ready: Extract<FromVenues, { kind: 'ready' }>) {
    this.#process = child;
    this.endpoints = ready.endpoints;
    this.accounts = ready.accounts;
  }

  /** @throws when the process ends instead */
  static async start(): Promise<LiveVenues> {
    const child = fork(script);
    const message = await heard(child);
    if (message.kind !== 'ready') throw new Error(`the simulated venues said ${message.kind} first`);
    return new LiveVenues(child, message);
  }

  async offer(wish: ToVenues): Promise<void> {
    this.#process.send(wish);
    await heard(this.#process);
  }

  close(): void {
    this.#process.kill('SIGKILL');
  }
}

async function heard(child: ChildProcess): Promise<FromVenues> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the simulated venues ended with code ${code}`);
  });
  const message = once(child, 'message').then(([said]) => said as FromVenues);
  return Promise.race([message, ended]);
}

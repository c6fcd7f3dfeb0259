import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type { ApiKey } from './api-keys.js';
import type { ClobAccount } from './clob-account.js';
import { DeadManSwitch } from './dead-man-switch.js';
import type { UserStream } from './user-stream.js';

interface Guard {
  readonly stream: UserStream;
  readonly watch: DeadManSwitch;
}

export interface KeyGuardsOptions {
  readonly account: ClobAccount;
  readonly clock: Clock;
  readonly log: Logger;
  readonly streamOf: (key: ApiKey) => UserStream;
}

/** A dead-man switch and a private stream for every API key, since the venue keeps both by key. */
export class KeyGuards {
  readonly #options: KeyGuardsOptions;
  readonly #armed = new Map<string, Guard>();
  readonly #arming = new Map<string, Promise<void>>();

  constructor(options: KeyGuardsOptions) {
    this.#options = options;
  }

  /** Arms a key, once; no order may go out with it before. @throws CodedError when the venue takes no heartbeat */
  arm(key: ApiKey): Promise<void> {
    if (this.#armed.has(key.id)) return Promise.resolve();
    const arming = this.#arming.get(key.id) ?? this.#armAnew(key).finally(() => this.#arming.delete(key.id));
    this.#arming.set(key.id, arming);
    return arming;
  }

  /** Arms all keys and waits for their streams. @throws CodedError */
  async armAll(keys: readonly ApiKey[]): Promise<void> {
    for (const key of keys) await this.arm(key);
    await Promise.all([...this.#armed.values()].map(({ stream }) => stream.untilConnected()));
  }

  async stop(): Promise<void> {
    for (const { stream, watch } of this.#armed.values()) {
      stream.stop();
      await watch.stop();
    }
    this.#armed.clear();
  }

  async #armAnew(key: ApiKey): Promise<void> {
    const { account, clock, log, streamOf } = this.#options;
    const watch = new DeadManSwitch(account, key, clock, log, () => {
      this.#armed.get(key.id)?.stream.stop();
      this.#armed.delete(key.id);
      void watch.stop();
    });
    await watch.arm();
    const stream = streamOf(key);
    this.#armed.set(key.id, { stream, watch });
    stream.start();
  }
}

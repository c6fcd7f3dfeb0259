import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { isBody } from '../../kalshi/read-fields.js';
import { text } from '../gamma-fields.js';
import { Rounds } from '../../../transport/rounds.js';
import type { ApiKey } from './api-keys.js';
import { type ClobAccount, reasonOf } from './clob-account.js';

/** The venue cancels all open orders of a key that says nothing for ten seconds (polymarket.md §6.6). */
const BEAT_MS = 5_000;
const ATTEMPTS = 4;
const PAUSE_MS = 500;

/** Heartbeats of one API key: with the first that the venue takes, a silence of ours cancels everything that rests. */
export class DeadManSwitch {
  readonly #account: ClobAccount;
  readonly #key: ApiKey;
  readonly #clock: Clock;
  readonly #refused: () => void;
  readonly #rounds: Rounds;
  #lastId = '';

  /** @param refused the venue does not know the key any more: there is nothing left to guard. */
  constructor(account: ClobAccount, key: ApiKey, clock: Clock, log: Logger, refused: () => void) {
    this.#account = account;
    this.#key = key;
    this.#clock = clock;
    this.#refused = refused;
    this.#rounds = new Rounds(
      clock,
      BEAT_MS,
      () => this.#beat(),
      (error) =>
        log.error(
          { nonce: key.nonce, reason: reasonOf(error) },
          'polymarket heartbeat failed; it may cancel what rests',
        ),
    );
  }

  /** Resolves when it is armed. @throws CodedError when the venue does not take the heartbeat. */
  async arm(): Promise<void> {
    await this.#beat();
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #beat(): Promise<void> {
    let problem = '';
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        const body = JSON.stringify({ heartbeat_id: this.#lastId });
        const request = { method: 'POST', path: '/v1/heartbeats', body } as const;
        const answer = await this.#account.send(this.#key, 'cancel', request);
        if (answer === null) continue;
        const parsed = parsedBody(answer.text);
        const id = isBody(parsed) ? text(parsed['heartbeat_id']) : '';
        if (answer.status === 200 && id !== '') {
          this.#lastId = id;
          return;
        }
        problem = `HTTP ${answer.status}: ${answer.text.slice(0, 120)}`;
        if (answer.status === 400 && id !== '') {
          // Another life of ours, or a lost answer: the venue says which id it waits for.
          this.#lastId = id;
          continue;
        }
        if (answer.status === 401) {
          this.#account.keys.refuse(this.#key, problem);
          this.#refused();
          break;
        }
      } catch (error) {
        problem = reasonOf(error);
      }
      if (attempt < ATTEMPTS) await sleep(this.#clock, PAUSE_MS);
    }
    throw new CodedError(
      'polymarket.heartbeat',
      `Polymarket does not take our heartbeat (${problem}), so nothing would cancel resting orders if we fell silent; nothing is ordered until it does`,
    );
  }
}

function parsedBody(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

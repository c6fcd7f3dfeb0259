import { sendByEveryChannel } from '@pm-arbitrage/adapters/alerts/send-by-every-channel.js';
import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

const ROUTER = 'alert-router';
/** Without its heartbeat for this long the alert router is dead, ms. */
const DEAD_MS = 20_000;
const LOOK_MS = 1_000;
/** A look that comes so late says that this process slept, ms. */
const OVERSLEPT_MS = 5_000;

type WatchdogContext = Pick<AgentContext, 'clock' | 'config' | 'log' | 'name'>;

/**
 * Who would tell that the router is dead, if not the router: the guardian, which always runs, tells it itself by every
 * channel that is set up, again at the period of emergencies until it lives. Nothing of it is awaited by anybody who
 * judges.
 */
export class RouterWatchdog {
  readonly #context: WatchdogContext;
  #aliveAt: number;
  #stopped = false;
  #lookedAt: number;
  #told = 0;
  #toldAt = 0;

  constructor(context: WatchdogContext) {
    this.#context = context;
    // It is given the time of its start: both come up together.
    this.#aliveAt = context.clock.now();
    this.#lookedAt = this.#aliveAt;
  }

  heartbeat({ agent, at, state }: Pick<Heartbeat, 'agent' | 'at' | 'state'>): void {
    if (agent !== ROUTER) return;
    this.#aliveAt = Math.max(this.#aliveAt, at);
    this.#stopped = state === 'draining';
  }

  /** @returns what stops it */
  start(): () => void {
    return this.#context.clock.every(LOOK_MS, () => this.#look());
  }

  #look(): void {
    const { clock, config } = this.#context;
    const now = clock.now();
    if (now - this.#lookedAt > OVERSLEPT_MS) this.#aliveAt = Math.max(this.#aliveAt, now);
    this.#lookedAt = now;
    if (now - this.#aliveAt < DEAD_MS) {
      this.#told = 0;
      return;
    }
    // It said that it stops: with the swarm, or to come back. Longer than a restart takes is too long all the same.
    if (this.#stopped && now - this.#aliveAt < 3 * DEAD_MS) return;
    if (this.#told > 0 && now - this.#toldAt < config.alerts.repeatMs) return;
    this.#toldAt = now;
    const repeat = this.#told++;
    this.#tell(repeat).catch((error: unknown) => {
      this.#context.log.error({ error: messageOf(error) }, 'nobody could be told that the alert router is dead');
    });
  }

  async #tell(repeat: number): Promise<void> {
    const { clock, config, log, name } = this.#context;
    const silentS = Math.round((clock.now() - this.#aliveAt) / 1_000);
    if (repeat === 0) log.error({ silentS }, 'the alert router is dead');
    const id = `router.dead:${clock.now()}`;
    const message: AlertMessage = {
      id,
      alertId: id,
      tier: 'emergency',
      kind: 'router.dead',
      title: 'The alert router is dead: no other alert reaches you',
      body: `No heartbeat of it for ${silentS} s. Start it again, or halt: what else goes wrong, nobody tells you.`,
      source: name,
      at: clock.now(),
      repeat,
    };
    await sendByEveryChannel(message, { clock, config: config.alerts, log });
  }
}

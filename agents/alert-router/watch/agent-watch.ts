import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import type { AlertRequest } from '@pm-arbitrage/core/runtime/agent.js';

/** An agent that was not heard of for this long is down, ms. */
const DEAD_MS = 15_000;
/** Restarts without an orderly stop, and the time within which so many are told of, ms. */
const RESTARTS = 3;
const RESTART_WINDOW_MS = 600_000;
/** A new life whose predecessor says nothing more for this long took its place; in a rolling restart both speak, ms. */
const REPLACED_MS = 3_000;
/** A look that comes so late says that this process slept, and nothing of the others, ms. */
const OVERSLEPT_MS = 5_000;
/** How long what an agent says of itself must hold before it is told, ms. */
const LASTING_MS = 30_000;

interface Watched {
  readonly instance: string;
  readonly at: number;
  readonly stopped: boolean;
  readonly down: boolean;
  readonly restarts: readonly number[];
}

/** Who is alive, by heartbeats alone: which agents are down or come back again and again, and which venues fail them. */
export class AgentWatch {
  readonly #agents = new Map<string, Watched>();
  /** What fails now, since when (Unix ms), and whether it was told. */
  readonly #failing = new Map<string, { readonly since: number; readonly told: boolean }>();
  readonly #details = new Map<string, Heartbeat['details']>();
  /** Agents that began anew without having said that they stop, since when (Unix ms). */
  readonly #replaced = new Map<string, number>();
  readonly #restartedAt = new Map<string, number>();
  #looked: number | null = null;
  #graceUntil = 0;

  /** Agents that were heard of lately, by when their process began (Unix ms). */
  readonly startedAt = new Map<string, number>();

  take({ agent, instance, state, at, startedAt, details }: Heartbeat): void {
    const before = this.#agents.get(agent);
    const isNew = before !== undefined && before.instance !== instance;
    const restarts = isNew && !before.stopped ? [...before.restarts, at] : (before?.restarts ?? []);
    // Two of one name, as in a rolling restart: the older one's last words say nothing of the younger.
    if (isNew && startedAt < (this.startedAt.get(agent) ?? 0)) {
      this.#replaced.delete(agent);
      return;
    }
    if (isNew && !before.stopped) {
      // One that comes again and again is told of by its number.
      const isFirst = at - (this.#restartedAt.get(agent) ?? 0) > RESTART_WINDOW_MS;
      if (isFirst && !before.down) this.#replaced.set(agent, at);
      this.#restartedAt.set(agent, at);
    }
    this.#agents.set(agent, { instance, at, stopped: state === 'draining', down: before?.down ?? false, restarts });
    this.startedAt.set(agent, startedAt);
    this.#details.set(agent, details);
  }

  /** What a person should know now; each thing once until it is over. @param now Unix ms */
  look(now: number): readonly AlertRequest[] {
    if (this.#looked !== null && now - this.#looked > OVERSLEPT_MS) this.#graceUntil = now + DEAD_MS;
    this.#looked = now;
    if (now < this.#graceUntil) return [];
    return [...this.#dead(now), ...this.#restarted(now), ...this.#venues(now)];
  }

  *#restarted(now: number): Iterable<AlertRequest> {
    for (const [agent, since] of this.#replaced) {
      if (now - since < REPLACED_MS) continue;
      this.#replaced.delete(agent);
      yield {
        tier: 'important',
        kind: 'agent.restarted',
        dedupeKey: `agent.restarted:${agent}`,
        title: `${agent} ended and was started again`,
        body: 'It did not say that it stops: it crashed or was killed. Its log says why.',
      };
    }
  }

  *#dead(now: number): Iterable<AlertRequest> {
    for (const [agent, watched] of this.#agents) {
      if (watched.stopped) {
        if (now - watched.at > DEAD_MS) this.#agents.delete(agent);
        continue;
      }
      const quietMs = now - watched.at;
      const restarts = watched.restarts.filter((at) => at > now - RESTART_WINDOW_MS);
      const isDown = quietMs >= DEAD_MS;
      this.#agents.set(agent, { ...watched, down: isDown, restarts: restarts.length >= RESTARTS ? [] : restarts });
      if (isDown && !watched.down)
        yield {
          tier: 'critical',
          kind: 'agent.down',
          // One that was back and is gone again must be heard of again, however soon.
          dedupeKey: `agent.down:${agent}:${watched.at}`,
          title: `${agent} is down`,
          body: `No heartbeat for ${Math.round(quietMs / 1_000)} s. Nothing new is traded without it if it is on the way of a trade.`,
        };
      if (!isDown && watched.down)
        yield {
          tier: 'important',
          kind: 'agent.back',
          dedupeKey: `agent.back:${agent}:${watched.at}`,
          title: `${agent} is back`,
        };
      if (restarts.length >= RESTARTS)
        yield {
          tier: 'important',
          kind: 'agent.restarting',
          dedupeKey: `agent.restarting:${agent}`,
          title: `${agent} was restarted ${restarts.length} times within ten minutes`,
        };
    }
  }

  /** What watchers and executor say of the venues in their heartbeats. */
  *#venues(now: number): Iterable<AlertRequest> {
    const failing = new Map<string, Omit<AlertRequest, 'tier'>>();
    for (const [agent, details] of this.#details) {
      const [name, platform] = agent.split(':');
      if (name === 'venue-watcher' && platform !== undefined && details['connected'] === false)
        failing.set(`unreachable:${platform}`, {
          kind: 'venue.unreachable',
          title: `${platform} cannot be reached`,
          body: 'Its feed is not connected; decisions on its books are refused until it is.',
        });
      if (name === 'executor' && typeof details['leftAlone'] === 'string')
        for (const venue of details['leftAlone'].split(' ').filter((one) => one !== ''))
          failing.set(`left-alone:${venue}`, {
            kind: 'venue.left-alone',
            title: `${venue} is left alone`,
            body: 'Its orders failed, filled in part or found nothing behind its books too often; the executor tries again by itself.',
          });
    }
    for (const key of this.#failing.keys()) if (!failing.has(key)) this.#failing.delete(key);
    for (const [key, alert] of failing) {
      const { since, told } = this.#failing.get(key) ?? { since: now, told: false };
      // The executor decides on several orders; a socket may just be on its way back.
      const lasts = alert.kind === 'venue.left-alone' || now - since >= LASTING_MS;
      this.#failing.set(key, { since, told: told || lasts });
      if (lasts && !told) yield { tier: 'important', dedupeKey: `venue.${key}`, ...alert };
    }
  }
}

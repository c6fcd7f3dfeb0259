import { type Alert, alertTiers } from '@pm-arbitrage/core/domain/alert.js';
import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';
import { type Delivery, isSettled } from './delivery.js';
import { Draft, dropped, fresh } from './draft.js';
import { firstChannels } from './first-channels.js';
import { cannotWait, maySend } from './may-send.js';
import type { RoutingSettings } from './routing-settings.js';
import type { RoutingState } from './routing-state.js';
import { standIn } from './stand-in.js';

const MINUTE_MS = 60_000;
/** The wait after the first failed attempt, doubled after each further one up to the longest, ms. */
const BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 300_000;
/** Attempts by a channel at what another one has brought already. */
const LATE_ATTEMPTS = 5;
/** Deliveries that wait for one channel; beyond, the oldest that can wait is given up. */
const MOST_WAITING = 200;

/** What happened to the router. */
export type RoutingEvent =
  | { readonly kind: 'raised'; readonly alert: Alert }
  | { readonly kind: 'acknowledged'; readonly alert: string }
  | { readonly kind: 'delivered'; readonly delivery: string; readonly reference: string | null }
  | {
      readonly kind: 'not-delivered';
      readonly delivery: string;
      readonly reason: string;
      readonly retry: boolean;
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: 'tick' };

export interface Routed {
  readonly state: RoutingState;
  /** Deliveries that are new or changed, as they are now; those to be sent are in state `sending`. */
  readonly changed: readonly Delivery[];
  /** Deliveries to begin now. */
  readonly send: readonly Delivery[];
}

/**
 * What is told to whom, and when: a function of what happened and of the time. Nothing is sent by it; the deliveries that
 * it begins come back as `delivered` or `not-delivered`. @param now Unix ms
 */
export function route(before: RoutingState, event: RoutingEvent, settings: RoutingSettings, now: number): Routed {
  const draft = new Draft(before);
  apply(draft, event, settings, now);
  for (const { alert } of draft.open.values()) {
    repeat(draft, alert, settings, now);
    giveUp(draft, alert, settings, now);
    fallOver(draft, alert, settings, now);
  }
  const send = begin(draft, settings, now);
  draft.forgetClosed();
  return { state: draft.state(), changed: draft.changed(), send };
}

function apply(draft: Draft, event: RoutingEvent, settings: RoutingSettings, now: number): void {
  switch (event.kind) {
    case 'raised': {
      const { alert } = event;
      const channels = firstChannels(alert, settings);
      if (draft.open.has(alert.id) || channels.length === 0) return;
      draft.open.set(alert.id, { alert, round: 0, roundAt: now });
      for (const channel of channels) draft.put(fresh(alert.id, channel, 0, now));
      limitWaiting(draft, channels);
      return;
    }
    case 'acknowledged': {
      for (const one of draft.of(event.alert)) if (!isSettled(one)) draft.put(dropped(one, 'acknowledged'));
      for (const one of draft.of(event.alert)) draft.remove(one);
      draft.open.delete(event.alert);
      return;
    }
    case 'delivered': {
      const one = draft.deliveries.get(event.delivery);
      if (one !== undefined) draft.put({ ...one, state: 'delivered', reason: '', reference: event.reference });
      return;
    }
    case 'not-delivered': {
      const one = draft.deliveries.get(event.delivery);
      if (one?.state !== 'sending') return;
      const { reason, retry, retryAfterMs } = event;
      if (retryAfterMs !== null) {
        const pace = draft.paces.get(one.channel) ?? { blockedUntil: 0, sentAt: [] };
        draft.paces.set(one.channel, { ...pace, blockedUntil: Math.max(pace.blockedUntil, now + retryAfterMs) });
      }
      const wait = Math.max(retryAfterMs ?? 0, Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** (one.attempts - 1)));
      draft.put(retry ? { ...one, state: 'waiting', dueAt: now + wait, reason } : { ...one, state: 'failed', reason });
      return;
    }
    case 'tick':
  }
}

/** An emergency that nobody acknowledged is told again, to all. */
function repeat(draft: Draft, alert: Alert, settings: RoutingSettings, now: number): void {
  const entry = draft.open.get(alert.id);
  if (entry === undefined || alert.tier !== 'emergency' || now < entry.roundAt + settings.repeatMs) return;
  for (const one of draft.of(alert.id, entry.round)) if (!isSettled(one)) draft.put(dropped(one, 'told again'));
  for (const one of draft.of(alert.id)) if (one.round < entry.round) draft.remove(one);
  const round = entry.round + 1;
  draft.open.set(alert.id, { alert, round, roundAt: now });
  for (const { name } of settings.channels) draft.put(fresh(alert.id, name, round, now));
}

/** Ends what nobody needs any more: stand-ins of what was told, late attempts, what nobody took for too long. */
function giveUp(draft: Draft, alert: Alert, settings: RoutingSettings, now: number): void {
  const round = draft.open.get(alert.id)?.round ?? 0;
  const told = draft.of(alert.id, round);
  const isTold = told.some(({ state }) => state === 'delivered');
  for (const one of told) {
    if (one.state !== 'waiting') continue;
    const isOld = one.firstTriedAt !== null && now > one.firstTriedAt + settings.expireMs;
    if (isTold && one.attempts >= LATE_ATTEMPTS) draft.put(dropped(one, `told by another channel; ${one.reason}`));
    else if (isOld && !cannotWait(alert)) draft.put(dropped(one, `too old; ${one.reason}`));
  }
}

function fallOver(draft: Draft, alert: Alert, settings: RoutingSettings, now: number): void {
  const round = draft.open.get(alert.id)?.round ?? 0;
  // What is routine is a courtesy to a channel that wants it.
  if (alert.tier === 'routine') return;
  const channel = standIn(draft.of(alert.id, round), draft, settings, now);
  if (channel !== null) draft.put(fresh(alert.id, channel, round, now));
}

/** Begins what may leave: what is worst first, then what waited longest. */
function begin(draft: Draft, settings: RoutingSettings, now: number): readonly Delivery[] {
  const waiting = [...draft.deliveries.values()].filter(({ state, dueAt }) => state === 'waiting' && dueAt <= now);
  const worst = (one: Delivery) => alertTiers.indexOf(draft.open.get(one.alert)?.alert.tier ?? 'routine');
  waiting.sort((a, b) => worst(b) - worst(a) || a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
  const begun: Delivery[] = [];
  for (const one of waiting) {
    const alert = draft.open.get(one.alert)?.alert;
    if (
      alert === undefined ||
      !maySend(one, alert, { pace: draft.paces.get(one.channel), underWay: draft.underWay(one.channel) }, settings, now)
    )
      continue;
    const sending: Delivery = {
      ...one,
      state: 'sending',
      attempts: one.attempts + 1,
      firstTriedAt: one.firstTriedAt ?? now,
      triedAt: now,
    };
    const pace = draft.paces.get(one.channel) ?? { blockedUntil: 0, sentAt: [] };
    draft.paces.set(one.channel, { ...pace, sentAt: [...pace.sentAt.filter((at) => at > now - MINUTE_MS), now] });
    draft.put(sending);
    begun.push(sending);
  }
  return begun;
}

/** A flood is bounded: of what can wait, the oldest is given up first. */
function limitWaiting(draft: Draft, channels: readonly AlertChannelName[]): void {
  for (const channel of channels) {
    const waiting = [...draft.deliveries.values()].filter((one) => one.channel === channel && one.state === 'waiting');
    const spare = waiting.filter(({ alert }) => {
      const known = draft.open.get(alert);
      return known !== undefined && !cannotWait(known.alert);
    });
    for (const one of spare.slice(0, Math.max(0, waiting.length - MOST_WAITING)))
      draft.put(dropped(one, 'too many alerts at once; it is on the dashboard'));
  }
}

import { isInFlight } from '@pm-arbitrage/core/domain/trade-states.js';
import { isOrderFinal, type OrderState } from '@pm-arbitrage/core/domain/order.js';
import type { Evidence, EvidenceIntent } from './evidence.js';

/** What is wrong with a run, in words, by kind; nothing at all when it is right. */
export interface Verdict {
  /** More than one order did the work of one. */
  readonly duplicateOrders: readonly string[];
  /** An order, a fill or a trade that the journal lost sight of. */
  readonly forgottenOrders: readonly string[];
  /** An exit that sold what was not too much, or bought what was not missing. */
  readonly wrongLegUnwinds: readonly string[];
  /** Ledger and venue differ, or the ledger does not sum to zero. */
  readonly conservationErrors: readonly string[];
}

/** Judges a run by what the venues know for certain. Pure. */
export function judgeRun(evidence: Evidence): Verdict {
  return {
    duplicateOrders: [...doubled(evidence), ...overbought(evidence), ...overlapping(evidence)],
    forgottenOrders: forgotten(evidence),
    wrongLegUnwinds: wrongLegs(evidence),
    conservationErrors: unbalanced(evidence),
  };
}

export const isClean = (verdict: Verdict): boolean => Object.values(verdict).every((found) => found.length === 0);

const nameOf = ({ legIndex, purpose, clientOrderId }: EvidenceIntent) =>
  `${purpose} of leg ${legIndex} (${clientOrderId.slice(0, 8)})`;

/** One intent that several orders filled. */
function doubled({ fills, intents, orders }: Evidence): string[] {
  return intents.flatMap((intent) => {
    const accepted = orders.filter(({ clientOrderId }) => clientOrderId === intent.clientOrderId);
    const filled = fills
      .filter(({ clientOrderId }) => clientOrderId === intent.clientOrderId)
      .reduce((total, { change }) => total + Math.abs(change), 0);
    if (accepted.length > 1) return [`${nameOf(intent)} was accepted ${accepted.length} times`];
    return filled > intent.quantity ? [`${nameOf(intent)} filled ${filled} of ${intent.quantity}`] : [];
  });
}

/** A leg that ever held more than was approved. */
function overbought({ fills, legs }: Evidence): string[] {
  return legs.flatMap(({ legIndex, quantity }) => {
    let held = 0;
    for (const { change } of fills.filter((fill) => fill.legIndex === legIndex)) {
      held += change;
      if (held > quantity) return [`leg ${legIndex} held ${held} of ${quantity} approved`];
    }
    return [];
  });
}

/** An order that filled although the next attempt at the same leg had been decided on already. */
function overlapping({ fills, intents }: Evidence): string[] {
  return intents.flatMap((intent) => {
    const next = intents.find(
      (other) => other !== intent && other.legIndex === intent.legIndex && other.createdAt > intent.createdAt,
    );
    if (!next) return [];
    const late = fills.some(({ clientOrderId, at }) => clientOrderId === intent.clientOrderId && at > next.createdAt);
    return late ? [`${nameOf(intent)} filled after ${nameOf(next)} was decided on`] : [];
  });
}

function forgotten({ fills, intents, legs, orders, provisionalFills, trade }: Evidence): string[] {
  const found: string[] = [];
  if (isInFlight(trade.state) || trade.state === 'approved')
    found.push(`the trade is still ${trade.state}: ${trade.reason}`);
  if (provisionalFills > 0) found.push(`${provisionalFills} fills are still provisional`);
  for (const { clientOrderId, isResting, platform, venueOrderId } of orders) {
    if (clientOrderId === null) found.push(`order ${venueOrderId} at ${platform} has no intent`);
    if (isResting) found.push(`order ${venueOrderId} still rests at ${platform}`);
  }
  for (const { clientOrderId, change, legIndex } of fills)
    if (clientOrderId === null) found.push(`a fill of ${change} in leg ${legIndex} has no intent`);
  for (const intent of intents) {
    const filled = fills
      .filter(({ clientOrderId }) => clientOrderId === intent.clientOrderId)
      .reduce((total, { change }) => total + Math.abs(change), 0);
    if (filled !== intent.booked) found.push(`${nameOf(intent)} filled ${filled}, booked are ${intent.booked}`);
    if (!isOrderFinal(intent.state as OrderState)) found.push(`${nameOf(intent)} is left ${intent.state}`);
  }
  const held = legs.map(({ filled }) => filled);
  if (trade.state !== 'naked' && new Set(held).size > 1)
    found.push(`the trade is ${trade.state} with ${held.join(' and ')} contracts`);
  return found;
}

/** Walks the fills in order and holds every one of an exit against what was held when it happened. */
function wrongLegs({ fills, intents, legs }: Evidence): string[] {
  const purposes = new Map(intents.map((intent) => [intent.clientOrderId, intent]));
  const held = new Map(legs.map(({ legIndex }) => [legIndex, 0]));
  const found: string[] = [];
  for (const { change, clientOrderId, legIndex } of fills) {
    const before = held.get(legIndex) ?? 0;
    const after = before + change;
    const others = [...held].filter(([index]) => index !== legIndex).map(([, count]) => count);
    const intent = clientOrderId === null ? undefined : purposes.get(clientOrderId);
    if (intent?.purpose === 'unwind' && (change >= 0 || after < Math.min(...others)))
      found.push(`${nameOf(intent)} took it from ${before} to ${after} while the others held ${others.join(', ')}`);
    if (intent?.purpose === 'finish' && (change <= 0 || after > Math.max(...others)))
      found.push(`${nameOf(intent)} took it from ${before} to ${after} while the others held ${others.join(', ')}`);
    if (after < 0) found.push(`leg ${legIndex} was sold down to ${after}`);
    held.set(legIndex, after);
  }
  return found;
}

function unbalanced({ balances, ledgerTotal }: Evidence): string[] {
  const found = balances
    .filter(({ ours, theirs }) => ours !== theirs)
    .map(({ ours, theirs, what }) => `${what}: ours ${ours}, theirs ${theirs}`);
  if (ledgerTotal !== 0) found.push(`the ledger sums to ${ledgerTotal}`);
  return found;
}

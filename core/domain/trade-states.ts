import type { TradeState } from './trade.js';

/**
 * Which state may follow which. A `locked` trade has committed intents and may have sent its orders; `executing` is
 * written when answers or final fills are awaited, so the happy path commits once. What seemed over goes back to
 * `exiting` when its venue reports a fill late, or takes one back.
 */
export const nextStates: Readonly<Record<TradeState, readonly TradeState[]>> = {
  requested: ['approved', 'rejected'],
  rejected: [],
  approved: ['locked', 'expired', 'aborted'],
  expired: [],
  locked: ['executing', 'complete', 'exiting', 'aborted'],
  aborted: ['exiting'],
  executing: ['complete', 'aborted', 'exiting'],
  complete: ['settled', 'exiting'],
  exiting: ['hedged', 'unwound', 'naked'],
  hedged: ['settled', 'exiting'],
  unwound: ['exiting'],
  naked: ['hedged', 'unwound', 'settled', 'exiting'],
  settled: [],
};

/** Money may be committed to it: its reservation counts against every limit. */
export const reservesCapital = (state: TradeState): boolean =>
  state === 'approved' || state === 'locked' || state === 'executing' || state === 'exiting';

/** It holds contracts that have not paid yet. */
export const holdsPosition = (state: TradeState): boolean =>
  state === 'complete' || state === 'hedged' || state === 'naked' || state === 'exiting';

/** The executor has work to do on it. */
export const isInFlight = (state: TradeState): boolean =>
  state === 'locked' || state === 'executing' || state === 'exiting';

/** It is over: nothing is held, reserved or awaited. */
export const isFinal = (state: TradeState): boolean =>
  state === 'rejected' || state === 'expired' || state === 'aborted' || state === 'unwound' || state === 'settled';

/** Every leg was filled as intended. */
export const isComplete = (state: TradeState): boolean => state === 'complete' || state === 'hedged';

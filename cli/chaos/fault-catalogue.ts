import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { Fault } from '@pm-arbitrage/simulator/faults/fault.js';
import type { Draw } from './draw.js';

/** What goes wrong at a venue in one run. Times are ms of the run's own clock. */
export interface ChaosFault {
  /** `what@venue`, or `none`. */
  readonly name: string;
  /** In force from before the approval on, or set off by the first fill. */
  readonly when: 'approval' | 'first-fill';
  readonly faults: readonly Fault[];
  /** How much later than it was sent an order may still arrive because of it. */
  readonly lateMs: number;
  /** It lies about the account, so an executor that halts over it is right. */
  readonly lies: boolean;
}

type Recipe = (draw: Draw, venue: Platform) => Omit<ChaosFault, 'name'>;

const STATUSES = [425, 429, 500, 502, 503] as const;
const READ_STATUSES = [429, 500, 503] as const;
/** Where private reads lie: errors there leave orders alone. */
const READS: Readonly<Record<Platform, string>> = { kalshi: '/trade-api/v2/portfolio/', polymarket: '/data/' };

const plain = (faults: readonly Fault[], lateMs = 0, lies = false): Omit<ChaosFault, 'name'> => ({
  when: 'approval',
  faults,
  lateMs,
  lies,
});

/** One or two orders: the second is the exit, where one follows. */
const orders = (draw: Draw) => (draw.chance(0.3) ? 2 : 1);

const recipes: Readonly<Record<string, Recipe>> = {
  'lose-answer': (draw, venue) => plain([{ kind: 'order', venue, count: orders(draw), effect: 'lose-answer' }]),
  'accept-late': (draw, venue) => {
    const delayMs = draw.chance(0.2) ? draw.whole(3_000, 9_000) : draw.whole(100, 2_000);
    return plain([{ kind: 'order', venue, count: 1, effect: 'accept-late', delayMs }], delayMs);
  },
  reject: (draw, venue) => plain([{ kind: 'order', venue, count: orders(draw), effect: 'reject' }]),
  partial: (draw, venue) =>
    plain([{ kind: 'order', venue, count: orders(draw), effect: 'partial', share: draw.whole(0, 9) / 10 }]),
  'fail-before': (draw, venue) =>
    plain([{ kind: 'order', venue, count: orders(draw), effect: 'fail-before', status: draw.oneOf(STATUSES) }]),
  'fail-after': (draw, venue) =>
    plain([{ kind: 'order', venue, count: orders(draw), effect: 'fail-after', status: draw.oneOf(STATUSES) }]),
  'ghost-fill': (draw, venue) => plain([{ kind: 'order', venue, count: orders(draw), effect: 'ghost-fill' }]),
  'pause-market': (_draw, venue) => plain([{ kind: 'order', venue, count: 1, effect: 'pause-market' }]),
  'cancel-race': (_draw, venue) => plain([{ kind: 'cancel-race', venue, count: 2 }]),
  'duplicate-user-events': (_draw, venue) => plain([{ kind: 'duplicate-user-events', venue }]),
  'reorder-user-events': (_draw, venue) => plain([{ kind: 'reorder-user-events', venue }]),
  'lose-user-events': (_draw, venue) => plain([{ kind: 'lose-user-events', venue }]),
  'read-lag': (draw, venue) => plain([{ kind: 'read-lag', venue, delayMs: draw.whole(200, 1_000) }], 0, true),
  'freeze-sockets': (draw, venue) => plain([{ kind: 'freeze-sockets', venue, durationMs: draw.whole(2_000, 20_000) }]),
  'drop-sockets': (_draw, venue) => ({ ...plain([{ kind: 'drop-sockets', venue }]), when: 'first-fill' }),
  latency: (draw, venue) =>
    plain([{ kind: 'latency', venue, delayMs: draw.whole(100, 900), durationMs: draw.whole(4_000, 15_000) }]),
  'rest-error': (draw, venue) => {
    const status = draw.oneOf(READ_STATUSES);
    return plain([{ kind: 'rest-error', venue, status, count: draw.whole(1, 8), pathPrefix: READS[venue] }]);
  },
  'balance-lie': (draw, venue) => {
    const byMicroUsd = draw.whole(1, 90_000_000) * (draw.chance(0.5) ? 1 : -1);
    return plain([{ kind: 'balance-lie', venue, byMicroUsd }], 0, true);
  },
};

const NONE = 'none';

/** Names of everything that can go wrong; `none` first. Ghost fills are Polymarket's alone. */
export const faultNames: readonly string[] = [
  NONE,
  ...Object.keys(recipes).flatMap((what) =>
    platforms.filter((venue) => what !== 'ghost-fill' || venue === 'polymarket').map((venue) => `${what}@${venue}`),
  ),
];

/** The fault of a name with its details drawn. @throws RangeError for a name that is not in `faultNames` */
export function drawFault(name: string, draw: Draw): ChaosFault {
  if (name === NONE) return { name, ...plain([]) };
  const [what = '', venue] = name.split('@');
  const recipe = recipes[what];
  if (!recipe || !faultNames.includes(name)) throw new RangeError(`there is no fault ${name}`);
  return { name, ...recipe(draw, venue as Platform) };
}

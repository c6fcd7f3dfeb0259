import type { PositionRow } from '../../../protocol/position-row.js';

const unknownLast = (value: number | null): number => value ?? Number.NEGATIVE_INFINITY;

/** Ways to sort positions. Those with an order in doubt come first in each of them. */
const by =
  (rank: (row: PositionRow) => number) =>
  (a: PositionRow, b: PositionRow): number =>
    Number(b.inDoubt) - Number(a.inDoubt) || rank(a) - rank(b) || a.id.localeCompare(b.id);

export const positionOrders = {
  resolution: { title: 'Time to resolution', compare: by(({ resolutionTime }) => resolutionTime) },
  newest: { title: 'Newest', compare: by(({ openedAt }) => -openedAt) },
  unrealised: { title: 'Unrealised P&L', compare: by(({ unrealised }) => -unknownLast(unrealised)) },
  cost: { title: 'Cost', compare: by(({ cost }) => -cost) },
} as const;
export type PositionOrder = keyof typeof positionOrders;

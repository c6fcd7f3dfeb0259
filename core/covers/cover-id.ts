import { createHash } from 'node:crypto';
import type { CoverKind, CoverLeg } from '../domain/cover.js';

/** The same kind and legs, in whatever order, have the same id in every process and run. */
export function coverId(kind: CoverKind, legs: readonly CoverLeg[]): string {
  const names = legs.map((leg) => `${leg.market}/${leg.side}`).toSorted();
  return `${kind}:${createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 20)}`;
}

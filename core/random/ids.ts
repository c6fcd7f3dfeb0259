import { randomUUID } from 'node:crypto';
import type { Random } from './random.js';

/** Makes identifiers that are unique in one installation: UUID text, as both venues accept for client order ids. */
export interface Ids {
  next(): string;
}

/** Cryptographically random UUIDs, for live and paper runs. */
export const randomIds: Ids = { next: () => randomUUID() };

/** UUID-shaped ids from a seeded stream: the same stream gives the same ids, which makes replays byte-identical. */
export function seededIds(random: Random): Ids {
  const hex = (digits: number) => {
    let text = '';
    for (let i = 0; i < digits; i++) text += Math.floor(random.next() * 16).toString(16);
    return text;
  };
  return { next: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` };
}

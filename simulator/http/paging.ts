/** Where a page starts: the world time of the first page, so that the list does not shift, and items to skip. */
export interface Cursor {
  readonly asOf: number;
  readonly skip: number;
}

/** A cursor of ours; anything else silently starts from the front, as Kalshi's lists do (its reference §5). */
export function readCursor(text: string | null, now: number): Cursor {
  const match = /^([0-9.]+)_([0-9]+)$/.exec(Buffer.from(text ?? '', 'base64url').toString('utf8'));
  return match ? { asOf: Math.min(now, Number(match[1])), skip: Number(match[2]) } : { asOf: now, skip: 0 };
}

/** One page of `items` and the cursor of the next; "" after the last. */
export function page<T>(items: Iterable<T>, from: Cursor, limit: number): { items: T[]; cursor: string } {
  const found: T[] = [];
  let position = 0;
  for (const item of items) {
    if (position++ < from.skip) continue;
    if (found.length === limit) {
      const next = `${from.asOf}_${from.skip + limit}`;
      return { items: found, cursor: Buffer.from(next).toString('base64url') };
    }
    found.push(item);
  }
  return { items: found, cursor: '' };
}

import { isBody, readIsoTime, shown } from '../../transport/read-fields.js';

/** A text product in a listing. */
export interface ListedProduct {
  readonly id: string;
  /** Unix ms. */
  readonly issuedAt: number;
}

const MOST = 500;

/** Reads `/products/types/CLI/locations/{id}`, newest first; a sentence where it is none. Never throws. */
export function readProductList(body: unknown): readonly ListedProduct[] | string {
  const graph = isBody(body) ? body['@graph'] : undefined;
  if (!Array.isArray(graph)) return `the listing has the graph ${shown(graph)}`;
  const products: ListedProduct[] = [];
  for (const entry of graph.slice(0, MOST) as unknown[]) {
    const id = isBody(entry) ? entry['id'] : undefined;
    const issuedAt = readIsoTime(isBody(entry) ? entry['issuanceTime'] : undefined);
    if (typeof id === 'string' && /^[\w-]{1,80}$/.test(id) && !Number.isNaN(issuedAt)) products.push({ id, issuedAt });
  }
  return products.toSorted((a, b) => b.issuedAt - a.issuedAt);
}

/** The text of `/products/{id}`; null where it has none. Never throws. */
export function readProductText(body: unknown): string | null {
  const text = isBody(body) ? body['productText'] : undefined;
  return typeof text === 'string' ? text : null;
}

import type { z } from 'zod';
import type { KalshiRest } from './kalshi-rest.js';
import { KalshiWireError, readWire } from './wire.js';

/** A listing of more pages than this is a cursor that runs in circles. */
const MAX_PAGES = 200;
const PAGE = '1000';

/** Reads a listing page by page, as the venue orders it. @throws VenueRequestError, KalshiWireError */
export async function* readPages<T extends { readonly cursor?: string | null | undefined }>(
  rest: KalshiRest,
  path: string,
  query: Readonly<Record<string, string>>,
  schema: z.ZodType<T>,
): AsyncGenerator<T> {
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page++) {
    const params = new URLSearchParams({ ...query, limit: PAGE, ...(cursor === '' ? {} : { cursor }) });
    const read = readWire(schema, await rest.read({ path, query: params }), `GET ${path}`);
    yield read;
    cursor = read.cursor ?? '';
    if (cursor === '') return;
  }
  throw new KalshiWireError('kalshi.wire', `GET ${path} has more than ${MAX_PAGES} pages; its cursor runs in circles`);
}

import { isBody, shown } from '../../transport/read-fields.js';

/** Where the forecasts of a point are. */
export interface Grid {
  /** `OKX/33,37` */
  readonly cell: string;
}

/**
 * Reads `/points/{lat},{lon}`. The cell is put together from its parts rather than following the addresses in the
 * answer, so that a wrong answer leads nowhere else.
 * @returns the cell, or a sentence that says why there is none. Never throws.
 */
export function readGrid(body: unknown): Grid | string {
  const properties = isBody(body) ? body['properties'] : undefined;
  if (!isBody(properties)) return `the point has the properties ${shown(properties)}`;
  const { gridId, gridX, gridY } = properties as Record<'gridId' | 'gridX' | 'gridY', unknown>;
  if (typeof gridId !== 'string' || !/^[A-Z]{3}$/.test(gridId)) return `the point has the office ${shown(gridId)}`;
  if (!Number.isSafeInteger(gridX) || !Number.isSafeInteger(gridY))
    return `the point has the cell ${shown(gridX)}, ${shown(gridY)}`;
  return { cell: `${gridId}/${String(gridX)},${String(gridY)}` };
}

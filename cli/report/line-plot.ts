import { escapeHtml } from './escape-html.js';

export interface Line {
  readonly name: string;
  /** A class of the page's style: its colour. */
  readonly look: string;
  /** Ascending in x. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Holds its value until the next point, as an account does. */
  readonly steps?: boolean;
}

export interface Axis {
  readonly label: (value: number) => string;
  readonly from?: number;
  readonly to?: number;
}

const WIDTH = 860;
const LEFT = 76;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 26;
const Y_TICKS = 4;
const X_TICKS = 5;

/** Evenly spread values from one end to the other. */
const ticks = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, index) => from + ((to - from) * index) / count);

/** An SVG picture of lines over one axis; an empty text without points. @param title what screen readers say */
export function linePlot(title: string, lines: readonly Line[], x: Axis, y: Axis, height = 240): string {
  const all = lines.flatMap(({ points }) => points);
  if (all.length === 0) return '';
  const least = (of: (point: { x: number; y: number }) => number) => Math.min(...all.map(of));
  const most = (of: (point: { x: number; y: number }) => number) => Math.max(...all.map(of));
  const [x0, x1] = [x.from ?? least((point) => point.x), x.to ?? most((point) => point.x)];
  const [low, high] = [y.from ?? least((point) => point.y), y.to ?? most((point) => point.y)];
  // A line that never moved stands in the middle.
  const pad = high === low ? Math.max(1, Math.abs(high) * 0.01) : 0;
  const [y0, y1] = [low - pad, high + pad];
  const across = (value: number) => LEFT + ((value - x0) / (x1 - x0 || 1)) * (WIDTH - LEFT - RIGHT);
  const up = (value: number) => TOP + (1 - (value - y0) / (y1 - y0)) * (height - TOP - BOTTOM);
  const at = (value: number) => value.toFixed(1);
  const grid = ticks(y0, y1, Y_TICKS).map(
    (value) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(up(value))}" y2="${at(up(value))}"/><text class="tick" x="${LEFT - 8}" y="${at(up(value) + 4)}" text-anchor="end">${escapeHtml(y.label(value))}</text>`,
  );
  const below = ticks(x0, x1, X_TICKS).map((value, index) => {
    const anchor = index === 0 ? 'start' : index === X_TICKS ? 'end' : 'middle';
    return `<text class="tick" x="${at(across(value))}" y="${height - 6}" text-anchor="${anchor}">${escapeHtml(x.label(value))}</text>`;
  });
  const paths = lines.map(({ look, points, steps }) => {
    const path = points.map((point, index) => {
      if (index === 0) return `M${at(across(point.x))} ${at(up(point.y))}`;
      return steps ? `H${at(across(point.x))}V${at(up(point.y))}` : `L${at(across(point.x))} ${at(up(point.y))}`;
    });
    return `<path class="line ${look}" d="${path.join('')}"/>`;
  });
  return `<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${WIDTH} ${height}">${[...grid, ...below, ...paths].join('')}</svg>`;
}

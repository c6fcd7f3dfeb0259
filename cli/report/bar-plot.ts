import { escapeHtml } from './escape-html.js';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** What stands beside it. */
  readonly text: string;
}

const WIDTH = 860;
const NAMES = 230;
const TEXTS = 150;
const ROW = 26;

/** An SVG picture of bars on both sides of zero, one under the other; an empty text without bars. */
export function barPlot(title: string, bars: readonly Bar[]): string {
  if (bars.length === 0) return '';
  const most = Math.max(0, ...bars.map(({ value }) => value));
  const least = Math.min(0, ...bars.map(({ value }) => value));
  const span = most - least || 1;
  const across = (value: number) => NAMES + ((value - least) / span) * (WIDTH - NAMES - TEXTS);
  const rows = bars.map(({ name, text, value }, index) => {
    const y = index * ROW;
    const [from, to] = [across(Math.min(0, value)), across(Math.max(0, value))];
    return [
      `<text class="name" x="0" y="${y + 17}">${escapeHtml(name)}</text>`,
      `<rect class="${value < 0 ? 'loss' : 'gain'}" x="${from.toFixed(1)}" y="${y + 5}" width="${Math.max(1, to - from).toFixed(1)}" height="${ROW - 10}"/>`,
      `<text class="value" x="${WIDTH}" y="${y + 17}" text-anchor="end">${escapeHtml(text)}</text>`,
    ].join('');
  });
  const zero = across(0).toFixed(1);
  const height = bars.length * ROW;
  return `<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${WIDTH} ${height}">${rows.join('')}<line class="axis" x1="${zero}" x2="${zero}" y1="0" y2="${height}"/></svg>`;
}

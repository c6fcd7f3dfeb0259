import uPlot from 'uplot';
import { day, dayAndTime, hourAndMinute, timeOfDay, type Zone } from '../../format/moment.js';

const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
/** The value under the cursor; without one the newest. */
const read = (plot: uPlot, value: number | null, series: number): string => {
  const shown = value ?? plot.data[series]?.at(-1) ?? null;
  return shown === null ? '' : money.format(shown);
};
const digits = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 2,
  minimumFractionDigits: 0,
});

/** How the chart of the equity looks; colours are those of the page at this moment. */
export function equityOptions(
  size: { readonly width: number; readonly height: number },
  zone: Zone,
  style: CSSStyleDeclaration,
): uPlot.Options {
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: colour('ink-quiet'),
    font: '12px "Geist Variable", sans-serif',
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
  };
  return {
    ...size,
    tzDate: (seconds) =>
      zone === 'utc' ? uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC') : new Date(seconds * 1_000),
    padding: [12, 28, 0, 0],
    cursor: { points: { size: 7 }, drag: { setScale: false } },
    legend: { live: true },
    // A curve of a few cents is not blown up to fill the chart.
    scales: { y: { range: (_, low, high) => uPlot.rangeNum(low, high, 0.1, true) } },
    axes: [
      { ...axis, grid: { show: false }, values: (_, ticks) => timeLabels(ticks, zone) },
      { ...axis, size: 64, values: (_, ticks) => ticks.map((tick) => digits.format(tick)) },
    ],
    series: [
      {
        label: zone === 'utc' ? 'UTC' : 'Local',
        value: (plot, seconds) => {
          const shown = seconds ?? plot.data[0].at(-1);
          return shown === undefined ? '' : dayAndTime(shown * 1_000, zone);
        },
      },
      {
        label: 'Equity',
        stroke: colour('accent'),
        width: 2,
        fill: colour('accent-wash'),
        fillTo: (self) => self.scales['y']?.min ?? 0,
        value: read,
        points: { show: false },
      },
      {
        label: 'High-water mark',
        stroke: colour('ink-quiet'),
        width: 1,
        dash: [2, 3],
        value: read,
        points: { show: false },
      },
      { label: 'Floor', stroke: colour('loss'), width: 1.5, dash: [8, 4], value: read, points: { show: false } },
    ],
  };
}

/** Times, and the day where a new one begins; with seconds where they are less than a minute apart. */
function timeLabels(ticks: readonly number[], zone: Zone): string[] {
  const [first = 0, second = first] = ticks;
  const time = second - first < 60 ? timeOfDay : hourAndMinute;
  let before = ticks.length === 0 ? '' : day(first * 1_000, zone);
  return ticks.map((seconds) => {
    const date = day(seconds * 1_000, zone);
    const label = date === before ? time(seconds * 1_000, zone) : date;
    before = date;
    return label;
  });
}

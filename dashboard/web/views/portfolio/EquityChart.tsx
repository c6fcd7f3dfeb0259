import type { EquityPoint, PortfolioView } from '../../../protocol/portfolio-view.js';
import { USD_SCALE } from '@pm-arbitrage/core/money/money.js';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { dollars } from '../../format/dollars.js';
import { useZone } from '../../parts/zone.js';
import { equityOptions } from './equity-options.js';

interface EquityChartProps {
  readonly points: readonly EquityPoint[];
  /** Of now: the last point. */
  readonly view: PortfolioView;
}

/** Equity, its high-water mark and the floor at which everything stops, on one chart. */
export function EquityChart({ points, view }: EquityChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { zone } = useZone();
  const data = columns(points, view);
  const newest = useRef(data);
  newest.current = data;

  useEffect(() => {
    const element = holder.current;
    if (element === null) return () => {};
    const size = () => ({ width: element.clientWidth, height: element.clientWidth < 500 ? 220 : 280 });
    const draw = () => {
      plot.current?.destroy();
      plot.current = new uPlot(equityOptions(size(), zone, getComputedStyle(element)), newest.current, element);
    };
    draw();
    const watch = new ResizeObserver(() => plot.current?.setSize(size()));
    watch.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    window.addEventListener('themechange', draw);
    return () => {
      watch.disconnect();
      scheme.removeEventListener('change', draw);
      window.removeEventListener('themechange', draw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [zone]);
  const last = data[0].at(-1);
  useEffect(() => {
    plot.current?.setData(newest.current);
  }, [points, last]);

  const first = points[0]?.equity ?? view.equity;
  return (
    <div
      ref={holder}
      className="chart"
      role="img"
      aria-label={`Equity from ${dollars(first)} to ${dollars(view.equity)}; high-water mark ${dollars(view.highWaterMark)}, floor ${dollars(view.floor)}`}
    />
  );
}

function columns(points: readonly EquityPoint[], view: PortfolioView): [number[], number[], number[], number[]] {
  // The newest point is of now, unless the curve is ahead of it.
  const all = view.at > (points.at(-1)?.at ?? 0) ? [...points, view] : points;
  return [
    all.map(({ at }) => at / 1_000),
    all.map(({ equity }) => equity / USD_SCALE),
    all.map(({ highWaterMark }) => highWaterMark / USD_SCALE),
    all.map(({ floor }) => floor / USD_SCALE),
  ];
}

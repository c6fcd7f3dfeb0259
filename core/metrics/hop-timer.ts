import type { Registry } from 'prom-client';
import { histogramOf } from './meters.js';
import { type Hop, metrics } from './metrics.js';

/** Times one step of a trade: called with the Unix ms of its begin and its end. Clocks that differ never make it negative. */
export function hopTimer(registry: Registry, hop: Hop): (from: number, to: number) => void {
  const timer = histogramOf(registry, metrics.hop).labels({ hop });
  return (from, to) => timer.observe(Math.max(0, to - from) / 1_000);
}

import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { CounterDefinition, GaugeDefinition, HistogramDefinition, MetricDefinition } from './metric-definition.js';

/* One registry serves all agents of a process, so a metric may be there already. */

const labelNames = <L extends string>({ labels }: { readonly labels: Readonly<Record<L, string>> }) =>
  Object.keys(labels) as L[];

const known = <M>(registry: Registry, { name }: MetricDefinition): M | undefined =>
  registry.getSingleMetric(name) as M | undefined;

export function counterOf<L extends string>(registry: Registry, definition: CounterDefinition<L>): Counter<L> {
  const { name, help } = definition;
  return (
    known<Counter<L>>(registry, definition) ??
    new Counter({ name, help, labelNames: labelNames(definition), registers: [registry] })
  );
}

export function gaugeOf<L extends string>(registry: Registry, definition: GaugeDefinition<L>): Gauge<L> {
  const { name, help } = definition;
  return (
    known<Gauge<L>>(registry, definition) ??
    new Gauge({ name, help, labelNames: labelNames(definition), registers: [registry] })
  );
}

export function histogramOf<L extends string>(registry: Registry, definition: HistogramDefinition<L>): Histogram<L> {
  const { name, help, buckets } = definition;
  return (
    known<Histogram<L>>(registry, definition) ??
    new Histogram({ name, help, buckets: [...buckets], labelNames: labelNames(definition), registers: [registry] })
  );
}

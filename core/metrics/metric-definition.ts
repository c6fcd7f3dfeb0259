interface Named<L extends string> {
  /** As Prometheus sees it: `pma_`, base units (seconds, dollars), `_total` for counters. */
  readonly name: string;
  readonly help: string;
  /** Each label with the values it can take, in words: a list that cannot grow without bound. */
  readonly labels: Readonly<Record<L, string>>;
}

export interface CounterDefinition<L extends string = string> extends Named<L> {
  readonly kind: 'counter';
}

export interface GaugeDefinition<L extends string = string> extends Named<L> {
  readonly kind: 'gauge';
}

export interface HistogramDefinition<L extends string = string> extends Named<L> {
  readonly kind: 'histogram';
  /** Upper bounds of the buckets, in the metric's unit. */
  readonly buckets: readonly number[];
}

/** One metric that an agent may tell, whoever scrapes it. */
export type MetricDefinition = CounterDefinition | GaugeDefinition | HistogramDefinition;

import type { MetricDefinition } from './metric-definition.js';
import { allMetrics } from './metrics.js';

/** The registry as a Markdown table, for docs/metrics.md. */
export function metricsTable(): string {
  return [
    '| metric | kind | what it tells | labels |',
    '|---|---|---|---|',
    ...allMetrics.map((metric) => `| \`${metric.name}\` | ${metric.kind} | ${metric.help} | ${labelsOf(metric)} |`),
  ].join('\n');
}

const labelsOf = ({ labels }: MetricDefinition): string =>
  Object.entries(labels)
    .map(([label, values]) => `\`${label}\`: ${values}`)
    .join('; ');

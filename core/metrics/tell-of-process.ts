import { collectDefaultMetrics, type Registry } from 'prom-client';

/** Adds what prom-client tells of the process itself: `process_*` and `nodejs_*`. */
export function tellOfProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}

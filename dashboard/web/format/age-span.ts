import { span } from './span.js';

/** How long ago, in whole seconds and up, because ages are counted once a second: `0 s`, `7 s`, `3 min`. */
export const ageSpan = (ms: number): string =>
  ms < 10_000 ? `${Math.max(0, Math.floor(ms / 1_000))} s` : span(Math.floor(ms / 1_000) * 1_000);

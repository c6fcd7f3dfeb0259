import { vi } from 'vitest';

/** Until it no longer throws. A busy machine is given a minute: what never comes is a defect, what comes late is none. */
export const waitFor = <T>(condition: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(condition, { timeout: 60_000, interval: 10 });

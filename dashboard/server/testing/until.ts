const PERIOD_MS = 20;

/** Waits until something holds, by looking again and again. Rejects when it does not in time. */
export async function until(what: string, holds: () => unknown, timeoutMs = 20_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not in ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PERIOD_MS));
  }
}

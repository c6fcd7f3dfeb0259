/** No server is obeyed for longer than this, ms. */
const LONGEST_MS = 3_600_000;

/**
 * Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date; null when it says nothing readable.
 * @param now Unix ms.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const wait = /^[0-9]{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? null : Math.min(LONGEST_MS, Math.max(0, wait));
}

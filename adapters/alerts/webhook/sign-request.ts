import { createHmac } from 'node:crypto';

/**
 * The header by which a receiver knows that a request is ours and new: `t=<Unix s>,v1=<hex>`, where v1 is
 * HMAC-SHA-256(secret, `<t>.<body>`). Receivers compare in constant time and refuse a `t` older than five minutes.
 */
export function signRequest(secret: string, body: string, now: number): string {
  const seconds = Math.floor(now / 1_000);
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}

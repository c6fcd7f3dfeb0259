import type { AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';

/** Where an alert comes from and when, in a line: "critical, risk.daily-loss, risk-guardian, 2026-11-21 12:00:00 UTC". */
export function messageFoot({ tier, kind, source, at, repeat }: AlertMessage): string {
  const time = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const again = repeat === 0 ? [] : [`told ${repeat + 1} times, waits to be acknowledged`];
  return [tier, kind, source, time, ...again].join(', ');
}

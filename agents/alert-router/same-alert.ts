import { type Alert, alertTiers } from '@pm-arbitrage/core/domain/alert.js';

/** An alert that later ones may be part of. */
export interface KnownAlert {
  readonly alert: Alert;
  readonly acknowledged: boolean;
}

/**
 * Whether an alert is part of one that is known: the same key, no worse, and within the window of the first; an emergency
 * that nobody acknowledged goes on for as long as it lasts.
 */
export function isPartOf(alert: Alert, known: KnownAlert, dedupeMs: number): boolean {
  if (alert.dedupeKey !== known.alert.dedupeKey) return false;
  if (alertTiers.indexOf(alert.tier) > alertTiers.indexOf(known.alert.tier)) return false;
  return alert.at - known.alert.at <= dedupeMs || (known.alert.tier === 'emergency' && !known.acknowledged);
}

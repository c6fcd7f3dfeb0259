import type { OracleFact } from '@pm-arbitrage/core/domain/oracle-tick.js';

type GameState = (OracleFact & { kind: 'game' })['state'];

/** A frame of Polymarket's scores. */
export type SportsFrame =
  | {
      readonly kind: 'result';
      /** What it is known by on this connection: the id of the game, or its slug. */
      readonly key: string;
      /** `nfl-buf-mia-2026-11-22`; null where the frame has none, as most have. */
      readonly slug: string | null;
      /** Lower case; null in the compact form. */
      readonly league: string | null;
      /** Names or abbreviations; null in the compact form. */
      readonly sides: { readonly home: string; readonly away: string } | null;
      /** Home side first. */
      readonly score: readonly [home: number, away: number] | null;
      readonly period: string;
      readonly elapsed: string;
      readonly state: GameState;
      /** Unix ms; null where it is not said. */
      readonly updatedAt: number | null;
    }
  /** `reply` is in the case in which was asked. */
  | { readonly kind: 'ping'; readonly reply: string }
  | { readonly kind: 'refused'; readonly reason: string };

import { normalCdf } from '../numerics/normal-cdf.js';
import { GAUSS_HERMITE } from '../numerics/gauss-hermite.js';
import { scaleNodes } from '../numerics/scale-nodes.js';
import { requireInput } from '../require-input.js';
import { type GameCase, type GameOutlook, outlookOf } from './game-outlook.js';

/** A sport in which the lead wanders like a Brownian motion. */
export interface LeadSport {
  readonly regulationSeconds: number;
  readonly overtimeSeconds: number;
  /** Standard deviation of the final margin around the pre-game spread, points. */
  readonly marginSd: number;
  /** Share of overtimes that end level for good, where that is possible. */
  readonly drawnOvertimes: number;
  readonly source: string;
}

export interface LeadGame {
  /** Home minus away, points. */
  readonly lead: number;
  /** Seconds of regulation left, or of this overtime. */
  readonly secondsLeft: number;
  readonly overtime: boolean;
  /** Whether the game may end level. */
  readonly drawPossible: boolean;
}

/** What the spread said before the game. */
export interface MarginForecast {
  /** Home minus away, points: minus the home team's spread. */
  readonly margin: number;
  /** Standard error of it as a measure of strength, points. */
  readonly marginError: number;
  /** Relative standard error of the sport's `marginSd`. */
  readonly sdError: number;
}

function chances(sport: LeadSport, game: LeadGame, margin: number, sd: number) {
  const share = game.secondsLeft / sport.regulationSeconds;
  const spread = sd * Math.sqrt(share);
  const centre = game.lead + margin * share;
  // Leads are whole points: level is what lies within half a point.
  const beyond = (line: number) => (spread === 0 ? (centre > line ? 1 : 0) : normalCdf((centre - line) / spread));
  const below = (line: number) => (spread === 0 ? (centre < line ? 1 : 0) : normalCdf((line - centre) / spread));
  const ahead = beyond(0.5);
  const behind = below(-0.5);
  const level = Math.max(0, 1 - ahead - behind);
  const drawn = game.drawPossible ? sport.drawnOvertimes : 0;
  const overtime = sport.overtimeSeconds / sport.regulationSeconds;
  const wins = normalCdf((margin * Math.sqrt(overtime)) / sd);
  return {
    home: ahead + level * (1 - drawn) * wins,
    draw: level * drawn,
    away: behind + level * (1 - drawn) * (1 - wins),
  };
}

/**
 * Result of a game in which the lead moves as a Brownian motion with the pre-game spread as drift (Stern 1994), whole
 * points, level games decided in overtime by the same motion. Errors of the spread and of the standard deviation are
 * integrated over nine nodes each. Possession, field position and fouling are not in it.
 * @throws FairValueError
 */
export function leadMotion(sport: LeadSport, game: LeadGame, forecast: MarginForecast): GameOutlook {
  requireInput('lead', game.lead, 'finite');
  requireInput('secondsLeft', game.secondsLeft, 'not-negative');
  requireInput('marginSd', sport.marginSd, 'positive');
  requireInput('margin', forecast.margin, 'finite');
  requireInput('marginError', forecast.marginError, 'not-negative');
  requireInput('sdError', forecast.sdError, 'not-negative');
  const margins =
    forecast.marginError === 0
      ? [{ margin: forecast.margin, weight: 1 }]
      : GAUSS_HERMITE.map(([z, weight]) => ({ margin: forecast.margin + forecast.marginError * z, weight }));
  const cases: GameCase[] = [];
  for (const { margin, weight } of margins) {
    for (const node of scaleNodes(forecast.sdError)) {
      cases.push({
        weight: weight * node.weight,
        ...chances(sport, game, margin, sport.marginSd * node.factor),
      });
    }
  }
  return outlookOf(cases);
}

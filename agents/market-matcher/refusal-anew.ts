import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { isOpenWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import type { Judgement } from './dossier.js';
import { ACCEPT } from './verdict.js';

/** Why a match that was accepted without a person would not be accepted as it is judged now; null where it would. */
export function refusalAnew({ polarity }: Pick<Match, 'polarity'>, { verdict, worlds }: Judgement): string | null {
  const anew = (reason: string) => `judged anew, it would not be accepted: ${reason}`;
  if (verdict.decision !== 'accept' || verdict.confidence < ACCEPT) return anew(verdict.reason);
  if (verdict.polarity !== polarity) return anew(`its polarity is ${verdict.polarity} now. ${verdict.reason}`);
  const open = worlds.find(isOpenWorld);
  return open === undefined ? null : anew(`nobody can say how often they pay apart: ${open.what}`);
}

import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { windowText } from '../judging/window-text.js';
import type { Window } from '../text/read-window.js';
import type { SettlementSide } from './settlement-side.js';
import { WHOLE, worldApart } from './world.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Events come in bursts just when they are awaited: a stretch counts several times its share of the time. */
const BURST = 5;

/**
 * The world in which it happens between the end of one side's window and the end of the other's. Windows that are known
 * to the day alone end when that day ends for their venue, so they agree.
 * @param now Unix ms; what is left of the window is what the difference is a share of
 */
export function windowApart(a: SettlementSide, b: SettlementSide, now: number): readonly SettlementWorld[] {
  const [x, y] = [a.question.window, b.question.window];
  if (x === null || y === null || x.to === null || y.to === null) return [];
  const isExact = x.grain === 'minute' && y.grain === 'minute';
  const gap = Math.abs(x.to - y.to);
  if (gap <= MINUTE || (!isExact && gap < DAY)) return [];
  const [here, there] = [windowText(x, a.question.date), windowText(y, b.question.date)];
  const what = `one window ends with "${here}", the other with "${there}"`;
  if (isMoment(x) || isMoment(y)) return [worldApart('window', null, WHOLE, what)];
  const left = Math.max(Math.min(x.to, y.to) - now, DAY);
  const probability = Math.min(1, (BURST * gap) / (left + gap));
  return [worldApart('window', Number(probability.toFixed(6)), WHOLE, what)];
}

const isMoment = ({ kind }: Window): boolean => kind === 'instant';

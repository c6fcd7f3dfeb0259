import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { shareOfUsd, subUsd } from '@pm-arbitrage/core/money/money.js';
import { ppm, type RiskConfig, type RiskState } from './risk-state.js';

/** Part of the way from the high-water mark to the stop, in parts of four, at which a person is warned. */
const WARNED_AT = 3;

/** What a person should know before the drawdown stop halts everything; null while equity is far enough from it. */
export function drawdownWarning(
  { equity, highWaterMark }: Pick<RiskState, 'equity' | 'highWaterMark'>,
  { risk }: RiskConfig,
): string | null {
  const distance = shareOfUsd(highWaterMark, ppm(risk.drawdownStop), 1_000_000, 'down');
  const fallen = subUsd(highWaterMark, equity);
  if (distance <= 0 || fallen * 4 < distance * WARNED_AT) return null;
  const stop = subUsd(highWaterMark, distance);
  return `equity ${dollars(equity)} is ${dollars(fallen)} below its highest, ${dollars(highWaterMark)}; at ${dollars(stop)} everything is halted`;
}

import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { addUsd } from '@pm-arbitrage/core/money/money.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import { type Finding, ok, unchecked, wrong } from './finding.js';

/** What a venue holds, against the bankroll that the configuration names. @param before what else was found there */
export async function checkBalance(
  platform: Platform,
  venue: Pick<TradingVenue, 'balance'> | null,
  before: readonly Finding[],
  { capital, mode }: Config,
): Promise<Finding> {
  const check = `${platform} balance`;
  if (venue === null || before.some(({ state }) => state === 'wrong')) return unchecked(check);
  try {
    const { available, reserved } = await venue.balance();
    const held = addUsd(available, reserved);
    const says = `${dollars(available)} free, ${dollars(reserved)} in orders`;
    if (mode === 'live' && held < capital[platform])
      return wrong(
        check,
        says,
        `pay in until it is the ${dollars(capital[platform])} of capital.${platform}, or lower that and confirm the new sum in live.confirm`,
      );
    return ok(check, says);
  } catch (error) {
    return wrong(check, messageOf(error), 'try again in a moment');
  }
}

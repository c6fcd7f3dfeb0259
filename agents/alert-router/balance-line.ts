import type { Queries } from '@pm-arbitrage/core/db/database.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { ledgerBalances } from '@pm-arbitrage/core/queries/account-queries.js';
import { equity } from '@pm-arbitrage/core/queries/trade-queries.js';

/** Cash at each venue and what all is worth, in a line for a person. */
export async function balanceLine(queries: Queries, mode: LedgerMode): Promise<string> {
  const balances = await ledgerBalances(queries, mode);
  const cash = platforms.map((platform) => `${platform} ${dollars(balances.get(`cash:${platform}`) ?? usd(0))}`);
  const { equity: worth } = await equity(queries, mode);
  return `Balances: ${cash.join(', ')}; equity ${dollars(worth)} (${mode})`;
}

import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { isBody, shown } from '../../kalshi/read-fields.js';
import type { JsonClient } from '../../../transport/json-client.js';
import type { ClobAccount } from './clob-account.js';
import type { Contracts, Exchange } from './contracts.js';
import type { OrderSigner } from './order-signer.js';
import { PolymarketAnswerError } from './wire-order.js';

export interface PreflightParts {
  readonly config: Config['venues']['polymarket'];
  readonly account: ClobAccount;
  /** Public reads of the CLOB. */
  readonly clob: JsonClient;
  /** Reads the geoblock page. */
  readonly site: JsonClient;
  readonly contracts: Contracts;
  readonly signer: OrderSigner;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The signatures of requests carry the time; the venue's tolerance is not documented (polymarket.md §5.2). */
const MAX_SKEW_MS = 5_000;
/** The CLOB generation whose orders are built here. */
const CLOB_VERSION = 2;

/**
 * Everything that must hold before an order may leave.
 * @returns the exchanges that may take our money. @throws CodedError that says what to do
 */
export async function preflight(parts: PreflightParts): Promise<ReadonlySet<Exchange['name']>> {
  const { account, clob, clock } = parts;
  if (await isGeoblocked(parts.site)) {
    throw new CodedError(
      'polymarket.geoblocked',
      'Polymarket does not take orders from where this computer is; trade from a place it allows, or set venues.polymarket.enabled to false',
    );
  }
  const version = await clob.read({ path: '/version' });
  if (!isBody(version) || version['version'] !== CLOB_VERSION) {
    throw new CodedError(
      'polymarket.version',
      `the CLOB is of version ${shown(isBody(version) ? version['version'] : version)}, this program signs for version ${CLOB_VERSION}; update the program before you trade`,
    );
  }
  const skew = await clockSkewMs(clob, clock);
  if (Math.abs(skew) > MAX_SKEW_MS) {
    throw new CodedError(
      'polymarket.clock',
      `the clock of this computer is ${Math.abs(skew)} ms ${skew > 0 ? 'behind' : 'ahead of'} Polymarket's and its signatures would be refused; switch on network time`,
      { skewMs: skew },
    );
  }
  await account.keys.all();
  if (await account.closedOnly()) {
    throw new CodedError(
      'polymarket.closed-only',
      'Polymarket lets this account only reduce its positions; close them by hand on polymarket.com or ask its support',
    );
  }
  return approvedExchanges(parts);
}

export async function isGeoblocked(site: JsonClient): Promise<boolean> {
  const body = await site.read({ path: '' });
  if (!isBody(body) || typeof body['blocked'] !== 'boolean')
    throw new PolymarketAnswerError('the geoblock status', `is ${shown(body)}`);
  return body['blocked'];
}

/** The venue's clock minus ours, to about half a second: it tells whole seconds. */
export async function clockSkewMs(clob: JsonClient, clock: Clock): Promise<number> {
  const before = clock.now();
  const body = await clob.read({ path: '/time' });
  const seconds = Number(body);
  if (!Number.isSafeInteger(seconds)) throw new PolymarketAnswerError('its time', `is ${shown(body)}`);
  return seconds * 1000 + 500 - Math.round((before + clock.now()) / 2);
}

async function approvedExchanges({
  account,
  contracts,
  log,
  signer,
}: PreflightParts): Promise<ReadonlySet<Exchange['name']>> {
  const { allowances, balance } = await account.balanceAllowance({ type: 'COLLATERAL' }, true);
  const approved = new Set<Exchange['name']>();
  const missing: string[] = [];
  for (const { address, name } of Object.values(contracts.exchanges)) {
    const allowance = allowances.get(address.toLowerCase()) ?? 0n;
    if (allowance > 0n && allowance >= BigInt(balance)) approved.add(name);
    else missing.push(`${name} ${address}`);
  }
  if (balance === 0) {
    throw new CodedError(
      'polymarket.funds',
      `the wallet ${signer.funder} holds no pUSD; deposit on polymarket.com or wrap USDC.e into pUSD (${contracts.collateral}), and check venues.polymarket.signatureType (${signer.signatureType}) and funder if it does hold some`,
      { funder: signer.funder, signatureType: signer.signatureType },
    );
  }
  if (!approved.has('standard') || !approved.has('neg-risk')) {
    throw new CodedError(
      'polymarket.allowance',
      `the wallet ${signer.funder} has ${dollars(usd(balance))} but not every exchange may take it; approve pUSD (${contracts.collateral}) for ${missing.join(' and ')}, or trade once by hand on polymarket.com, which does that`,
      { funder: signer.funder, missing },
    );
  }
  // Only markets of the second protocol need it: they are refused one by one.
  if (missing.length > 0) log.warn({ missing }, 'an exchange of polymarket is not approved; its markets are left out');
  return approved;
}

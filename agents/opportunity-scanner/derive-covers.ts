import { coverId } from '@pm-arbitrage/core/covers/cover-id.js';
import type { Cover, CoverKind, CoverLeg } from '@pm-arbitrage/core/domain/cover.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { ContractSide } from '@pm-arbitrage/core/domain/platform.js';
import { ONE_DOLLAR_PRICE, PRICE_SCALE, type Price, price } from '@pm-arbitrage/core/money/money.js';
import { CALLED_OFF } from './called-off.js';
import { matchFloor } from './match-floor.js';
import { meanLoss } from './world-charge.js';

/** Orders can be sent to it now: it is open, and we know how to sign for it. */
export const isTradable = (market: Market): boolean =>
  market.status === 'open' && !(market.routing.platform === 'polymarket' && market.routing.version === 'unknown');

/** YES + NO of one market. */
export function complementCovers(market: Market): readonly Cover[] {
  if (!isTradable(market)) return [];
  return [cover('complement', [yes(market), no(market)], ONE_DOLLAR_PRICE, market.event.id, [market])];
}

/**
 * What the markets of one event, as far as they are known, give.
 * - NO of every tradable one, where at most one of the event can be right: all but one of them pay, whoever else is in
 *   the event and whatever is still unknown or already closed; only half of them if the event is called off.
 * - YES of all, where moreover the list is exhaustive, complete as the venue counts it, and every one is tradable: a
 *   world outside the list ("Other", a late candidate, an outcome that already closed) would pay nothing.
 */
export function eventCovers(markets: readonly Market[]): readonly Cover[] {
  const [first] = markets;
  if (first === undefined || !markets.every((market) => market.event.exclusive)) return [];
  const tradable = markets.filter(isTradable).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (tradable.length < 2) return [];
  const pays = (tradable.length - 1) * PRICE_SCALE;
  const calledOff = Math.max(0, pays - (tradable.length * PRICE_SCALE) / 2);
  const floor = price(pays - meanLoss(calledOff, CALLED_OFF));
  const covers = [cover('exclusive-no', tradable.map(no), floor, first.event.id, tradable)];
  const complete =
    tradable.length === markets.length &&
    markets.every(({ event }) => event.exhaustive && event.size === markets.length);
  if (complete) covers.push(cover('exclusive-yes', tradable.map(yes), ONE_DOLLAR_PRICE, first.event.id, tradable));
  return covers;
}

/**
 * The two ways to hold both answers of a matched question. None unless the match is active, both markets are tradable
 * and their rules are those that were judged: changed rules are a different question until someone looked. The floor is
 * less than the dollar where the two may pay apart.
 */
export function matchCovers(
  match: Match,
  kalshi: Market | undefined,
  polymarket: Market | undefined,
): readonly Cover[] {
  if (match.status !== 'active' || kalshi === undefined || polymarket === undefined) return [];
  if (!isTradable(kalshi) || !isTradable(polymarket) || !restsOnTexts(match, kalshi, polymarket)) return [];
  const floor = matchFloor(match.worlds);
  if (floor === null) return [];
  const opposite = match.polarity === 'same' ? no : yes;
  const alike = match.polarity === 'same' ? yes : no;
  const pair = (legs: readonly CoverLeg[]) => cover('cross-venue', legs, floor, match.id, [kalshi, polymarket]);
  return [pair([yes(kalshi), opposite(polymarket)]), pair([no(kalshi), alike(polymarket)])];
}

/** Whether the texts that were judged are those that the venues list. */
export function restsOnTexts(match: Match, a: Market, b: Market): boolean {
  return [a, b].every(({ platform, rulesHash }) => {
    const judged = platform === 'kalshi' ? match.kalshiRulesHash : match.polymarketRulesHash;
    return judged === null || judged === rulesHash;
  });
}

const leg = (market: Market, side: ContractSide): CoverLeg => ({ market: market.id, side });
const yes = (market: Market): CoverLeg => leg(market, 'yes');
const no = (market: Market): CoverLeg => leg(market, 'no');

function cover(
  kind: CoverKind,
  legs: readonly CoverLeg[],
  floor: Price,
  basis: string,
  markets: readonly Market[],
): Cover {
  const resolutionTime = Math.max(...markets.map((market) => market.resolutionTime));
  return { id: coverId(kind, legs), kind, legs: [...legs], floor, basis, resolutionTime };
}

import type { Market } from '../../domain/market.js';
import { refuse } from '../terms-refusal.js';
import type { MarketText } from '../text/market-text.js';
import { namedAssets } from './crypto-assets.js';
import type { PriceTerms } from './price-terms.js';
import { readPriceAt } from './read-price-at.js';
import { readPriceReading } from './read-price-reading.js';
import { readTouch } from './read-touch.js';
import { readUpDown } from './read-up-down.js';

const PRICE =
  /\bCF Benchmarks\b|\bReal[- ]Time Index\b|\b[A-Z]{3,5}USD_?RTI\b|\bBRTI\b|\bcandle(?:stick)?\b|\bdata\.chain\.link\b|\bChainlink\b[^.]{0,80}\bstream\b/i;
const UP_DOWN = /\bup or down\b|\bprice up in next\b|\bresolves? to "(?:Up|Down)"/i;
const TOUCH =
  /\bany\b[^.]{0,120}\bcandle\b|\bimmediately resolve\b|\bat any (?:time|point|minute)\b|\bany minute\b|\btrimmed mean\b/i;

export const looksLikePrice = ({ rules }: MarketText): boolean => PRICE.test(rules);

/** @throws TermsRefusal */
export function classifyPrice(market: Market, text: MarketText): PriceTerms {
  const price = readPriceReading(text.sourced);
  for (const asset of namedAssets(`${text.title} ${text.subtitle}`)) {
    if (asset !== price.asset.value)
      refuse('contradiction', `the title is about ${asset}, the rules read ${price.asset.text}`);
  }
  const said = `${text.title} ${text.primary}`;
  const average = /\bat least the (?:simple )?average\b|\babove the (?:simple )?average\b/i.test(text.primary);
  if (UP_DOWN.test(said) || average) return readUpDown(market, text, price);
  return TOUCH.test(text.primary) || price.reading.value.kind === 'trimmed-minute'
    ? readTouch(market, text, price)
    : readPriceAt(market, text, price);
}

import type { Market } from '../domain/market.js';
import { classifyPrice, looksLikePrice } from './crypto/classify-price.js';
import { classifyFigure, looksLikeFigure } from './economics/classify-figure.js';
import { classifyFlight, looksLikeFlight } from './flights/classify-flight.js';
import type { SettlementTerms } from './settlement-terms.js';
import { classifyGame, looksLikeGame } from './sports/classify-game.js';
import { refuse, TermsRefusal } from './terms-refusal.js';
import { type MarketText, marketText } from './text/market-text.js';
import type { TermsFamily, Unclassified } from './unclassified.js';
import { classifyTemperature, looksLikeTemperature } from './weather/classify-temperature.js';

interface Family {
  readonly family: TermsFamily;
  readonly looksLike: (text: MarketText) => boolean;
  readonly classify: (market: Market, text: MarketText) => SettlementTerms;
}

const FAMILIES: readonly Family[] = [
  { family: 'price', looksLike: looksLikePrice, classify: classifyPrice },
  { family: 'temperature', looksLike: looksLikeTemperature, classify: classifyTemperature },
  { family: 'flight', looksLike: looksLikeFlight, classify: classifyFlight },
  { family: 'game', looksLike: looksLikeGame, classify: classifyGame },
  { family: 'figure', looksLike: looksLikeFigure, classify: classifyFigure },
];

/**
 * What a market settles on, read from its own rule text and structured fields, never from ticker or slug; or why it may
 * not be priced. Pure, and never throws for any text.
 */
export function classifyMarket(market: Market): SettlementTerms | Unclassified {
  let family: TermsFamily | null = null;
  try {
    const text = marketText(market);
    const likely = FAMILIES.filter(({ looksLike }) => looksLike(text));
    const [first, second] = likely;
    if (first === undefined) return refuse('unknown-class', 'no family of texts that is read');
    if (second !== undefined) return refuse('ambiguous', `it reads like ${first.family} and like ${second.family}`);
    family = first.family;
    if (!text.paysYes) return refuse('ambiguous', 'what pays YES is not said');
    return first.classify(market, text);
  } catch (error) {
    if (!(error instanceof TermsRefusal)) throw error;
    return { kind: 'unclassified', family, reason: error.reason, detail: error.message };
  }
}

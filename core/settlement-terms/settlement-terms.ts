import type { FigureTerms } from './economics/figure-terms.js';
import type { FlightTerms } from './flights/flight-terms.js';
import type { GameTerms } from './sports/game-terms.js';
import type { PriceTerms } from './crypto/price-terms.js';
import type { TemperatureTerms } from './weather/temperature-terms.js';

/** What a market settles on, as its own texts say it: everything that a fair-value model has to know of the rules. */
export type SettlementTerms = PriceTerms | TemperatureTerms | GameTerms | FigureTerms | FlightTerms;

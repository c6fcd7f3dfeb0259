/** How fast makers follow the world: the delay between a move of the fair value and the new quote is log-normal. */
export interface MakerLag {
  /** Seconds. */
  readonly median: number;
  /** Standard deviation of its logarithm. */
  readonly spread: number;
}

/** How the markets of one kind are quoted. Prices in dollars of a contract, sizes in contracts. */
export interface MakerHabits {
  readonly lag: MakerLag;
  /** Half of the usual distance between bid and ask. */
  readonly halfSpread: number;
  /** Standard deviation of what makers misjudge, drawn anew with every quote. */
  readonly noise: number;
  /** Median size of the best level, of which sizes spread log-normally, and of each level behind it. */
  readonly topSize: number;
  readonly deepSize: number;
  /** Levels of each side. */
  readonly levels: number;
  /** Trades of others in an hour. */
  readonly printsPerHour: number;
}

/** Everything about a simulated week that is no accident. Fixed before any strategy was run; see docs/strategies.md. */
export interface WeekParameters {
  /** Of a year: calm, usual and wild hours, with the share of time that each has. */
  readonly regimes: readonly { readonly volatility: number; readonly share: number }[];
  /** Mean hours until a regime is drawn anew, by the shares. */
  readonly regimeHours: number;
  /** Dollars that Chainlink is off the index: standard deviation, and time to half of it in seconds. */
  readonly chainlink: { readonly deviation: number; readonly halfLife: number };
  /** By how much Binance's price in Tether is above the dollar price, as a share, on average and around it. */
  readonly tether: { readonly mean: number; readonly deviation: number };
  /** Dollars that Coinbase is off the index. */
  readonly coinbaseDeviation: number;
  /** Short windows are watched closely; ladders, touches and events less so. */
  readonly quick: MakerHabits;
  readonly slow: MakerHabits;
  /** Median size of a trade of others, and the deviation of its logarithm. */
  readonly print: { readonly size: number; readonly spread: number };
  /** Sweeps that nothing in the world explains, an hour and market; cents they reach; seconds to half way back. */
  readonly spikes: {
    readonly perHour: number;
    readonly least: number;
    readonly most: number;
    readonly halfLife: number;
  };
  /** Twins: seconds by which one venue hears later of news, how often a venue strays in an hour, how far and how long. */
  readonly twins: {
    readonly newsLag: MakerLag;
    readonly straysPerHour: number;
    readonly least: number;
    readonly most: number;
    readonly seconds: number;
  };
  /** Rungs of a ladder that a maker quotes wrong, an hour and ladder; how far and how long. */
  readonly slips: {
    readonly perHour: number;
    readonly least: number;
    readonly most: number;
    readonly seconds: number;
  };
}

/**
 * What the references and recordings say, and where they are silent what is assumed.
 *
 * Measured on recordings of Kalshi's 15-minute markets (two of Bitcoin, May 2026; nine of gold, August 2026), a look a
 * second at prices between 10 and 90 cents:
 * - distance of bid and ask: Bitcoin median 1, 90th percentile 2 cents; gold median 1 to 3, once 6;
 * - best level: median 161 and 243 contracts (Bitcoin), 88 to 192 (gold); three levels hold 2,000 to 3,300;
 * - trades (gold): 28 to 149 a minute, median 10 contracts, 90th percentile 50 to 81;
 * - changes of the mid in successive seconds correlate by 0.09 and 0.15 (Bitcoin), −0.05 to 0.17 (gold); over ten seconds
 *   the variance is 0.88 to 1.17 times (Bitcoin) and 0.9 to 1.7 times (gold) that of a second. Quotes that follow within
 *   half a second give the former, a tail of some seconds the latter;
 * - moves of 4 cents or more that were undone within a minute: 22 in 2.1 hours of gold, 2 in 18 minutes of Bitcoin. How
 *   many of them the price of gold explained is not recorded.
 * Binance's best prices over six minutes of August 8, 2024: volatility 0.73 a year.
 */
export const measuredWeek: WeekParameters = {
  // 0.5 is what the stand-ins of the feeds have; 0.73 was measured in a wild hour. Shares and lengths are assumed.
  regimes: [
    { volatility: 0.35, share: 0.4 },
    { volatility: 0.5, share: 0.45 },
    { volatility: 0.75, share: 0.15 },
  ],
  regimeHours: 6,
  // Changes of 3.2 dollars over a quarter of an hour (oracle reference §1.1): 3.2 / √(2 (1 − 2^−3)); half-life assumed.
  chainlink: { deviation: 2.42, halfLife: 300 },
  // A median of 23.76 dollars above Chainlink (oracle reference §1.1) at 84,000; its wandering is assumed.
  tether: { mean: 0.000_283, deviation: 0.000_05 },
  coinbaseDeviation: 2,
  quick: {
    lag: { median: 0.5, spread: 0.8 },
    halfSpread: 0.005,
    noise: 0.002,
    topSize: 150,
    deepSize: 900,
    levels: 4,
    // Sixty to a hundred a minute in the recordings; thinned to those that matter to a queue, sizes as recorded.
    printsPerHour: 600,
  },
  // No recording holds these. Less watched than gold, so slower and wider than it.
  slow: {
    lag: { median: 1.5, spread: 1 },
    halfSpread: 0.01,
    noise: 0.004,
    topSize: 90,
    deepSize: 300,
    levels: 4,
    printsPerHour: 120,
  },
  print: { size: 10, spread: 1.3 },
  // A tenth of the moves that were undone in the recordings of gold; sizes from 6 cents on, so that they stand out.
  spikes: { perHour: 1, least: 0.06, most: 0.15, halfLife: 40 },
  // Assumed: the recorded hourly prices of pairs are too sparse to tell (ten pairs with ten hours in common).
  twins: { newsLag: { median: 15, spread: 1 }, straysPerHour: 0.5, least: 0.03, most: 0.08, seconds: 240 },
  // Assumed.
  slips: { perHour: 0.5, least: 0.06, most: 0.15, seconds: 15 },
};

/** Nobody lags, errs, strays or spikes: whoever earns here, earns by luck. Spreads, fees, flow and truth are the same. */
export const controlWeek: WeekParameters = {
  ...measuredWeek,
  quick: { ...measuredWeek.quick, lag: { median: 0, spread: 0 }, noise: 0 },
  slow: { ...measuredWeek.slow, lag: { median: 0, spread: 0 }, noise: 0 },
  spikes: { ...measuredWeek.spikes, perHour: 0 },
  twins: { ...measuredWeek.twins, newsLag: { median: 0, spread: 0 }, straysPerHour: 0 },
  slips: { ...measuredWeek.slips, perHour: 0 },
};

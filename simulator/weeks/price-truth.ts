import { type Random, seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '../world/normal.js';
import type { WeekParameters } from './week-parameters.js';

const SECONDS_PER_YEAR = 31_536_000;
const START_PRICE = 84_000;
const HOUR_SECONDS = 3_600;

export interface PriceTruthOptions {
  readonly seed: number;
  /** Unix ms of the first second. */
  readonly from: number;
  readonly seconds: number;
  readonly parameters: Pick<WeekParameters, 'regimes' | 'regimeHours' | 'chainlink' | 'tether' | 'coinbaseDeviation'>;
}

export interface Candle {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/**
 * The one path of Bitcoin that everything in a week follows, second by second: a martingale whose volatility changes with
 * regimes, and what each source makes of it. Highs and lows within a second are drawn from the law of a Brownian bridge,
 * so candles touch as those of a continuous price do.
 */
export class PriceTruth {
  readonly from: number;
  readonly #index: Float64Array;
  readonly #volatility: Float64Array;
  readonly #chainlink: Float64Array;
  readonly #tether: Float64Array;
  readonly #coinbase: Float64Array;
  readonly #highs: Float64Array;
  readonly #lows: Float64Array;
  /** Σ of index and of Chainlink up to each second. */
  readonly #indexSum: Float64Array;
  readonly #chainlinkSum: Float64Array;
  readonly #parameters: PriceTruthOptions['parameters'];

  constructor({ seed, from, seconds, parameters }: PriceTruthOptions) {
    this.from = from;
    this.#parameters = parameters;
    const count = seconds + 1;
    const array = () => new Float64Array(count);
    this.#index = array();
    this.#volatility = array();
    this.#chainlink = array();
    this.#tether = array();
    this.#coinbase = array();
    this.#highs = array();
    this.#lows = array();
    this.#indexSum = array();
    this.#chainlinkSum = array();
    const random = (name: string) => seededRandom(seedFrom(seed, name));
    this.#walk(random('price'), random('regime'), random('extremes'));
    wander(this.#chainlink, random('chainlink'), parameters.chainlink.deviation, parameters.chainlink.halfLife);
    wander(this.#tether, random('tether'), parameters.tether.deviation, HOUR_SECONDS);
    wander(this.#coinbase, random('coinbase'), parameters.coinbaseDeviation, 30);
    for (let second = 0; second < count; second++) {
      const index = this.#index[second] as number;
      this.#chainlink[second] = index + (this.#chainlink[second] as number);
      this.#coinbase[second] = index + (this.#coinbase[second] as number);
      this.#tether[second] = 1 + parameters.tether.mean + (this.#tether[second] as number);
      this.#indexSum[second] = (this.#indexSum[second - 1] ?? 0) + index;
      this.#chainlinkSum[second] = (this.#chainlinkSum[second - 1] ?? 0) + (this.#chainlink[second] as number);
    }
  }

  /** Unix ms of the last second. */
  get to(): number {
    return this.from + (this.#index.length - 1) * 1_000;
  }

  /** CF Benchmarks' print of a second. */
  index = (time: number): number => this.#at(this.#index, time);
  chainlink = (time: number): number => this.#at(this.#chainlink, time);
  coinbase = (time: number): number => this.#at(this.#coinbase, time);
  /** Binance's last price in Tether. */
  binance = (time: number): number => this.index(time) * this.#at(this.#tether, time);
  /** Of a year, now. */
  volatility = (time: number): number => this.#at(this.#volatility, time);

  /** Mean of the 60 prints of the index that end with that of `to` or of the first `seen` of them. */
  indexAverage(to: number, seen = 60): number {
    return this.#average(this.#indexSum, to - (60 - seen) * 1_000, seen);
  }

  /** The same of Chainlink. */
  chainlinkAverage(to: number, seen = 60): number {
    return this.#average(this.#chainlinkSum, to - (60 - seen) * 1_000, seen);
  }

  /** Binance's candle of so many minutes that begins at a time. */
  candle(start: number, minutes: number): Candle {
    const first = this.#second(start);
    const last = this.#second(start + minutes * 60_000);
    let high = -Infinity;
    let low = Infinity;
    for (let second = first; second < last; second++) {
      const tether = this.#tether[second] as number;
      high = Math.max(high, (this.#highs[second] as number) * tether);
      low = Math.min(low, (this.#lows[second] as number) * tether);
    }
    const [open, close] = [this.binance(start), this.binance(start + minutes * 60_000)];
    return { open, close, high: Math.max(high, open, close), low: Math.min(low, open, close) };
  }

  /** The volatility that is to be expected over so many seconds from a time on: regimes come and go. */
  expectedVolatility(time: number, seconds: number): number {
    const { regimes, regimeHours } = this.#parameters;
    const usual = regimes.reduce((sum, { volatility, share }) => sum + volatility ** 2 * share, 0);
    const turns = seconds / (regimeHours * HOUR_SECONDS);
    const stays = turns === 0 ? 1 : (1 - Math.exp(-turns)) / turns;
    return Math.sqrt(usual + (this.volatility(time) ** 2 - usual) * stays);
  }

  #walk(price: Random, regime: Random, extremes: Random): void {
    const { regimes, regimeHours } = this.#parameters;
    let state = drawRegime(regimes, regime);
    let log = Math.log(START_PRICE);
    for (let second = 0; second < this.#index.length; second++) {
      if (second > 0 && regime.next() < 1 / (regimeHours * HOUR_SECONDS)) state = drawRegime(regimes, regime);
      const deviation = state.volatility / Math.sqrt(SECONDS_PER_YEAR);
      this.#volatility[second] = state.volatility;
      this.#index[second] = Math.exp(log);
      const next = log + deviation * gaussian(price) - (deviation * deviation) / 2;
      const reach = (draw: number) => Math.sqrt((next - log) ** 2 - 2 * deviation * deviation * Math.log(1 - draw)) / 2;
      const middle = (log + next) / 2;
      this.#highs[second] = Math.exp(middle + reach(extremes.next()));
      this.#lows[second] = Math.exp(middle - reach(extremes.next()));
      log = next;
    }
  }

  #second(time: number): number {
    return Math.min(this.#index.length - 1, Math.max(0, Math.floor((time - this.from) / 1_000)));
  }

  #at(values: Float64Array, time: number): number {
    return values[this.#second(time)] as number;
  }

  #average(sums: Float64Array, to: number, count: number): number {
    const last = this.#second(to);
    return ((sums[last] as number) - (sums[last - count] ?? 0)) / Math.min(count, last + 1);
  }
}

type Regimes = WeekParameters['regimes'];

function drawRegime(regimes: Regimes, random: Random): Regimes[number] {
  let draw = random.next();
  for (const regime of regimes) {
    draw -= regime.share;
    if (draw < 0) return regime;
  }
  return regimes[0] as Regimes[number];
}

/** Fills an array with a motion that is pulled back to zero (Ornstein and Uhlenbeck), stationary from its first value. */
function wander(values: Float64Array, random: Random, deviation: number, halfLife: number): void {
  const keep = 0.5 ** (1 / halfLife);
  const step = deviation * Math.sqrt(1 - keep * keep);
  let value = deviation * gaussian(random);
  for (let second = 0; second < values.length; second++) {
    values[second] = value;
    value = keep * value + step * gaussian(random);
  }
}

/* Rules worded as the venues word them, composed from the reference (§1.1) and from recorded listings. */

const RTI_NOTE =
  "Not all cryptocurrency price data is the same. While checking a source like Google or Coinbase may help guide your decision, the price used to determine this market is based on CF Benchmarks' corresponding Real Time Index (RTI). At the last minute before expiration, 60 RTI prices are collected. The official and final value is the average of these prices.";

export const kalshiHourly = (comparison: string, index: string = 'Bitcoin Real-Time Index (BRTI)'): string =>
  `If the simple average of the sixty seconds of CF Benchmarks' ${index} before 12 PM EST is ${comparison} at 12 PM EST on Nov 21, 2026, then the market resolves to Yes.\n\n${RTI_NOTE}`;

export const kalshiQuarter = (index: string = 'BRTI', decimals: string = '2'): string =>
  `If the simple average of the sixty seconds of CF Benchmarks' ${index} before 12:00 PM EST on Nov 21, 2026 is at least the simple average of the sixty seconds of CF Benchmarks' ${index} before 11:45 AM EST on November 21, 2026, then the market resolves to Yes.\n\nThe final value is rounded to the nearest ${decimals} decimal places.`;

export const kalshiTouch = (comparison: string): string =>
  `If the price of Bitcoin according to CF Benchmarks' Bitcoin Real-Time Index (BRTI) is ${comparison} at any point after issuance and before 11:59 PM ET on Dec 31, 2026, then the market resolves to Yes.\n\nFor each minute 60 RTI prices are collected, the top and bottom 20% are excluded, and the remaining prices are averaged.`;

const binanceSource = (pair: string, interval: string): string =>
  `The resolution source for this market is Binance, specifically the ${pair} "Close" prices currently available at https://www.binance.com/en/trade/${pair.replace('/', '_')} with "${interval}" and "Candles" selected on the top bar.\n\nPlease note that this market is about the price according to Binance ${pair}, not according to other exchanges or trading pairs.`;

export const noonAbove = (compare: string = 'higher than', pair: string = 'BTC/USDT'): string =>
  `This market will resolve to "Yes" if the Binance 1 minute candle for ${pair} 12:00 in the ET timezone (noon) on the date specified in the title has a final "Close" price ${compare} the price specified in the title. Otherwise, this market will resolve to "No".\n\n${binanceSource(pair, '1m')}`;

export const noonRange = (ends: string): string =>
  `This market will resolve according to the final "Close" price of the Binance 1 minute candle for BTC/USDT 12:00 in the ET timezone (noon) on the date specified in the title.\n\n${binanceSource('BTC/USDT', '1m')}\n\n${ends}`;

export const HIGHER_BRACKET =
  'If the reported value falls exactly between two brackets, then this market will resolve to the higher range bracket.';

export const hit = (field: 'High' | 'Low', compare: string): string =>
  `This market will immediately resolve to "Yes" if any Binance 1 minute candle for BTC/USDT between November 1, 2026, 00:00 and November 30, 2026, 23:59 in the ET timezone has a final "${field}" price ${compare} the price specified in the title. Otherwise, this market will resolve to "No".\n\nThe resolution source for this market is Binance, specifically the BTC/USDT "${field}" prices available at https://www.binance.com/en/trade/BTC_USDT, with the chart settings on "1m" candles selected on the top bar.`;

export const HOURLY_UP_DOWN =
  'This market will resolve to "Up" if the close price is greater than or equal to the open price for the BTC/USDT 1 hour candle that begins on the time and date specified in the title. Otherwise, this market will resolve to "Down".\n\nThe resolution source for this market is information from Binance, specifically the BTC/USDT pair (https://www.binance.com/en/trade/BTC_USDT). The close « C » and open « O » displayed at the top of the graph for the relevant "1H" candle will be used once the data for that candle is finalized.\n\nPlease note that this market is about the price according to Binance BTC/USDT, not according to other sources or spot markets.';

export const dailyUpDown = (equal: string): string =>
  `This market will resolve to "Up" if the "Close" price for the Binance 1 minute candle for BTC/USDT Nov 21 '26 12:00 in the ET timezone (noon) is higher than the "Close" price for the Nov 20 '26 12:00 ET candle. This market will resolve to "Down" if it is lower. ${equal}\n\n${binanceSource('BTC/USDT', '1m')}`;

/** As Polymarket words it since October 2, 2026, and with `named` as before. */
export const dailyClosing = (first: string = 'closing at 12:00', second: string = 'closing at 12:00'): string =>
  `This market will resolve to "Up" if the "Close" price for the Binance 1 minute candle for BTC/USDT ${first} in the ET timezone (noon) on Nov 20 '26 is lower than the final "Close" price for the candle ${second} ET on Nov 21 '26. If the final "Close" price for both candles is exactly equal on Binance, this market will resolve 50-50.\n\n${binanceSource('BTC/USDT', '1m')}`;

export const hitOnDay = (window: string): string =>
  `This market will immediately resolve to "Yes" if any Binance 1-minute candle for Bitcoin (BTC/USDT) on the date specified in the title, ${window} has a final "High" price equal to or greater than the price specified in the title. Otherwise, this market will resolve to "No".\n\nThe resolution source for this market is Binance, specifically the BTC/USDT "High" prices available at https://www.binance.com/en/trade/BTC_USDT, with the chart settings on "1m" candles selected on the top bar.`;

const UP_IN_RANGE =
  'This market will resolve to "Up" if the Bitcoin price at the end of the time range specified in the title is greater than or equal to the price at the beginning of that range. Otherwise, it will resolve to "Down".';

export const chainlinkTwap = (words: string = '60-second TWAP', slug: string = 'btc-usd-twap-60s-streams'): string =>
  `${UP_IN_RANGE}\n\nThe resolution source for this market is information from Chainlink, specifically the BTC/USD ${words} data stream available at https://data.chain.link/streams/${slug}.\n\nPlease note that this market is about the price according to Chainlink, not according to other sources or spot markets.`;

export const chainlinkSpot = `${UP_IN_RANGE}\n\nThe resolution source for this market is information from Chainlink, specifically the BTC/USD data stream available at https://data.chain.link/streams/btc-usd.\n\nPlease note that this market is about the price according to Chainlink data stream BTC/USD, not according to other sources or spot markets.`;

/** A published figure that markets settle on. */
export interface FigureSeries {
  readonly name: string;
  /** The series that an oracle watches, by its usual id in lower case. */
  readonly symbol: string;
  readonly words: RegExp;
  readonly publisher: RegExp;
  /** In what the figure is compared: percent, or a count. */
  readonly unit: 'percent' | 'count';
  /** Digits after the point in the publisher's own headline. */
  readonly published: number;
  readonly every: 'month' | 'quarter' | 'week';
}

const BLS = /\bBureau of Labor Statistics\b|\bBLS\b|\bbls\.gov\b/i;
const BEA = /\bBureau of Economic Analysis\b|\bBEA\b|\bbea\.gov\b/i;
const LABOR = /\bDepartment of Labor\b|\bEmployment and Training Administration\b|\bdol\.gov\b/i;
const YEAR =
  /\btwelve months\b|\b12[- ]months?\b|\byear[- ]over[- ]year\b|\byear ending\b|\bannual inflation\b|\bYoY\b/i;
const CPI = /\bConsumer Price Index\b|\bCPI\b/i;
const CORE = /\bcore (?:CPI|consumer price|inflation)\b|\bless food and energy\b|\bexcluding food and energy\b/i;

const consumer = (name: string, symbol: string, words: RegExp): FigureSeries => ({
  name,
  symbol,
  words,
  publisher: BLS,
  unit: 'percent',
  published: 1,
  every: 'month',
});

const all = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(`^${patterns.map(({ source }) => `(?=[^]*(?:${source}))`).join('')}`, 'i');

/** The first whose words are found holds: the more exact stand first. */
export const FIGURE_SERIES: readonly FigureSeries[] = [
  consumer('core-cpi-year', 'cpilfens', all(CORE, YEAR)),
  consumer('core-cpi-month', 'cpilfesl', CORE),
  consumer('cpi-year', 'cpiaucns', all(CPI, YEAR)),
  consumer('cpi-month', 'cpiaucsl', CPI),
  consumer('unemployment', 'unrate', /\bunemployment rate\b/i),
  {
    name: 'payrolls',
    symbol: 'payems',
    words: /\bnon-?farm payrolls?\b|\bpayroll employment\b/i,
    publisher: BLS,
    unit: 'count',
    published: 0,
    every: 'month',
  },
  {
    name: 'initial-claims',
    symbol: 'icsa',
    words: /\binitial (?:jobless|unemployment insurance|unemployment) claims\b/i,
    publisher: LABOR,
    unit: 'count',
    published: 0,
    every: 'week',
  },
  {
    name: 'real-gdp-growth',
    symbol: 'gdpc1',
    words: /\breal (?:GDP|gross domestic product)\b/i,
    publisher: BEA,
    unit: 'percent',
    published: 1,
    every: 'quarter',
  },
];

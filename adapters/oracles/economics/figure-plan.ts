/** How a headline is made of a series of levels. */
export type FigureMaking =
  /** The level as it stands, times a factor. */
  | { readonly kind: 'level'; readonly factor: number }
  /** Change against so many periods before, percent. */
  | { readonly kind: 'percent-change'; readonly back: number }
  /** Difference to the period before, times a factor. */
  | { readonly kind: 'difference'; readonly factor: number };

/** A headline figure as its agency prints it: one symbol, one number. */
export interface FigurePlan {
  /** The usual id of its series in lower case, as classified markets name it. */
  readonly symbol: string;
  readonly unit: 'percent' | 'count';
  /** Digits after the point in the headline. */
  readonly decimals: number;
  readonly every: 'week' | 'month' | 'quarter';
  readonly fred: { readonly series: string; readonly making: FigureMaking };
  /** Where BLS prints the very number: the value itself, or one of its calculations. Null: it is of another agency. */
  readonly bls: {
    readonly series: string;
    readonly reads: 'value' | { readonly calculation: 'pct_changes' | 'net_changes'; readonly months: string };
    readonly factor: number;
  } | null;
}

const percent = (symbol: string, series: string, bls: string, months: 1 | 12): FigurePlan => ({
  symbol,
  unit: 'percent',
  decimals: 1,
  every: 'month',
  fred: { series, making: { kind: 'percent-change', back: months } },
  bls: { series: bls, reads: { calculation: 'pct_changes', months: String(months) }, factor: 1 },
});

/**
 * Consumer prices are told as the change that makes the headline: of a month seasonally adjusted, of a year not. Payrolls
 * are told as jobs added; their series are in thousands.
 */
export const figurePlans: readonly FigurePlan[] = [
  percent('cpiaucsl', 'CPIAUCSL', 'CUSR0000SA0', 1),
  percent('cpilfesl', 'CPILFESL', 'CUSR0000SA0L1E', 1),
  percent('cpiaucns', 'CPIAUCNS', 'CUUR0000SA0', 12),
  percent('cpilfens', 'CPILFENS', 'CUUR0000SA0L1E', 12),
  {
    symbol: 'unrate',
    unit: 'percent',
    decimals: 1,
    every: 'month',
    fred: { series: 'UNRATE', making: { kind: 'level', factor: 1 } },
    bls: { series: 'LNS14000000', reads: 'value', factor: 1 },
  },
  {
    symbol: 'payems',
    unit: 'count',
    decimals: 0,
    every: 'month',
    fred: { series: 'PAYEMS', making: { kind: 'difference', factor: 1_000 } },
    bls: { series: 'CES0000000001', reads: { calculation: 'net_changes', months: '1' }, factor: 1_000 },
  },
  {
    symbol: 'icsa',
    unit: 'count',
    decimals: 0,
    every: 'week',
    fred: { series: 'ICSA', making: { kind: 'level', factor: 1 } },
    bls: null,
  },
  {
    symbol: 'gdpc1',
    unit: 'percent',
    decimals: 1,
    every: 'quarter',
    // The growth of real output at an annual rate, as the agency prints it.
    fred: { series: 'A191RL1Q225SBEA', making: { kind: 'level', factor: 1 } },
    bls: null,
  },
];

const bySymbol = new Map(figurePlans.map((plan) => [plan.symbol, plan]));

/** Null for a symbol that is no headline of the list. */
export const figurePlanOf = (symbol: string): FigurePlan | null => bySymbol.get(symbol) ?? null;

/** As the headline is printed. Half of the last digit goes away from zero, as agencies round. */
export function asPrinted(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  // The least bit of a ratio must not decide a half: 0.25 may come out as 0.2499999999.
  return (Math.sign(value) * Math.round(Math.abs(value) * scale + 1e-9)) / scale + 0;
}

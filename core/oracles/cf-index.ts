/** A real-time index of CF Benchmarks, and what it is the price of. */
export interface CfIndex {
  /** As the relay names it. */
  readonly id: string;
  /** `btc-usd` */
  readonly symbol: string;
}

/**
 * Every name that rules and the relay use, in capitals; the first is the relay's id. Names are listed, never derived:
 * `ERTI` is Ether while `BRTI` is Bitcoin, and an index that is not here is not known to be what it looks like.
 * @see reference oracles-and-alerts.md §1.1
 */
const INDICES: readonly (readonly [symbol: string, ...names: string[]])[] = [
  ['btc-usd', 'BRTI'],
  ['eth-usd', 'ETHUSD_RTI', 'ERTI', 'ETHUSDRTI'],
  ['sol-usd', 'SOLUSD_RTI', 'SOLUSDRTI'],
  ['xrp-usd', 'XRPUSD_RTI', 'XRPUSDRTI'],
  ['doge-usd', 'DOGEUSD_RTI', 'DOGEUSDRTI'],
  ['bnb-usd', 'BNBUSD_RTI', 'BNBUSDRTI'],
  ['bch-usd', 'BCHUSD_RTI'],
  ['zec-usd', 'ZECUSD_RTI'],
  ['hype-usd', 'HYPEUSD_RTI', 'HYPEUSDRTI'],
  ['near-usd', 'NEARUSD_RTI'],
  ['ada-usd', 'ADAUSD_RTI'],
];

const byName = new Map<string, CfIndex>();
const bySymbol = new Map<string, CfIndex>();
for (const [symbol, ...names] of INDICES) {
  const index: CfIndex = { id: names[0] as string, symbol };
  bySymbol.set(symbol, index);
  for (const name of names) byName.set(name, index);
}

/** The index of a name as rules or the relay write it; null when the name is not known. */
export const cfIndexNamed = (name: string): CfIndex | null => byName.get(name.toUpperCase()) ?? null;

/** The index of a symbol; null when there is none. */
export const cfIndexOf = (symbol: string): CfIndex | null => bySymbol.get(symbol) ?? null;

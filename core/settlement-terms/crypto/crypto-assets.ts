/**
 * Every name by which texts call a coin. Listed, never derived from a look-alike: "Bitcoin Cash" is not Bitcoin, and a
 * coin that is not here is not priced.
 */
const ASSETS: Readonly<Record<string, readonly string[]>> = {
  btc: ['BTC', 'Bitcoin'],
  eth: ['ETH', 'Ethereum', 'Ether'],
  sol: ['SOL', 'Solana'],
  xrp: ['XRP', 'Ripple'],
  doge: ['DOGE', 'Dogecoin'],
  bnb: ['BNB'],
  hype: ['HYPE', 'Hyperliquid'],
  zec: ['ZEC', 'Zcash'],
  bch: ['BCH', 'Bitcoin Cash'],
  near: ['NEAR', 'NEAR Protocol'],
  ada: ['ADA', 'Cardano'],
};

const byName = new Map(
  Object.entries(ASSETS).flatMap(([asset, names]) => names.map((name) => [name.toLowerCase(), asset] as const)),
);
// Words such as "near" and "hype" are names only in capitals or with their second word.
const NAMES = new RegExp(
  `(?<![\\w/])\\$?(Bitcoin Cash|NEAR Protocol|Bitcoin|Ethereum|Ether|Solana|Ripple|Dogecoin|Hyperliquid|Zcash|Cardano|${Object.keys(
    ASSETS,
  )
    .map((asset) => asset.toUpperCase())
    .join('|')})(?![\\w/])`,
  'g',
);

/** The coin of a name, `btc`; null when the name is in no list. */
export const cryptoAsset = (name: string): string | null => byName.get(name.toLowerCase()) ?? null;

/** The coins that a headline names. */
export const namedAssets = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(NAMES)].map(([, name]) => cryptoAsset(name ?? '')).filter((asset) => asset !== null)),
];

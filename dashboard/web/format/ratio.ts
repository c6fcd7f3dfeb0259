/** A ratio to two decimals with a true minus: `1.84`, `−0.20`. */
export const ratio = (value: number): string => value.toFixed(2).replace('-', '\u2212');

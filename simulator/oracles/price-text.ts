/** A price as exchanges write it: in cents above ten, else to six decimals, with zeros up to `places`. */
export function priceText(price: number, places: number): string {
  const text = price.toFixed(Math.min(price >= 10 ? 2 : 6, places));
  const written = text.length - text.indexOf('.') - 1;
  return text + '0'.repeat(Math.max(0, places - written));
}

/** A field with the words that it rests on, as they stand in the market's own texts or structured fields. */
export interface Worded<T> {
  readonly value: T;
  readonly text: string;
}

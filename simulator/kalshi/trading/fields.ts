import { parseScaled } from '@pm-arbitrage/core/money/decimal.js';
import { type Price, price, type Quantity, quantity } from '@pm-arbitrage/core/money/money.js';
import { refusals } from './refusal.js';

/** Reads the fields of a request body; each throws the refusal of the exchange for a value that is not as it must be. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>;

  /** @throws Refusal when the value is no JSON object. */
  constructor(value: unknown) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusals.badRequest('not an object');
    this.#fields = value as Readonly<Record<string, unknown>>;
  }

  /** @throws Refusal when the text is no JSON object. */
  static parse(text: string): Fields {
    try {
      return new Fields(JSON.parse(text));
    } catch (error) {
      if (error instanceof SyntaxError) throw refusals.badRequest('the body is not JSON');
      throw error;
    }
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  list(name: string): readonly unknown[] {
    const value = this.#fields[name];
    if (!Array.isArray(value)) throw refusals.badRequest(`${name} must be a list`);
    return value;
  }

  text(name: string): string {
    const value = this.#fields[name];
    if (typeof value !== 'string' || value === '') throw refusals.badRequest(`${name} must be a string`);
    return value;
  }

  optionalText(name: string): string | null {
    return this.has(name) && this.#fields[name] !== '' ? this.text(name) : null;
  }

  oneOf<T extends string>(name: string, words: readonly T[]): T {
    const value = this.#fields[name];
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw refusals.invalidParameters(`${name} must be one of ${words.join(', ')}`);
    return word;
  }

  flag(name: string): boolean {
    const value = this.has(name) ? this.#fields[name] : false;
    if (typeof value !== 'boolean') throw refusals.badRequest(`${name} must be a boolean`);
    return value;
  }

  optionalInteger(name: string): number | null {
    if (!this.has(name)) return null;
    const value = this.#fields[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
      throw refusals.badRequest(`${name} must be an integer`);
    }
    return value;
  }

  /** Contracts with up to two decimals; a JSON number is refused (reference §5). */
  count(name: string): Quantity {
    const text = this.text(name);
    const hundredths = /^[0-9]+(?:\.[0-9]{0,2})?$/.test(text) ? parseScaled(text, 2) : Number.NaN;
    if (Number.isNaN(hundredths)) throw refusals.badRequest(`${name} must be a count with at most 2 decimals`);
    return quantity(hundredths * 10_000);
  }

  /** Dollars with two to four decimals; a JSON number is refused. */
  dollars(name: string): Price {
    const text = this.text(name);
    const units = /^[0-9]+\.[0-9]{2,4}$/.test(text) ? parseScaled(text, 4) : Number.NaN;
    if (Number.isNaN(units)) throw refusals.badRequest(`${name} must be dollars with 2 to 4 decimals`);
    return price(units);
  }
}

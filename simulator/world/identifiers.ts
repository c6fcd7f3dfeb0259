import { createHash } from 'node:crypto';
import { MAX_LANES } from './lanes.js';

/*
 * Every identifier carries the number of its market, so a simulator that was restarted finds the market of an
 * identifier from before the restart without having kept anything. The rest of each identifier is a hash of
 * (seed, number): a client sees opaque values, and an identifier of another world is refused.
 */

/** Markets of one question are numbered from its number × this. */
export const MAX_OUTCOMES = 8;

const NUMBER_HEX_DIGITS = 12;
/** First byte of ids of the second generation: the module of binary markets. */
const V2_MODULE = '01';
const NUMBER_MASK = (1n << BigInt(4 * NUMBER_HEX_DIGITS)) - 1n;
/** Gamma ids and question numbers start here, so they look like the venue's. */
const FIRST_GAMMA_ID = 700_000;

export interface MarketAddress {
  readonly lane: number;
  readonly index: number;
  readonly outcome: number;
}

export const questionNumber = (lane: number, index: number): number => index * MAX_LANES + lane;

export const marketNumber = ({ lane, index, outcome }: MarketAddress): number =>
  questionNumber(lane, index) * MAX_OUTCOMES + outcome;

export function addressOf(number: number): MarketAddress {
  const question = Math.floor(number / MAX_OUTCOMES);
  return { lane: question % MAX_LANES, index: Math.floor(question / MAX_LANES), outcome: number % MAX_OUTCOMES };
}

/** 64 hex digits that only this seed gives for these parts. */
export function digest(seed: number, ...parts: readonly (string | number)[]): string {
  return createHash('sha256')
    .update([seed, ...parts].join('\u0000'))
    .digest('hex');
}

const numberHex = (number: number) => number.toString(16).padStart(NUMBER_HEX_DIGITS, '0');

type Version = 'v1' | 'v2';

/** Condition ids of the second generation are 31 bytes, which the CLOB shows with a zero byte behind. */
export const conditionIdOf = (seed: number, number: number, version: Version = 'v1'): string =>
  version === 'v1'
    ? `0x${digest(seed, 'condition', number).slice(NUMBER_HEX_DIGITS)}${numberHex(number)}`
    : `0x${V2_MODULE}${digest(seed, 'condition', number).slice(NUMBER_HEX_DIGITS + 4)}${numberHex(number)}00`;

/** @returns the market number in the id, or null when it is no condition id of this world. */
export function numberOfConditionId(seed: number, id: string): number | null {
  if (!/^0x[0-9a-f]{64}$/i.test(id)) return null;
  const text = id.toLowerCase();
  const number = Number.parseInt(text.slice(-NUMBER_HEX_DIGITS), 16);
  if (conditionIdOf(seed, number) === text) return number;
  const second = Number.parseInt(text.slice(-NUMBER_HEX_DIGITS - 2, -2), 16);
  return conditionIdOf(seed, second, 'v2') === text ? second : null;
}

/**
 * Token of side 0 (YES) or 1 (NO): a uint256 in decimal, 77 digits or so; in the second generation the condition's 31
 * bytes and the side, 75 digits.
 */
export function tokenIdOf(seed: number, number: number, side: 0 | 1, version: Version = 'v1'): string {
  if (version === 'v2') return String(BigInt(conditionIdOf(seed, number, 'v2')) + BigInt(side));
  // The leading 4 keeps every token at the same length and below 2^256.
  const high = `4${digest(seed, 'token', number, side).slice(NUMBER_HEX_DIGITS + 1)}`;
  return BigInt(`0x${high}${numberHex(number * 2 + side)}`).toString();
}

/** @returns market number and side, or null when it is no token of this world. */
export function marketOfTokenId(seed: number, id: string): { number: number; side: 0 | 1 } | null {
  if (!/^[1-9][0-9]{70,77}$/.test(id)) return null;
  const low = Number(BigInt(id) & NUMBER_MASK);
  const number = Math.floor(low / 2);
  const side = low % 2 === 0 ? 0 : 1;
  if (tokenIdOf(seed, number, side) === id) return { number, side };
  const second = Number((BigInt(id) >> 8n) & NUMBER_MASK);
  const outcome = BigInt(id) % 256n === 0n ? 0 : 1;
  return tokenIdOf(seed, second, outcome, 'v2') === id ? { number: second, side: outcome } : null;
}

export const gammaIdOf = (number: number): string => String(FIRST_GAMMA_ID + number);
export const numberOfGammaId = (id: string): number | null =>
  /^[0-9]{6,15}$/.test(id) && Number(id) >= FIRST_GAMMA_ID ? Number(id) - FIRST_GAMMA_ID : null;

/** Compact upper-case form of a question number for tickers. */
export const numberHexOf = (question: number): string => question.toString(16).toUpperCase().padStart(4, '0');

/** @returns the question number in a Kalshi event or market ticker, or null when it has none. */
export function questionNumberOfTicker(ticker: string): number | null {
  const digits = /^[A-Z0-9]+-[0-9]{2}[A-Z]{3}[0-9]{2}Q([0-9A-F]{4,11})(?:-|$)/.exec(ticker)?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 16);
}

/** Version-4-shaped UUID of a thing of this world. */
export function uuidOf(seed: number, ...parts: readonly (string | number)[]): string {
  const hex = digest(seed, 'uuid', ...parts);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

import { AIRLINES } from '@pm-arbitrage/core/settlement-terms/flights/airlines.js';

/** A flight as ticks name it: `ua123-2026-11-22`. */
export interface FlightSymbol {
  readonly symbol: string;
  /** `UA` */
  readonly airline: string;
  /** Without leading zeros. */
  readonly number: string;
  /** Local day of the scheduled arrival. */
  readonly day: string;
}

/** The codes by which airlines call themselves on the air and at FlightAware. */
const CALLSIGNS: Readonly<Record<string, string>> = {
  AA: 'AAL',
  AC: 'ACA',
  AF: 'AFR',
  AS: 'ASA',
  B6: 'JBU',
  BA: 'BAW',
  DL: 'DAL',
  EK: 'UAE',
  F9: 'FFT',
  HA: 'HAL',
  KL: 'KLM',
  LH: 'DLH',
  NK: 'NKS',
  QF: 'QFA',
  QR: 'QTR',
  SQ: 'SIA',
  UA: 'UAL',
  VS: 'VIR',
  WN: 'SWA',
};

/** @returns null for a symbol that is none, or whose airline is not in the list. */
export function readFlightSymbol(symbol: string): FlightSymbol | null {
  const found = /^([a-z]{2}|[a-z]\d|\d[a-z])([1-9]\d{0,3})-(\d{4}-\d\d-\d\d)$/.exec(symbol);
  const [, code = '', number = '', day = ''] = found ?? [];
  const airline = code.toUpperCase();
  if (!found || AIRLINES[airline] === undefined || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return null;
  return { symbol, airline, number, day };
}

/** `UAL123`; null for an airline whose code is not known. */
export function callsignOf({ airline, number }: FlightSymbol): string | null {
  const code = CALLSIGNS[airline];
  return code === undefined ? null : `${code}${number}`;
}

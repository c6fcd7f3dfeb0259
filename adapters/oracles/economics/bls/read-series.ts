import { isBody, shown, type Body } from '../../transport/read-fields.js';
import { asPrinted, type FigurePlan } from '../figure-plan.js';

/** A headline as BLS prints it. */
export interface PrintedFigure {
  readonly symbol: string;
  /** 2026-10 */
  readonly period: string;
  readonly value: number;
  /** The newest of its series. */
  readonly latest: boolean;
}

export interface BlsAnswer {
  readonly figures: readonly PrintedFigure[];
  /** What it says of series that it does not know, values that are missing and the like. */
  readonly refused: readonly string[];
}

const NUMBER = /^-?\d{1,12}(?:\.\d{1,6})?$/;
const MOST_ROWS = 500;

/**
 * Reads an answer of version 2, which has status 200 whatever went wrong.
 * @returns a sentence where it was not processed. Never throws.
 */
export function readSeries(body: unknown, plans: readonly FigurePlan[]): BlsAnswer | string {
  if (!isBody(body)) return `the answer is ${shown(body)} instead of an object`;
  const messages = (Array.isArray(body['message']) ? (body['message'] as unknown[]) : []).filter(
    (one) => typeof one === 'string',
  );
  if (body['status'] !== 'REQUEST_SUCCEEDED')
    return `it says ${shown(body['status'])}: ${messages.join(' ').slice(0, 200)}`;
  const series = isBody(body['Results']) ? body['Results']['series'] : undefined;
  if (!Array.isArray(series)) return `the answer has the series ${shown(series)}`;
  const refused: string[] = messages.map((one) => one.slice(0, 200));
  const figures: PrintedFigure[] = [];
  for (const one of series.slice(0, 100) as unknown[]) {
    const { seriesID: id, data }: Body = isBody(one) ? one : {};
    const plan = plans.find(({ bls }) => bls?.series === id);
    if (!plan || !Array.isArray(data)) {
      refused.push(`a series is ${shown(id)} with the data ${shown(data)}`);
      continue;
    }
    for (const row of data.slice(0, MOST_ROWS) as unknown[]) {
      const figure = readRow(row, plan);
      if (typeof figure === 'string') refused.push(`${plan.symbol}: ${figure}`);
      else if (figure !== null) figures.push(figure);
    }
  }
  return { figures, refused };
}

/** Null for rows that are no month, such as the average of a year (M13). */
function readRow(row: unknown, plan: FigurePlan): PrintedFigure | string | null {
  if (!isBody(row)) return `a row is ${shown(row)}`;
  const { year, period, latest } = row as Record<'year' | 'period' | 'latest', unknown>;
  if (typeof year !== 'string' || !/^\d{4}$/.test(year) || typeof period !== 'string' || !/^[MQAS]\d\d$/.test(period))
    return `a row is of ${shown(year)} ${shown(period)}`;
  const month = Number(period.slice(1));
  if (period[0] !== 'M' || month < 1 || month > 12) return null;
  const raw = rawValue(row, plan);
  const name = `${year}-${period.slice(1)}`;
  // The first months of a series have nothing to be compared with.
  if (raw === undefined && plan.bls?.reads !== 'value') return null;
  if (raw === '-') return `${name} is missing ("-")`;
  if (typeof raw !== 'string' || !NUMBER.test(raw)) return `${name} has the value ${shown(raw)}`;
  const value = asPrinted(Number(raw) * (plan.bls?.factor ?? 1), plan.decimals);
  return { symbol: plan.symbol, period: name, value, latest: latest === 'true' || latest === true };
}

function rawValue(row: Body, { bls }: FigurePlan): unknown {
  if (bls === null || bls.reads === 'value') return row['value'];
  const calculations = isBody(row['calculations']) ? row['calculations'] : {};
  const changes = calculations[bls.reads.calculation];
  return isBody(changes) ? changes[bls.reads.months] : undefined;
}

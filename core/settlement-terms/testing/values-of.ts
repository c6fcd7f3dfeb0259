import type { SettlementTerms } from '../settlement-terms.js';
import type { Unclassified } from '../unclassified.js';

const isWorded = (value: unknown): value is { readonly value: unknown; readonly text: string } =>
  typeof value === 'object' && value !== null && 'value' in value && 'text' in value;

/** The terms without the words they rest on, for tests that are about the values. */
export const valuesOf = (terms: SettlementTerms | Unclassified): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(terms).map(([name, field]) => [name, isWorded(field) ? field.value : field]));

/** Every text that a field of the terms rests on. */
export const textsOf = (terms: SettlementTerms): readonly string[] =>
  Object.values(terms).flatMap((field) => (isWorded(field) ? [field.text] : []));

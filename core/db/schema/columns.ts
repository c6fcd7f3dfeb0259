import { bigint } from 'drizzle-orm/pg-core';
import type { Price, Quantity, Usd } from '../../money/money.js';

/** Columns of the project's units: whole numbers of core/money, and Unix milliseconds. */
export const usdColumn = (name: string) => bigint(name, { mode: 'number' }).$type<Usd>();
export const quantityColumn = (name: string) => bigint(name, { mode: 'number' }).$type<Quantity>();
export const priceColumn = (name: string) => bigint(name, { mode: 'number' }).$type<Price>();
export const timeColumn = (name: string) => bigint(name, { mode: 'number' });

import type { FeeModel, FeeSchedule } from '../domain/fee-schedule.js';
import { FeeError } from './fee-error.js';

/**
 * The model in force at `time` (Unix ms): the last entry whose time has come, or the first when none has.
 * @throws FeeError when the schedule is empty.
 */
export function modelAt(schedule: FeeSchedule, time: number): FeeModel {
  for (let index = schedule.length - 1; index >= 0; index--) {
    const entry = schedule[index];
    if (entry !== undefined && (entry.from <= time || index === 0)) return entry.model;
  }
  throw new FeeError('fees.empty-schedule', 'A market without a fee schedule cannot be priced; fetch the market again');
}

import type { ArrivalErrors } from './flight-on-time.js';

/**
 * To begin with, until residuals of the own feed are measured: an assumption of this project, not a published table.
 * It follows what studies of landing predictions agree on, a few minutes on approach and growing with the way left; gate
 * arrival adds taxi time, and before departure the delay of departure dominates. Hence the wide relative error.
 */
export const ARRIVAL_ERRORS: ArrivalErrors = {
  table: [
    { minutesLeft: 0, sd: 3 },
    { minutesLeft: 15, sd: 4 },
    { minutesLeft: 60, sd: 7 },
    { minutesLeft: 180, sd: 12 },
    { minutesLeft: 360, sd: 20 },
    { minutesLeft: 720, sd: 35 },
  ],
  relativeError: 0.3,
};

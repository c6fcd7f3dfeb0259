import { isBody, shown } from '../../transport/read-fields.js';

/** An aircraft that was heard. */
export interface AircraftState {
  /** `UAL123` */
  readonly callsign: string;
  /** Unix ms of the last message. */
  readonly heardAt: number;
  readonly onGround: boolean;
}

export interface StatesAnswer {
  readonly aircraft: readonly AircraftState[];
  /** Rows that cannot be right; those without a callsign are none of them. */
  readonly refused: number;
}

const MOST = 50_000;

/**
 * Reads `/states/all`: rows by position. No aircraft are written as null.
 * @returns a sentence where it is none. Never throws.
 */
export function readStates(body: unknown): StatesAnswer | string {
  if (!isBody(body) || !('states' in body)) return `the answer is ${shown(body)}`;
  const rows = body['states'];
  if (rows === null) return { aircraft: [], refused: 0 };
  if (!Array.isArray(rows) || rows.length > MOST) return `the answer has the states ${shown(rows)}`;
  const aircraft: AircraftState[] = [];
  let refused = 0;
  for (const row of rows as unknown[]) {
    const [, callsign, , , lastContact, , , , onGround]: readonly unknown[] = Array.isArray(row) ? row : [];
    if (callsign === null || callsign === '') continue;
    const heardAt = typeof lastContact === 'number' ? Math.round(lastContact * 1_000) : Number.NaN;
    if (typeof callsign !== 'string' || typeof onGround !== 'boolean' || !(heardAt > 1e12 && heardAt < 1e13)) refused++;
    else if (callsign.trim() !== '') aircraft.push({ callsign: callsign.trim().slice(0, 8), heardAt, onGround });
  }
  return { aircraft, refused };
}

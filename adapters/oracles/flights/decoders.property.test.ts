import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFlights } from './aeroapi/read-flights.js';
import { callsignOf, readFlightSymbol } from './flight-symbol.js';
import { localDay } from './local-day.js';
import { readStates } from './opensky/read-states.js';
import { AIRLINES } from '@pm-arbitrage/core/settlement-terms/flights/airlines.js';

const flight = {
  ident: 'UAL123',
  ident_iata: 'UA123',
  fa_flight_id: 'x',
  scheduled_in: '2026-11-23T05:30:00Z',
  estimated_in: null,
  actual_in: null,
  destination: { timezone: 'America/Denver' },
  diverted: false,
  cancelled: false,
};
const row = [
  'a',
  'UAL123  ',
  'US',
  1_795_400_000,
  1_795_400_000,
  1,
  1,
  null,
  false,
  1,
  1,
  1,
  null,
  null,
  null,
  false,
  0,
];

describe('decoders of flights', () => {
  it('take right answers', () => {
    expect(readFlights({ flights: [flight], links: null })).toEqual({
      next: null,
      flights: [
        {
          kind: 'flight',
          id: 'x',
          idents: ['UAL123', 'UA123'],
          day: '2026-11-22',
          scheduledIn: Date.parse('2026-11-23T05:30:00Z'),
          estimatedIn: null,
          actualIn: null,
          scheduledOn: null,
          estimatedOn: null,
          actualOn: null,
          state: 'scheduled',
        },
      ],
    });
    expect(readStates({ time: 1, states: [row, [...row.slice(0, 1), null, ...row.slice(2)]] })).toEqual({
      aircraft: [{ callsign: 'UAL123', heardAt: 1_795_400_000_000, onGround: false }],
      refused: 0,
    });
    expect(readStates({ time: 1, states: null })).toEqual({ aircraft: [], refused: 0 });
  });

  it('never throw, and give times and names alone', () => {
    const fields = fc.constantFrom(...Object.keys(flight));
    const answers = fc.oneof(
      fc
        .tuple(fields, fc.anything())
        .map(([name, by]) => ({ flights: [{ ...flight, [name]: by }, by], links: { next: by } })),
      fc.tuple(fc.nat(16), fc.anything()).map(([i, by]) => ({ states: [row.with(i, by as never), by] })),
      fc.jsonValue(),
      fc.anything(),
    );
    fc.assert(
      fc.property(answers, (body) => {
        const page = readFlights(body);
        if (typeof page !== 'string') {
          expect(page.next === null || page.next.startsWith('/flights/')).toBe(true);
          for (const news of page.flights)
            if (news.kind === 'flight')
              for (const time of [news.scheduledIn, news.estimatedIn ?? 0, news.actualIn ?? 0])
                expect(Number.isFinite(time)).toBe(true);
        }
        const states = readStates(body);
        if (typeof states !== 'string')
          for (const { callsign, heardAt } of states.aircraft)
            expect(callsign !== '' && Number.isFinite(heardAt)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    'https://evil.example/flights/UA1?x=1',
    '//evil.example/flights/a?b',
    '/flights/../x?y=1#z',
    '/flights/..?x=1',
    '/airports/KDEN?x=1',
  ])('are led to no other page: %s', (next) =>
    expect(readFlights({ flights: [], links: { next } })).toMatchObject({ next: null }),
  );

  it('know every airline by its callsign', () => {
    for (const code of Object.keys(AIRLINES)) {
      const symbol = readFlightSymbol(`${code.toLowerCase()}12-2026-11-22`);
      expect(symbol === null ? null : callsignOf(symbol)).toMatch(/^[A-Z]{3}12$/);
    }
  });

  it('know days by their zones, and no zone that there is not', () => {
    expect(localDay('Asia/Tokyo', Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
    expect(localDay('Mars/Olympus', 0)).toBeNull();
  });
});

import { standardClock, type WeatherPlace } from '../weather-place.js';

export interface ClimateTextFacts {
  readonly place: WeatherPlace;
  /** A moment of the day that is reported on, Unix ms. */
  readonly day: number;
  readonly issuedAt: number;
  readonly stage: 'preliminary' | 'final' | 'correction';
  /** Whole °F; null is written MM. */
  readonly maximum: number | null;
  readonly minimum: number;
}

const MONTHS = 'JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER'.split(' ');
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');
const ZONES: Readonly<Record<number, string>> = { [-5]: 'EST', [-6]: 'CST', [-7]: 'MST', [-8]: 'PST', 0: 'GMT' };

/** A daily climate report, laid out as offices lay it out. */
export function climateText({ place, day, issuedAt, stage, maximum, minimum }: ClimateTextFacts): string {
  const issued = standardClock(place, issuedAt);
  const date = standardClock(place, day);
  const month = MONTHS[date.getUTCMonth()] ?? '';
  const hour = issued.getUTCHours();
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}${String(issued.getUTCMinutes()).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
  const zone = ZONES[place.standardHours] ?? 'GMT';
  const stamp = `${clock} ${zone} ${WEEKDAYS[issued.getUTCDay()]} ${(MONTHS[issued.getUTCMonth()] ?? '').slice(0, 3)} ${issued.getUTCDate()} ${issued.getUTCFullYear()}`;
  const wmo = `${String(issued.getUTCDate()).padStart(2, '0')}${String(new Date(issuedAt).getUTCHours()).padStart(2, '0')}${String(issued.getUTCMinutes()).padStart(2, '0')}`;
  const value = (number: number | null) => (number === null ? 'MM' : String(number)).padStart(3);
  const name = place.report?.name ?? '';
  return [
    '000 ',
    `CDUS41 KSIM ${wmo}${stage === 'correction' ? ' CCA' : ''}`,
    `CLI${place.report?.code ?? ''}`,
    '',
    `CLIMATE REPORT${stage === 'correction' ? ' (CORRECTION)' : ''}`,
    'NATIONAL WEATHER SERVICE SIMULATED',
    stamp,
    '',
    '...................................',
    '',
    `...THE ${name} CLIMATE SUMMARY FOR ${month} ${date.getUTCDate()} ${date.getUTCFullYear()}...`,
    ...(stage === 'preliminary' ? ['VALID TODAY AS OF 0400 PM LOCAL TIME.'] : []),
    '',
    'CLIMATE NORMAL PERIOD: 1991 TO 2020',
    'CLIMATE RECORD PERIOD: 1869 TO 2026',
    '',
    'WEATHER ITEM   OBSERVED TIME   RECORD YEAR NORMAL DEPARTURE LAST',
    '                VALUE   (LST)  VALUE       VALUE  FROM      YEAR',
    '                                                  NORMAL',
    '..................................................................',
    'TEMPERATURE (F)',
    stage === 'preliminary' ? ' TODAY' : ' YESTERDAY',
    `  MAXIMUM        ${value(maximum)}    253 PM  81    1931  54      0       49`,
    `  MINIMUM        ${value(minimum)}    611 AM  20    1989  40      0       37`,
    '',
    'PRECIPITATION (IN)',
    '  YESTERDAY        0.00          1.41 1968   0.15  -0.15     0.00',
    '',
    ' MAXIMUM TEMPERATURE (F)   54        77      1931',
    ' MINIMUM TEMPERATURE (F)   40        22      2000',
    '',
    '$$',
  ].join('\n');
}

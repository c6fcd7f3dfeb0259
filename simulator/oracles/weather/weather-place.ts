/** A place that the stand-ins know. */
export interface WeatherPlace {
  readonly symbol: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Hours that standard time is ahead of UTC. */
  readonly standardHours: number;
  /** Code of its climate report, and its name there; null where there is none. */
  readonly report: { readonly code: string; readonly name: string } | null;
}

const place = (
  symbol: string,
  latitude: number,
  longitude: number,
  standardHours: number,
  code?: string,
  name?: string,
): WeatherPlace => ({
  symbol,
  latitude,
  longitude,
  standardHours,
  report: code !== undefined && name !== undefined ? { code, name } : null,
});

/** Places of the simulated world: those whose markets it lists, and one abroad. */
export const weatherPlaces: readonly WeatherPlace[] = [
  place('knyc', 40.7789, -73.9692, -5, 'NYC', 'CENTRAL PARK NY'),
  place('klga', 40.7792, -73.88, -5, 'LGA', 'NEW YORK LA GUARDIA'),
  place('kmdw', 41.786, -87.7524, -6, 'MDW', 'CHICAGO-MIDWAY'),
  place('kmia', 25.7906, -80.3164, -5, 'MIA', 'MIAMI'),
  place('kaus', 30.1831, -97.6799, -6, 'AUS', 'AUSTIN BERGSTROM'),
  place('klax', 33.9382, -118.3866, -8, 'LAX', 'LOS ANGELES INTL AIRPORT'),
  place('kden', 39.8466, -104.6562, -7, 'DEN', 'DENVER'),
  place('eglc', 51.5053, 0.0553, 0),
];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** First millisecond of the standard-time day that a time falls into. */
export const dayStart = ({ standardHours }: WeatherPlace, time: number): number =>
  Math.floor((time + standardHours * HOUR_MS) / DAY_MS) * DAY_MS - standardHours * HOUR_MS;

/** A time on the place's standard clock, as if it were UTC. */
export const standardClock = ({ standardHours }: WeatherPlace, time: number): Date =>
  new Date(time + standardHours * HOUR_MS);

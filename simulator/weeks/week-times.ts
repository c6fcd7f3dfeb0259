/* Times as the venues write them. Weeks lie in November and December, so New York is five hours behind UTC. */

const EASTERN_MS = 5 * 3_600_000;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const eastern = (time: number): Date => new Date(time - EASTERN_MS);
const two = (value: number): string => String(value).padStart(2, '0');

/** "November 21" */
export const dayWords = (time: number): string => {
  const date = eastern(time);
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}`;
};

/** "November 21, 2026" */
export const dateWords = (time: number): string => `${dayWords(time)}, ${eastern(time).getUTCFullYear()}`;

/** "Nov 21, 2026" */
export const shortDate = (time: number): string => {
  const date = eastern(time);
  return `${MONTHS[date.getUTCMonth()]?.slice(0, 3)} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
};

/** "12 PM", or "12:15 PM" with minutes. */
export const hourWords = (time: number, minutes: 'with' | 'without' = 'without'): string => {
  const date = eastern(time);
  const hour = date.getUTCHours() % 12 || 12;
  const half = date.getUTCHours() < 12 ? 'AM' : 'PM';
  return `${hour}${minutes === 'with' ? `:${two(date.getUTCMinutes())}` : ''} ${half}`;
};

/** "26NOV211215", the date part of Kalshi's tickers with time. */
export const tickerTime = (time: number): string => {
  const date = eastern(time);
  const month = MONTHS[date.getUTCMonth()]?.slice(0, 3).toUpperCase();
  return `${date.getUTCFullYear() % 100}${month}${two(date.getUTCDate())}${two(date.getUTCHours())}${two(date.getUTCMinutes())}`;
};

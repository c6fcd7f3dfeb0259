/** Name of the cookie. With https the browser itself holds to it that no other site of the domain can set it. */
const nameOf = (https: boolean): string => (https ? '__Host-pma_session' : 'pma_session');

/** The header that gives a browser its session; without a token it takes it away. @param maxAgeMs how long it lasts */
export function sessionCookie(token: string | null, https: boolean, maxAgeMs: number): string {
  const age = token === null ? 0 : Math.floor(maxAgeMs / 1_000);
  const parts = [`${nameOf(https)}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${age}`];
  return [...parts, ...(https ? ['Secure'] : [])].join('; ');
}

/** The token in a Cookie header; null where there is none. */
export function tokenIn(header: string | undefined, https: boolean): string | null {
  const wanted = nameOf(https);
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2);
    if (name === wanted && value !== undefined && value !== '') return value;
  }
  return null;
}

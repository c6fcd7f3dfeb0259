/**
 * Where a redirect leads, if it may be followed: to the same host, with or without `www.`, never from https to http.
 * @returns null when it may not.
 */
export function redirectTarget(from: string, location: string): string | null {
  const source = new URL(from);
  let target: URL;
  try {
    target = new URL(location, source);
  } catch {
    return null;
  }
  const bare = (host: string) => host.replace(/^www\./, '');
  if (target.username !== '' || target.password !== '') return null;
  if (target.protocol !== source.protocol && !(source.protocol === 'http:' && target.protocol === 'https:'))
    return null;
  const samePort = target.port === source.port || target.protocol !== source.protocol;
  return bare(target.hostname) === bare(source.hostname) && samePort ? target.href : null;
}

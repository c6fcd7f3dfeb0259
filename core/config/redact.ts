/** "postgres://user:secret@host/db" as "postgres://…@host/db". */
export const withoutCredentials = (url: string): string => url.replace(/\/\/[^@/]*@/, '//…@');

/**
 * What of an address with a secret in it may be seen: nodes take their key in the path, databases theirs in front of the
 * host or behind a question mark.
 */
export function withoutSecrets(url: string): string {
  if (!URL.canParse(url)) return '[set]';
  const { protocol, host, pathname, username, password } = new URL(url);
  const credentials = username !== '' || password !== '' ? '…@' : '';
  const isNode = protocol.startsWith('http') || protocol.startsWith('ws');
  return `${protocol}//${credentials}${host}${isNode ? '/…' : pathname}`;
}

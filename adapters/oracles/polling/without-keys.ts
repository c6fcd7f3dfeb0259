const SHORTEST = 4;

/**
 * Takes keys out of a text that a server wrote, plain and as they stand in a query: servers repeat in their errors what
 * they were sent.
 */
export function withoutKeys(text: string, keys: readonly string[]): string {
  let clean = text;
  for (const key of keys) {
    if (key.length < SHORTEST) continue;
    for (const form of [key, encodeURIComponent(key)]) clean = clean.replaceAll(form, '[key]');
  }
  return clean;
}

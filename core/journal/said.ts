/** What was said at an edge as text: equal texts, equal words. JSON, with what JSON cannot say spelled out. */
export const textOf = (said: unknown): string => JSON.stringify(said, spelled) ?? '';

function spelled(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value];
  return value;
}

export type Parameters = Readonly<Record<string, string | number | undefined>>;

/** `/trades/:id` with `{ id: 'a/b', limit: 5 }` is `/trades/a%2Fb?limit=5`; empty and undefined ones are left out. */
export function address(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === '') continue;
    if (filled.includes(`:${name}`)) filled = filled.replace(`:${name}`, () => encodeURIComponent(value));
    else query.set(name, String(value));
  }
  return query.size === 0 ? filled : `${filled}?${query}`;
}

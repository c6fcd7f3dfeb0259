/** The views by the word that stands in the address. */
export const viewNames = [
  'portfolio',
  'positions',
  'strategies',
  'opportunities',
  'health',
  'risk',
  'audit',
  'matches',
  'settings',
] as const;
export type ViewName = (typeof viewNames)[number];

/** Where in the page somebody is: a view, and one thing in it. */
export interface PagePlace {
  readonly view: ViewName;
  readonly id: string | null;
}

/** `#/audit/trade%2F1` → audit, `trade/1`. What is not known is the portfolio. */
export function parsePlace(hash: string): PagePlace {
  const [, name = '', id = ''] = hash.split('/');
  const view = viewNames.find((known) => known === name) ?? 'portfolio';
  return { view, id: id === '' ? null : decode(id) };
}

export const placeHash = (view: ViewName, id: string | null = null): string =>
  id === null ? `#/${view}` : `#/${view}/${encodeURIComponent(id)}`;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

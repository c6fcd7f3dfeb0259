import type { Parameters } from '../../api/address.js';

/** What is searched for, as the fields of the form have it; empty: no condition. */
export interface SearchFilter {
  readonly search: string;
  readonly strategy: string;
  readonly kind: string;
  readonly state: string;
  /** `2026-11-21`, a UTC day. */
  readonly from: string;
  /** The last UTC day, itself included. */
  readonly to: string;
}

export const noFilter: SearchFilter = { search: '', strategy: '', kind: '', state: '', from: '', to: '' };

const DAY = 86_400_000;

/** As the server takes them: days become moments, what is empty is left out. */
export function searchParameters({ from, to, ...words }: SearchFilter): Parameters {
  const given = Object.entries({ ...words, search: words.search.trim() }).filter(([, value]) => value !== '');
  const begin = Date.parse(from);
  const end = Date.parse(to);
  return {
    ...Object.fromEntries(given),
    ...(Number.isNaN(begin) ? {} : { from: begin }),
    ...(Number.isNaN(end) ? {} : { to: end + DAY }),
  };
}

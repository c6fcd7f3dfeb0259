import type { Listing } from '../listing.js';

/** A listing of which only what is given is known. */
export function aListing(platform: Listing['platform'], title: string, known: Partial<Listing> = {}): Listing {
  return {
    platform,
    id: '',
    title,
    subtitle: '',
    event: { id: '', title: '' },
    category: '',
    rules: '',
    strike: null,
    sources: [],
    openTime: null,
    closeTime: null,
    ...known,
  };
}

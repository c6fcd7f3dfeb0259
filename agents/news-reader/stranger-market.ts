import type { Listing } from '../market-matcher/listing.js';

/** Somebody no story is about. */
const STRANGER = 'Ottoline Quarrington';
const NAME = /(?<=\S\s+)\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*/gu;
const NO_NAME =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|UTC|ET|EDT|EST|Yes|No)$/;

/**
 * The market with a stranger in place of whom it is about, everything else left as it is; null where its title names nobody.
 * Every name of several words goes, and the outcome's own; where there is none of these, the longest. A story that decides this
 * market, too, decides whatever it is put beside.
 */
export function strangerMarket(listing: Listing): Listing | null {
  const named = [...listing.title.matchAll(NAME)].map(([name]) => name).filter((name) => !NO_NAME.test(name));
  const outcome = listing.subtitle !== '' && listing.title.includes(listing.subtitle) ? [listing.subtitle] : [];
  const full = [...outcome, ...named.filter((name) => name.includes(' '))];
  const gone = full.length > 0 ? full : named.toSorted((a, b) => b.length - a.length).slice(0, 1);
  if (gone.length === 0) return null;
  const rewrite = (text: string) => gone.reduce((words, name) => words.replaceAll(name, STRANGER), text);
  return {
    ...listing,
    title: rewrite(listing.title),
    subtitle: rewrite(listing.subtitle),
    event: { ...listing.event, title: rewrite(listing.event.title) },
    rules: rewrite(listing.rules),
  };
}

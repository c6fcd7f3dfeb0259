import { useMemo, useSyncExternalStore } from 'react';
import { parsePlace, type PagePlace } from './place.js';

const onHash = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** Where in the page somebody is, by the address. */
export function usePlace(): PagePlace {
  const hash = useSyncExternalStore(onHash, () => location.hash);
  return useMemo(() => parsePlace(hash), [hash]);
}

import { createContext, use, useState, type ReactNode } from 'react';
import type { Zone } from '../format/moment.js';
import { remember, remembered } from './remembered.js';

const ZoneContext = createContext<{ readonly zone: Zone; readonly choose: (zone: Zone) => void }>({
  zone: 'local',
  choose: () => {},
});

/** In which zone times are written; both are told on hovering, and side by side where a trade is followed. */
export const useZone = () => use(ZoneContext);

export function ZoneChoice({ children }: { readonly children: ReactNode }) {
  const [zone, setZone] = useState<Zone>(remembered('zone') === 'utc' ? 'utc' : 'local');
  const choose = (next: Zone) => {
    remember('zone', next);
    setZone(next);
  };
  return <ZoneContext value={{ zone, choose }}>{children}</ZoneContext>;
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { post } from '../api/call.js';
import { useSession } from '../api/session-context.js';
import { placeHash, viewNames, type ViewName } from '../app/place.js';
import { useRows } from '../live/use-rows.js';
import { ThemeSwitch } from './ThemeSwitch.js';
import { viewTitles } from './view-titles.js';
import { ZoneSwitch } from './ZoneSwitch.js';

const shortTitles: Partial<Record<ViewName, string>> = {
  health: 'Venues, oracles',
  settings: 'Settings, alerts',
};

/** The way about; on a phone four views and the rest behind "More". */
export function Navigation({ view }: { readonly view: ViewName }) {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [view]);
  const waiting = useWaiting();
  return (
    <nav className={open ? 'nav nav-open' : 'nav'} aria-label="Views">
      <a className="brand" href={placeHash('portfolio')}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M4 11h14M4 21h24" />
        </svg>
        pm-arbitrage
      </a>
      <ul>
        {viewNames.map((name) => (
          <li key={name}>
            <a href={placeHash(name)} aria-current={name === view ? 'page' : undefined} onClick={() => setOpen(false)}>
              {shortTitles[name] ?? viewTitles[name]}
              <Count count={waiting[name] ?? 0} />
            </a>
          </li>
        ))}
      </ul>
      <button type="button" className="more" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Close' : 'More'}
      </button>
      <div className="nav-foot">
        <ZoneSwitch />
        <ThemeSwitch />
        <Leave />
      </div>
    </nav>
  );
}

const Count = ({ count }: { readonly count: number }) =>
  count === 0 ? null : (
    <span className="waiting">
      {count}
      <span className="unseen"> waiting</span>
    </span>
  );

/** What waits for a person, by the view in which they deal with it. */
function useWaiting(): Partial<Record<ViewName, number>> {
  const doubts = useRows('doubts');
  const matches = useRows('matches');
  const alerts = useRows('alerts');
  return {
    positions: doubts?.length ?? 0,
    matches: matches?.filter(({ status }) => status === 'review').length ?? 0,
    settings: alerts?.filter(({ tier, acknowledgedAt }) => tier !== 'routine' && acknowledgedAt === null).length ?? 0,
  };
}

function Leave() {
  const { csrf, publicDemo, role } = useSession();
  const queries = useQueryClient();
  if (publicDemo || csrf === null) return null;
  const leave = async () => {
    // Whatever the server says: who it takes this browser for now is asked next.
    await post('/api/v1/logout', csrf, undefined).catch(() => null);
    await queries.invalidateQueries({ queryKey: ['session'] });
  };
  return (
    <button type="button" className="link-button" onClick={() => void leave()}>
      Log out <span className="quiet">({role})</span>
    </button>
  );
}

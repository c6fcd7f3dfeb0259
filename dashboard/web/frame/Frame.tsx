import { useEffect, useRef } from 'react';
import { useSession } from '../api/session-context.js';
import { usePlace } from '../app/use-place.js';
import { useDocument } from '../live/use-document.js';
import { useLink } from '../live/use-link.js';
import { HaltBanner } from './HaltBanner.js';
import { HaltButton } from './HaltButton.js';
import { LinkNotice } from './LinkNotice.js';
import { ModeBand } from './ModeBand.js';
import { Navigation } from './Navigation.js';
import { SwarmState } from './SwarmState.js';
import { View } from './View.js';
import { viewTitles } from './view-titles.js';

/** What stays around every view: mode, way about, state of the swarm, and the means to stop it. */
export function Frame() {
  const session = useSession();
  const halt = useDocument('halt');
  const link = useLink();
  const place = usePlace();
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  const { mode } = halt ?? session;
  const title = viewTitles[place.view];

  useEffect(() => {
    document.title = `${mode === 'live' ? 'LIVE' : 'Paper'} · ${title} · pm-arbitrage`;
  }, [mode, title]);
  useEffect(() => {
    // Another view: readers of the screen hear its name, and the keyboard goes on from its top.
    if (first.current) first.current = false;
    else heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [place.view]);

  return (
    <div className={`frame frame-${mode} ${link.kind === 'lost' ? 'frame-stale' : ''}`}>
      <a className="skip" href="#view" onClick={(event) => focusView(event, heading.current)}>
        Skip to the view
      </a>
      <ModeBand mode={mode} simulated={(halt ?? session).simulated} publicDemo={session.publicDemo} />
      <Navigation view={place.view} />
      <header className="top">
        <h1 ref={heading} tabIndex={-1} id="view">
          {title}
        </h1>
        <SwarmState halt={halt} />
        <HaltButton halt={halt} />
      </header>
      <div className="notices">
        <LinkNotice />
        <HaltBanner halt={halt} />
      </div>
      <main className="view">
        <View place={place} />
      </main>
    </div>
  );
}

function focusView(event: { preventDefault(): void }, heading: HTMLElement | null): void {
  // The address says which view is shown; a link within the page must not change it.
  event.preventDefault();
  heading?.focus();
}

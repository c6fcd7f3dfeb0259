import type { PagePlace } from '../app/place.js';
import { Audit } from '../views/audit/Audit.js';
import { Health } from '../views/health/Health.js';
import { Matches } from '../views/matches/Matches.js';
import { Opportunities } from '../views/opportunities/Opportunities.js';
import { Portfolio } from '../views/portfolio/Portfolio.js';
import { Positions } from '../views/positions/Positions.js';
import { Risk } from '../views/risk/Risk.js';
import { Settings } from '../views/settings/Settings.js';
import { Strategies } from '../views/strategies/Strategies.js';

export function View({ place: { view, id } }: { readonly place: PagePlace }) {
  switch (view) {
    case 'portfolio':
      return <Portfolio />;
    case 'positions':
      return <Positions />;
    case 'strategies':
      return <Strategies />;
    case 'opportunities':
      return <Opportunities selected={id} />;
    case 'health':
      return <Health />;
    case 'risk':
      return <Risk />;
    case 'audit':
      return <Audit tradeId={id} />;
    case 'matches':
      return <Matches selected={id} />;
    case 'settings':
      return <Settings />;
  }
}

import type { ViewName } from '../app/place.js';

export const viewTitles: Readonly<Record<ViewName, string>> = {
  portfolio: 'Portfolio',
  positions: 'Positions',
  strategies: 'Strategies',
  opportunities: 'Opportunities',
  health: 'Venues and oracles',
  risk: 'Risk',
  audit: 'Audit log',
  matches: 'Matches',
  settings: 'Settings and alerts',
};

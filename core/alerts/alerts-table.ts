import { type AlertEntry, alertCatalogue } from './alert-catalogue.js';

/** The table of `docs/alerts.md`: every code, how loud it is, what it means and what to do. */
export const alertsTable = (): string =>
  [
    '| code | tier | what happened | what to do |',
    '|---|---|---|---|',
    ...Object.entries<AlertEntry>(alertCatalogue).map(
      ([code, { tier, means, action }]) => `| \`${code}\` | ${tier} | ${means} | ${action} |`,
    ),
  ].join('\n');

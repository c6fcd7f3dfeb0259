import { channelRegistry } from './channels.js';

/** The registry as a Markdown table, for docs/channels.md. */
export function channelsTable(): string {
  const rows = channelRegistry.map(
    ({ name, delivery, purpose, publishers, subscribers }) =>
      `| \`${name}\` | ${delivery} | ${purpose} | ${names(publishers)} | ${names(subscribers)} |`,
  );
  return [
    '# Channels',
    '',
    'Made from `core/bus/channels.ts`; `UPDATE_DOCS=true npx vitest run core/bus/channels-table.test.ts` writes it anew.',
    '',
    '| channel | delivery | what it carries | from | to |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** Channels open to all say so, instead of naming everybody. */
const names = (agents: readonly string[]): string => (agents.length > 8 ? 'any' : agents.join(', '));

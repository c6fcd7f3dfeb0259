import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { channelsTable } from './channels-table.js';

const path = new URL('../../docs/channels.md', import.meta.url);

it('docs/channels.md tells what the registry says', () => {
  if (process.env['UPDATE_DOCS'] === 'true') writeFileSync(path, channelsTable());
  expect(readFileSync(path, 'utf8')).toBe(channelsTable());
});

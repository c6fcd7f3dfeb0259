import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startCli } from '../testing/run-cli.js';

it('status --watch goes on while nothing can be asked, and ends in good order', { timeout: 240_000 }, async () => {
  const run = startCli(['status', '--watch', '200ms', '--json'], mkdtempSync(join(tmpdir(), 'watch-')));
  let lines = 0;
  await new Promise<void>((resolve) => {
    run.process.stdout?.on('data', (data: Buffer) => {
      lines += data.toString().split('\n').length - 1;
      if (lines >= 3) resolve();
    });
    run.process.once('close', () => resolve());
  });
  run.process.kill('SIGINT');
  const { code, stdout, stderr } = await run.result;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const documents = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { error: string });
  expect(documents.length).toBeGreaterThanOrEqual(3);
  for (const { error } of documents) expect(error).toMatch(/^Nothing runs in the data folder/);
});

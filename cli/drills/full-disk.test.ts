import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { logDestination } from '@pm-arbitrage/core/log/log-destination.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { mountSmallDisk } from './small-disk.js';

const disk = mountSmallDisk();
const why = 'unavailable' in disk ? ` (${disk.unavailable})` : '';

describe.skipIf('unavailable' in disk)(`on a disk without a free byte${why}`, () => {
  if ('unavailable' in disk) return;
  afterEach(() => disk.makeRoom());
  afterAll(() => disk.close());

  it('a halt file halts all the same', () => {
    const folder = join(disk.folder, 'halts');
    mkdirSync(folder);
    const file = new HaltFile(folder);
    disk.fill();
    file.write({ id: 'h', reason: 'now', by: 'me', at: 1 });
    expect(file.read()).not.toBeNull();
    file.remove();
    expect(file.read()).toBeNull();
  });

  it('who logs never hears of it, and the log says what is missing once there is room', () => {
    const path = join(disk.folder, 'agent.log');
    const fd = openSync(path, 'a');
    const log = createLogger('info', logDestination(fd));
    log.info('before');
    disk.fill();
    for (let line = 0; line < 400; line++) log.warn({ text: 'x'.repeat(10_000), line }, 'while it is full');
    disk.makeRoom();
    log.info('after');
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/"msg":"before"/);
    expect(text).toMatch(/\d+ lines are missing here: the disk took none/);
    for (const line of text.trimEnd().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
    closeSync(fd);
  });
});

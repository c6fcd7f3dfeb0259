import { PassThrough } from 'node:stream';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { describe, expect, it, vi } from 'vitest';
import { showProgress } from './progress.js';

/** Standard error that is a terminal, or a file. */
function place(isTTY: boolean) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 80, rows: 24 });
  return { terminal: stream as unknown as NodeJS.WriteStream, written: () => String(stream.read() ?? '') };
}

describe('progress', () => {
  it('is one line that changes in its place on a terminal, and is gone at the end', () => {
    const clock = new SimulatedClock(0);
    const { terminal, written } = place(true);
    let done = 0;
    const progress = showProgress(() => `${done} of 9`, terminal, clock);
    done = 1;
    clock.advanceBy(250);
    expect(written()).toContain('1 of 9');
    done = 2;
    clock.advanceBy(250);
    const moved = written();
    expect(moved).toContain('2 of 9');
    expect(moved.indexOf('\u001B[')).toBeLessThan(moved.indexOf('2 of 9'));
    progress.end();
    expect(written()).toContain('\u001B[2K');
    clock.advanceBy(1_000);
    expect(written()).toBe('');
  });

  it('is a line every ten seconds elsewhere, and none while there is nothing to say', () => {
    const said: string[] = [];
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const clock = new SimulatedClock(0);
    let line: string | null = null;
    const progress = showProgress(() => line, place(false).terminal, clock);
    clock.advanceBy(10_000);
    expect(said).toEqual([]);
    line = 'half';
    clock.advanceBy(10_000);
    progress.note('a word');
    progress.end();
    clock.advanceBy(20_000);
    write.mockRestore();
    expect(said).toEqual(['half\n', 'a word\n']);
  });
});

import { expect, it } from 'vitest';
import { loadConfig } from './load-config.js';

it('takes yes and no from variables, and nothing that is neither', () => {
  const of = (environment: Record<string, string>) => loadConfig({ file: null, environment }).config.recorder;
  expect(of({})).toMatchObject({ enabled: true, frames: true });
  expect(of({ RECORDER_ENABLED: 'false', RECORDER_FRAMES: 'true' })).toMatchObject({ enabled: false, frames: true });
  expect(() => of({ RECORDER_FRAMES: 'maybe' })).toThrow(/RECORDER_FRAMES.*true or false/s);
});

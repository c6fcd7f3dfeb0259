import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedKinds } from '../recorded-entry.js';
import { decodeEntries, encodeEntry } from './spool-format.js';

const entry = fc.record({
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  kind: fc.constantFrom(...recordedKinds),
  label: fc.stringMatching(/^[a-z0-9#. -]{0,40}$/),
  text: fc.string({ unit: 'binary', maxLength: 60 }),
});

describe('a spool file', () => {
  it('gives back every entry, newlines and all', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const bytes = Buffer.from(entries.map(encodeEntry).join(''));
        expect(decodeEntries(bytes)).toEqual({ entries, used: bytes.length, damaged: false });
      }),
    );
  });

  it('torn off anywhere gives back the entries before the tear, and none that is not one', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), fc.nat(), (entries, place) => {
        const bytes = Buffer.from(entries.map(encodeEntry).join(''));
        const torn = bytes.subarray(0, place % bytes.length);
        const decoded = decodeEntries(torn);
        expect(decoded.entries).toEqual(entries.slice(0, decoded.entries.length));
        expect(decoded.damaged).toBe(false);
        const next = entries[decoded.entries.length];
        expect(torn.length - decoded.used).toBeLessThan(Buffer.byteLength(encodeEntry(next!)));
      }),
    );
  });

  it('says where it is damaged', () => {
    const good = encodeEntry({ at: 1, kind: 'frame', label: 'x', text: 'one' });
    for (const damage of ['\0'.repeat(4_096), 'no header\n', `${good.slice(0, -2)}xx\n`]) {
      const decoded = decodeEntries(Buffer.from(`${good}${damage}`));
      expect(decoded.entries).toHaveLength(1);
      expect(decoded).toMatchObject({ used: good.length, damaged: true });
    }
  });
});

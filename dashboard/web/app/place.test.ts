import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlace, placeHash, viewNames } from './place.js';

describe('place in the page', () => {
  it('survives the address, whatever the id holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...viewNames), fc.string({ minLength: 1, unit: 'grapheme' }), (view, id) => {
        expect(parsePlace(placeHash(view, id))).toEqual({ view, id });
      }),
    );
  });

  it('is the portfolio where the address says nothing that is known', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#token']) {
      expect(parsePlace(hash)).toEqual({ view: 'portfolio', id: null });
    }
    expect(parsePlace('#/audit/%E0%A4%A')).toEqual({ view: 'audit', id: '%E0%A4%A' });
  });
});

import { describe, expect, it } from 'vitest';
import { address } from './address.js';

describe('address', () => {
  it('puts what the path names into it and the rest behind it', () => {
    expect(address('/api/v1/trades/:id', { id: 'a/b?c', limit: 5 })).toBe('/api/v1/trades/a%2Fb%3Fc?limit=5');
    expect(address('/api/v1/trades/:id', { id: '$&' })).toBe('/api/v1/trades/%24%26');
  });

  it('leaves out what is empty', () => {
    expect(address('/api/v1/trades', { search: '', before: undefined })).toBe('/api/v1/trades');
  });
});

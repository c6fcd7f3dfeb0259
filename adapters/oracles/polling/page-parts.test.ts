import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redirectTarget } from './redirect-target.js';
import { Validators } from './validators.js';
import { withoutKeys } from './without-keys.js';

describe('redirectTarget', () => {
  it.each([
    ['/b?x=1', 'https://a.example/b?x=1'],
    ['https://www.a.example/b', 'https://www.a.example/b'],
    ['https://b.example/', null],
    ['http://a.example/b', null],
    ['https://user:pass@a.example/', null],
    ['https://a.example:8443/', null],
    ['javascript:alert(1)', null],
    ['https://[', null],
  ])('%s', (location, target) => expect(redirectTarget('https://a.example/a', location)).toBe(target));

  it('follows to https', () =>
    expect(redirectTarget('http://a.example/', 'https://a.example/')).toBe('https://a.example/'));

  it('leads to the same host, whatever is said', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (location) => {
        const target = redirectTarget('https://a.example/a', location);
        expect(target === null || new URL(target).hostname.replace(/^www\./, '') === 'a.example').toBe(true);
      }),
    );
  });
});

describe('withoutKeys', () => {
  it('leaves no key in any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), fc.string(), fc.string(), (key, before, after) => {
        fc.pre(!'[key]'.includes(key) && !`${before}[key]${after}`.includes(key));
        expect(withoutKeys(`${before}${key}${after}`, [key])).not.toContain(key);
      }),
    );
  });
});

describe('Validators', () => {
  it('remembers what it was given, for the newest five hundred pages', () => {
    const validators = new Validators();
    for (let page = 0; page < 600; page++) validators.keep(`u${page}`, new Headers({ etag: `"${page}"` }));
    expect(validators.headersFor('u99')).toEqual({});
    expect(validators.headersFor('u599')).toEqual({ 'if-none-match': '"599"' });
    validators.keep('u599', new Headers({ 'last-modified': 'Sat, 21 Nov 2026 12:00:00 GMT' }));
    expect(validators.headersFor('u599')).toEqual({ 'if-modified-since': 'Sat, 21 Nov 2026 12:00:00 GMT' });
    validators.forget('u599');
    expect(validators.headersFor('u599')).toEqual({});
  });
});

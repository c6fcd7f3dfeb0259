import { describe, expect, it } from 'vitest';
import { OwnOrigin } from './own-origin.js';

describe('the origin of the dashboard', () => {
  it('on loopback goes by the names of loopback alone, whatever name points to it', () => {
    const own = new OwnOrigin(null, '127.0.0.1');
    for (const host of ['127.0.0.1:8787', 'localhost:8787', '[::1]:8787']) expect(own.isOwnHost(host)).toBe(true);
    for (const host of ['rebound.example:8787', '127.0.0.1.example', undefined])
      expect(own.isOwnHost(host)).toBe(false);
  });

  it('takes changes from the very host it was reached by, to the port', () => {
    const own = new OwnOrigin(null, '127.0.0.1');
    const from = (origin: string | undefined) => own.isOwnOrigin({ host: '127.0.0.1:8787', origin });
    expect(from('http://127.0.0.1:8787')).toBe(true);
    for (const origin of [undefined, 'null', 'http://127.0.0.1:3000', 'https://127.0.0.1:8787', 'http://evil.example'])
      expect(from(origin)).toBe(false);
  });

  it('behind a proxy goes by the address that people type', () => {
    const own = new OwnOrigin('https://arbitrage.example/', '0.0.0.0');
    expect(own.isHttps).toBe(true);
    expect(own.isOwnOrigin({ host: 'arbitrage.example', origin: 'https://arbitrage.example' })).toBe(true);
    expect(own.isOwnOrigin({ host: 'arbitrage.example', origin: 'https://other.example' })).toBe(false);
  });
});

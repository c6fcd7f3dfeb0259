import { expect, it } from 'vitest';
import { cfIndexNamed, cfIndexOf } from './cf-index.js';

it('knows the other names of an index', () => {
  for (const name of ['ETHUSD_RTI', 'ERTI', 'ethusdrti']) expect(cfIndexNamed(name)?.symbol).toBe('eth-usd');
  for (const coin of ['SOL', 'XRP', 'DOGE', 'BNB', 'HYPE'])
    expect(cfIndexNamed(`${coin}USDRTI`)).toEqual({ id: `${coin}USD_RTI`, symbol: `${coin.toLowerCase()}-usd` });
  expect(cfIndexOf('btc-usd')?.id).toBe('BRTI');
});

it('derives no name', () => {
  for (const name of ['BTCUSD_RTI', 'SRTI', 'RTI', '', 'BRTI2']) expect(cfIndexNamed(name)).toBeNull();
  expect(cfIndexOf('usdt-usd')).toBeNull();
});

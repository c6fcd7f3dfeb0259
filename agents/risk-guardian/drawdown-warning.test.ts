import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { expect, it } from 'vitest';
import { drawdownWarning } from './drawdown-warning.js';

const at = (equity: string, drawdownStop = 0.2) =>
  drawdownWarning(
    { equity: parseUsd(equity), highWaterMark: parseUsd('1000') },
    configSchema.parse({ risk: { drawdownStop } }),
  );

it('warns from three quarters of the way to the stop on', () => {
  expect(at('850.01')).toBeNull();
  expect(at('850')).toBe('equity $850.00 is $150.00 below its highest, $1000.00; at $800.00 everything is halted');
  expect(at('800.01')).not.toBeNull();
});

it('warns of no stop where none is set', () => {
  expect(at('1', 0)).toBeNull();
});

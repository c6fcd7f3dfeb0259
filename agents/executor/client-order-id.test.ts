import { expect, it } from 'vitest';
import { clientOrderId } from './client-order-id.js';

it('is the same for the same intent in every life and run, and differs with everything it is for', () => {
  expect(clientOrderId('t1', 0, 'leg', 0)).toBe(clientOrderId('t1', 0, 'leg', 0));
  expect(clientOrderId('t1', 0, 'leg', 0)).toBe('31348b06-4731-5523-8ff4-913bdd666e8d');
  const others = [
    clientOrderId('t2', 0, 'leg', 0),
    clientOrderId('t1', 1, 'leg', 0),
    clientOrderId('t1', 0, 'finish', 0),
    clientOrderId('t1', 0, 'unwind', 0),
    clientOrderId('t1', 0, 'finish', 1),
  ];
  expect(new Set([clientOrderId('t1', 0, 'leg', 0), ...others]).size).toBe(6);
});

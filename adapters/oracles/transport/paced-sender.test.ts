import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { expect, it } from 'vitest';
import { PacedSender } from './paced-sender.js';

it('sends the first at once and the others spaced, in order', () => {
  const clock = new SimulatedClock(0);
  const sent: [string, number][] = [];
  const sender = new PacedSender(clock, 300, (text) => sent.push([text, clock.now()]));
  for (const text of ['a', 'b', 'c']) sender.say(text);
  clock.advanceBy(2_000);
  sender.say('d');
  expect(sent).toEqual([
    ['a', 0],
    ['b', 300],
    ['c', 600],
    ['d', 2_000],
  ]);
});

it('forgets what waits when it stops', () => {
  const clock = new SimulatedClock(0);
  const sent: string[] = [];
  const sender = new PacedSender(clock, 300, (text) => sent.push(text));
  sender.say('a');
  sender.say('b');
  sender.stop();
  clock.advanceBy(1_000);
  expect(sent).toEqual(['a']);
});

it('refuses to pile up', () => {
  const sender = new PacedSender(new SimulatedClock(0), 300, () => {});
  expect(() => {
    for (let i = 0; i < 1_000; i++) sender.say('x');
  }).toThrow(RangeError);
});

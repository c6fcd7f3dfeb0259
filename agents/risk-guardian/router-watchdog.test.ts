import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { startTelegram } from '@pm-arbitrage/simulator/chat/telegram/telegram-stand-in.js';
import { startWebhookReceiver } from '@pm-arbitrage/simulator/chat/webhook/webhook-receiver.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RouterWatchdog } from './router-watchdog.js';

const T0 = Date.UTC(2026, 10, 21, 12);
let telegram: Awaited<ReturnType<typeof startTelegram>>;
let webhook: Awaited<ReturnType<typeof startWebhookReceiver>>;
let clock: SimulatedClock;
let watchdog: RouterWatchdog;
let stop: () => void;

beforeEach(async () => {
  clock = new SimulatedClock(T0);
  telegram = await startTelegram({ clock: systemClock, token: 't', chats: ['7'] });
  webhook = await startWebhookReceiver({ clock, secret: 's' });
  const config = configSchema.parse({
    alerts: {
      repeatMs: 60_000,
      telegram: { url: telegram.url, botToken: 't', chatId: '7' },
      webhook: { url: webhook.url, secret: 's' },
    },
  });
  const log = createLogger('silent');
  watchdog = new RouterWatchdog({ clock, config, log, name: 'risk-guardian' });
  stop = watchdog.start();
});
afterEach(async () => {
  stop();
  await telegram.close();
  await webhook.close();
});

function pass(seconds: number, alive = false) {
  for (let i = 0; i < seconds; i++) {
    clock.advanceBy(1_000);
    if (alive) watchdog.heartbeat({ agent: 'alert-router', at: clock.now(), state: 'running' });
  }
}
/** Sockets answer while time stands still: a slow machine is no dead channel. */
const told = async (count: number) => {
  while (webhook.taken.length < count || telegram.posts.length < count)
    await new Promise((resolve) => setImmediate(resolve));
};

it('tells by every channel that the router is dead, within 30 s, and again until it lives', async () => {
  pass(60, true);
  expect(telegram.posts).toEqual([]);
  pass(20);
  await told(1);
  expect(telegram.posts[0]?.text).toMatch(/^The alert router is dead: no other alert reaches you/);
  expect(webhook.taken).toMatchObject([{ kind: 'router.dead', tier: 'emergency', source: 'risk-guardian' }]);
  pass(60);
  await told(2);
  pass(120, true);
  pass(20);
  await told(3);
  // One a death and one a repetition: what was told while it lived would stand between them.
  expect(webhook.taken.map(({ at }) => Date.parse(String(at)) - T0)).toEqual([80_000, 140_000, 280_000]);
});

it('tells nothing of a router that said it stops and comes back, or when this process slept', async () => {
  watchdog.heartbeat({ agent: 'alert-router', at: clock.now(), state: 'draining' });
  pass(40);
  pass(5, true);
  clock.leapTo(clock.now() + 3_600_000);
  pass(15);
  expect(webhook.requests).toEqual([]);
  const silentSince = clock.now() - 15_000;
  pass(5);
  await told(1);
  expect(webhook.taken.map(({ at }) => Date.parse(String(at)))).toEqual([silentSince + 20_000]);
});

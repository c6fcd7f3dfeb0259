import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock as clock } from '@pm-arbitrage/core/clock/system-clock.js';
import { startTelegram } from '@pm-arbitrage/simulator/chat/telegram/telegram-stand-in.js';
import { startWebhookReceiver } from '@pm-arbitrage/simulator/chat/webhook/webhook-receiver.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { startCli } from '../testing/run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'alerts-test-'));
let telegram: Awaited<ReturnType<typeof startTelegram>>;
let webhook: Awaited<ReturnType<typeof startWebhookReceiver>>;
beforeAll(async () => {
  telegram = await startTelegram({ clock, token: 'canary-token', chats: ['7'] });
  webhook = await startWebhookReceiver({ clock, secret: 'canary-secret' });
  writeFileSync(join(folder, 'config.yaml'), `alerts: { telegram: { url: '${telegram.url}' } }\n`);
});
afterAll(async () => {
  await telegram.close();
  await webhook.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (args: readonly string[], variables: Readonly<Record<string, string>>) =>
  startCli(['alerts', 'test', ...args], folder, variables).result;
const keys = () => ({
  TELEGRAM_BOT_TOKEN: 'canary-token',
  TELEGRAM_CHAT_ID: '7',
  ALERT_WEBHOOK_URL: webhook.url,
  ALERT_WEBHOOK_SECRET: 'canary-secret',
});

it('reaches every channel that is set up, and says which did not take it, without its key', async () => {
  const { code, stdout } = await run(['--json'], keys());
  expect(JSON.parse(stdout)).toEqual([
    { channel: 'telegram', problem: null },
    { channel: 'webhook', problem: null },
  ]);
  expect(code).toBe(0);
  expect(telegram.posts[0]?.text).toMatch(/^A test of this channel\n.*<b>This<\/b> & \*that\* stay as they are/);
  expect(webhook.taken).toMatchObject([{ kind: 'test' }]);
  const wrong = await run([], { ...keys(), TELEGRAM_BOT_TOKEN: 'canary-other' });
  expect(wrong.stdout).toMatch(/^telegram +NOT SENT: .*check TELEGRAM_BOT_TOKEN/);
  expect(wrong.stdout).toMatch(/webhook +ok/);
  expect(wrong.stdout + wrong.stderr).not.toContain('canary');
  expect(wrong.code).toBe(1);
});

it('says what to do where a channel is not set up', async () => {
  const { code, stderr } = await run(['sms'], keys());
  expect(stderr).toMatch(/The channel "sms" is not set up; those that are: telegram, webhook/);
  expect(code).toBe(2);
});

import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { AlertChannel } from '@pm-arbitrage/core/ports/alert-channel.js';
import { AlertNotSentError } from '@pm-arbitrage/core/ports/alert-channel.js';
import { discordIds } from '@pm-arbitrage/simulator/chat/discord/discord-ids.js';
import { startDiscord } from '@pm-arbitrage/simulator/chat/discord/discord-stand-in.js';
import { startPushover } from '@pm-arbitrage/simulator/chat/pushover/pushover-stand-in.js';
import { startTelegram } from '@pm-arbitrage/simulator/chat/telegram/telegram-stand-in.js';
import { startTwilio } from '@pm-arbitrage/simulator/chat/twilio/twilio-stand-in.js';
import { startWebhookReceiver } from '@pm-arbitrage/simulator/chat/webhook/webhook-receiver.js';
import { afterEach, describe, expect, it } from 'vitest';
import { discordChannel } from './discord/discord-channel.js';
import { pushoverChannel } from './pushover/pushover-channel.js';
import { twilioChannel } from './sms/twilio-channel.js';
import { telegramChannel } from './telegram/telegram-channel.js';
import { aMessage, HOSTILE } from './testing/a-message.js';
import { webhookChannel } from './webhook/webhook-channel.js';

const clock = systemClock;
const CANARY = 'canary-0123456789';
const CHAT = '-100200';
const never = () => new AbortController().signal;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  open.push(one);
  return one;
};

const pushover = async () => {
  const service = keep(await startPushover({ clock, token: CANARY, user: 'u' }));
  return { service, channel: pushoverChannel({ url: service.url, token: CANARY, user: 'u' }, { repeatMs: 60_000 }) };
};
const telegram = async (token = CANARY) => {
  const service = keep(await startTelegram({ clock, token: CANARY, chats: [CHAT] }));
  return { service, channel: telegramChannel({ url: service.url, botToken: token, chatId: CHAT, buttons: true }) };
};
const discord = async (token = CANARY) => {
  const service = keep(await startDiscord({ clock, token: CANARY }));
  const channelId = discordIds.channel;
  const target = { kind: 'bot', url: service.url, botToken: token, channelId, buttons: true } as const;
  return { service, channel: discordChannel(target) };
};
const sms = async (token = CANARY) => {
  const service = keep(await startTwilio({ clock, accountSid: 'AC1', authToken: CANARY }));
  const numbers = { from: '+15550000001', to: '+15550000002' };
  return { service, channel: twilioChannel({ url: service.url, accountSid: 'AC1', authToken: token, ...numbers }) };
};
const webhook = async (secret = CANARY) => {
  const service = keep(await startWebhookReceiver({ clock, secret: CANARY }));
  return { service, channel: webhookChannel({ url: service.url, secret }, clock) };
};

const refusalOf = async (channel: AlertChannel): Promise<AlertNotSentError> => {
  const error: unknown = await channel.send(aMessage(), never()).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AlertNotSentError)) throw new Error(`not refused, but ${String(error)}`);
  expect(error.message).not.toContain(CANARY);
  return error;
};

const services = [
  ['pushover', pushover],
  ['telegram', telegram],
  ['discord', discord],
  ['sms', sms],
  ['webhook', webhook],
] as const;

describe.each(services)('every service that misbehaves: %s', (name, start) => {
  it('is left for later where it limits, breaks or cuts the line, as long as it asks', async () => {
    const { service, channel } = await start();
    service.faults.next({ kind: 'limit', retryAfterS: 7 }, { kind: 'status', status: 503 }, { kind: 'cut' });
    const limited = await refusalOf(channel);
    // Pushover says no time: its limit is of the month.
    expect(limited).toMatchObject({ retry: true, retryAfterMs: name === 'pushover' ? null : 7_000 });
    expect(await refusalOf(channel)).toMatchObject({ retry: true, code: `alert.${name}` });
    expect(await refusalOf(channel)).toMatchObject({ retry: true, retryAfterMs: null });
    await expect(channel.send(aMessage(), never())).resolves.toBeDefined();
  });

  it('is given up when the router has waited long enough', async () => {
    const { service, channel } = await start();
    service.faults.stand({ kind: 'silence' });
    const patience = new AbortController();
    const refused = channel.send(aMessage(), patience.signal).then(
      () => null,
      (error: unknown) => error,
    );
    patience.abort();
    expect(await refused).toMatchObject({ retry: true });
  });
});

describe('keys that are not taken', () => {
  it.each([
    ['telegram', telegram, /check TELEGRAM_BOT_TOKEN/],
    ['discord', discord, /check DISCORD_BOT_TOKEN/],
    ['sms', sms, /check TWILIO_ACCOUNT_SID/],
    ['webhook', webhook, /check ALERT_WEBHOOK_URL/],
  ] as const)('%s says what to do, and is not asked again', async (_name, start, advice) => {
    const { channel } = await start('wrong');
    const refused = await refusalOf(channel);
    expect(refused.retry).toBe(false);
    expect(refused.message).toMatch(advice);
  });
});

describe('Pushover', () => {
  it('repeats an emergency by itself until it is acknowledged on the device, or taken back', async () => {
    const { service, channel } = await pushover();
    const { reference } = await channel.send(aMessage({ tier: 'emergency' }), never());
    expect(service.notes).toMatchObject([{ priority: 2, title: 'Trading paused for today' }]);
    expect(await channel.acknowledgedBy?.(reference ?? '', never())).toBeNull();
    service.acknowledge(reference ?? '');
    expect(await channel.acknowledgedBy?.(reference ?? '', never())).toBe('pushover phone');
    await channel.recall?.(reference ?? '', never());
    expect(service.isCancelled(reference ?? '')).toBe(true);
    // What we repeat ourselves is loud, but not another thing that repeats.
    await channel.send(aMessage({ tier: 'emergency', repeat: 1 }), never());
    expect(service.notes.at(-1)).toMatchObject({ priority: 1, receipt: null });
  });

  it('keeps to the lengths', async () => {
    const { service, channel } = await pushover();
    await channel.send(aMessage({ title: 'T'.repeat(400), body: 'é'.repeat(3_000) }), never());
    expect(service.notes[0]?.title).toHaveLength(250);
    expect(service.notes[0]?.message).toMatch(
      /é…\ncritical, risk\.daily-loss, risk-guardian, 2026-11-21 12:00:00 UTC$/,
    );
  });
});

describe('Telegram', () => {
  it('shows hostile names as they are, without what cannot be seen', async () => {
    const { service, channel } = await telegram();
    await channel.send(aMessage({ title: HOSTILE, body: HOSTILE }), never());
    const [post] = service.posts;
    expect(post?.text).toContain('<b>A & B</i> *bold* _x_ `code` [link](https://evil.example) @everyone <@1> gnp.exe');
    expect(post?.buttons).toMatchObject([
      { text: 'Acknowledge', callback_data: expect.stringMatching(/^ack:[\w-]{22}$/) as string },
    ]);
  });

  it('cuts what is too long without breaking the markup', async () => {
    const { service, channel } = await telegram();
    await channel.send(aMessage({ title: '<'.repeat(500), body: '&'.repeat(9_000) }), never());
    expect(service.requests).toHaveLength(1);
    expect(service.posts[0]?.text.length).toBeLessThanOrEqual(4_096);
    expect(service.posts[0]?.text).toContain('&…\n');
  });

  it('follows a group that became a supergroup', async () => {
    const { service, channel } = await telegram();
    service.migrate(CHAT, '-100999');
    await channel.send(aMessage(), never());
    expect(service.posts).toMatchObject([{ chat: '-100999' }]);
  });
});

describe('Discord', () => {
  it('mentions nobody, escapes markup, and is not told twice when an answer is lost', async () => {
    const { service, channel } = await discord();
    service.faults.next({ kind: 'lost-answer' });
    expect(await refusalOf(channel)).toMatchObject({ retry: true });
    await channel.send(aMessage(), never());
    expect(service.posts).toHaveLength(1);
    await channel.send(aMessage({ id: 'other', title: HOSTILE, body: '*'.repeat(9_000) }), never());
    const { message } = service.posts[1] ?? {};
    expect(message?.allowed_mentions).toEqual({ parse: [] });
    expect(message?.embeds?.[0]?.title).toContain(
      String.raw`\*bold\* \_x\_ \`code\` \[link\]\(https\://evil.example\) \@everyone \<\@1\>`,
    );
    expect(message?.components?.[0]?.components?.[0]?.label).toBe('Acknowledge');
  });

  it('needs no bot: a webhook brings alerts without buttons', async () => {
    const { service } = await discord();
    const channel = discordChannel({ kind: 'webhook', webhookUrl: service.webhookUrl });
    await channel.send(aMessage(), never());
    expect(service.posts).toMatchObject([
      { by: 'webhook', message: { embeds: [{ title: 'Trading paused for today' }] } },
    ]);
  });
});

describe('SMS', () => {
  it('is two segments at most, whatever the letters', async () => {
    const { service, channel } = await sms();
    await channel.send(aMessage({ title: `${HOSTILE} → “é” 日本`, body: 'x'.repeat(2_000) }), never());
    expect(service.texts[0]?.body).toMatch(/^CRITICAL: <b>A & B.*->.*"e" \?\?/);
    expect(service.texts[0]?.segments).toBe(2);
  });

  it('is not sent again to who opted out', async () => {
    const { service, channel } = await sms();
    service.optOut('+15550000002');
    expect(await refusalOf(channel)).toMatchObject({
      retry: false,
      message: expect.stringContaining('21610') as string,
    });
  });
});

describe('a webhook', () => {
  it('is signed, names its delivery, and is taken once', async () => {
    const { service, channel } = await webhook();
    service.faults.next({ kind: 'lost-answer' });
    await refusalOf(channel);
    await channel.send(aMessage(), never());
    expect(service.taken).toMatchObject([
      { id: 'a|telegram|0', alertId: 'a', tier: 'critical', kind: 'risk.daily-loss', at: '2026-11-21T12:00:00.000Z' },
    ]);
  });
});

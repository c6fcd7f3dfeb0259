import { z } from 'zod';
import { alertChannelNames } from '../domain/alert-channel-name.js';
import { isTimeZone } from '../time-of-day/is-time-zone.js';
import { optionalText, webUrl } from './schema-parts.js';

const milliseconds = z.int().min(0);
/** "22:00". */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:00');
/** A numeric id; YAML may hold it without quotes as long as it is not too long to be exact. */
const id = z
  .union([z.string().min(1), z.int('write a long id in quotes').transform(String)])
  .nullable()
  .default(null);
/** A list, or its members with commas between them, as a variable holds them. */
const list = z
  .union([
    z.array(z.union([z.string(), z.int()]).transform(String)),
    z.string().transform((text) => text.split(',').map((one) => one.trim())),
  ])
  .pipe(z.array(z.string().min(1)))
  .default([]);

const channelList = z.array(z.enum(alertChannelNames));

/** What all channels have: their limit, and what they are told beyond what their tiers bring. */
const everyChannel = {
  /** Messages a minute that we send at most; critical ones and emergencies are not counted out. */
  perMinute: z.int().min(1).max(600).default(15),
};

/** A channel is used when all of `needed` are set, is off when none is, and is a mistake in between. */
const whole =
  <T extends Readonly<Record<string, unknown>>>(needed: readonly (keyof T & string)[], variables: string) =>
  (section: T, context: z.RefinementCtx): void => {
    const missing = needed.filter((name) => isUnset(section[name]));
    if (missing.length === 0 || missing.length === needed.length) return;
    for (const name of missing)
      context.addIssue({ code: 'custom', path: [name], message: `missing; the channel needs ${variables}` });
  };

const isUnset = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

const pushover = z
  .strictObject({
    url: webUrl.default('https://api.pushover.net'),
    /** Of the application, and of the user or group. */
    token: optionalText,
    user: optionalText,
    ...everyChannel,
  })
  .superRefine(whole(['token', 'user'], 'PUSHOVER_TOKEN and PUSHOVER_USER'));

const telegram = z
  .strictObject({
    url: webUrl.default('https://api.telegram.org'),
    botToken: optionalText,
    /** Where alerts go: a person's or a group's numeric id. The bot answers here and in `chats`. */
    chatId: id,
    chats: list,
    /** Numeric ids of the persons whom the bot obeys; nobody else is answered. */
    users: list,
    /** Whether trades that were executed or settled are told here too. */
    trades: z.boolean().default(true),
    ...everyChannel,
  })
  .superRefine(whole(['botToken', 'chatId'], 'TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID'));

const discord = z
  .strictObject({
    url: webUrl.default('https://discord.com/api'),
    /** A webhook alone brings alerts; a bot brings them with buttons, and takes commands. */
    webhookUrl: optionalText,
    botToken: optionalText,
    /** The server, and the channel for alerts and match proposals. */
    guildId: id,
    channelId: id,
    /** Ids of the roles that may use the bot; nobody else is answered. */
    roles: list,
    trades: z.boolean().default(false),
    ...everyChannel,
  })
  .superRefine(
    whole(['botToken', 'guildId', 'channelId'], 'DISCORD_BOT_TOKEN, DISCORD_GUILD_ID and DISCORD_CHANNEL_ID'),
  );

const email = z
  .strictObject({
    /** smtp://user:password@host:587, or smtps:// where TLS comes first. */
    smtpUrl: z
      .string()
      .regex(/^smtps?:\/\/.+/, 'an smtp:// or smtps:// address')
      .nullable()
      .default(null),
    from: optionalText,
    to: list,
    /** Whether a server that offers no TLS is refused. */
    requireTls: z.boolean().default(true),
    ...everyChannel,
  })
  .superRefine(whole(['smtpUrl', 'from', 'to'], 'SMTP_URL, ALERT_EMAIL_FROM and ALERT_EMAIL_TO'));

const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number with its country code, e.g. +15551234567');

const sms = z
  .strictObject({
    url: webUrl.default('https://api.twilio.com'),
    accountSid: optionalText,
    authToken: optionalText,
    from: phone.nullable().default(null),
    to: phone.nullable().default(null),
    ...everyChannel,
  })
  .superRefine(
    whole(
      ['accountSid', 'authToken', 'from', 'to'],
      'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM and ALERT_SMS_TO',
    ),
  );

const webhook = z
  .strictObject({
    url: webUrl.nullable().default(null),
    /** Signs every request (docs/alerts.md). */
    secret: optionalText,
    ...everyChannel,
  })
  .superRefine(whole(['url', 'secret'], 'ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET'));

/** Where alerts go and when. A channel is off until its keys are set. */
export const alertsSection = z.strictObject({
  /** Alerts with the same key within this time are one alert. */
  dedupeMs: milliseconds.default(60_000),
  /** A channel that has not taken a message by then is left for the next one. */
  failOverMs: z.int().min(500).max(9_000).default(4_000),
  /** Period at which an emergency is told again until somebody acknowledges it. */
  repeatMs: z.int().min(30_000).default(120_000),
  /** An important message that nobody took by then is given up. */
  expireMs: z.int().min(60_000).default(21_600_000),
  /** Channels that are told at once, as far as they are set up; the others stand in. Emergencies go to all. */
  routes: z
    .strictObject({
      important: channelList.default(['pushover', 'telegram', 'discord', 'email', 'webhook']),
      critical: channelList.default(['sms', 'pushover', 'telegram', 'discord', 'email', 'webhook']),
    })
    .prefault({}),
  /** When important messages wait; critical ones and emergencies never do. Null: never. */
  quietHours: z
    .strictObject({
      from: timeOfDay.nullable().default(null),
      to: timeOfDay.default('07:00'),
      timeZone: z.string().refine(isTimeZone, 'a time zone such as Europe/Paris').default('UTC'),
    })
    .prefault({}),
  /** Time of day (in the time zone of the quiet hours) of the daily report; null: none. */
  dailyReportAt: timeOfDay.nullable().default('08:00'),
  /** Trades of one hour from which their number is unusual, in times the average hour of the last week; null: never. */
  unusualVolume: z.number().min(1).max(1_000).nullable().default(5),
  /** Is asked every minute while the router is well: a service that tells you when these calls stop. Null: none. */
  heartbeatUrl: webUrl.nullable().default(null),
  pushover: pushover.prefault({}),
  telegram: telegram.prefault({}),
  discord: discord.prefault({}),
  email: email.prefault({}),
  sms: sms.prefault({}),
  webhook: webhook.prefault({}),
});
export type AlertsConfig = z.infer<typeof alertsSection>;

import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { AlertsConfig } from '@pm-arbitrage/core/config/alerts-section.js';
import { secretsOf } from '@pm-arbitrage/core/config/hide-secrets.js';
import type { AlertChannel } from '@pm-arbitrage/core/ports/alert-channel.js';
import { discordChannel } from './discord/discord-channel.js';
import { hidingSecrets } from './hiding-secrets.js';
import { pushoverChannel } from './pushover/pushover-channel.js';
import { twilioChannel } from './sms/twilio-channel.js';
import { telegramChannel } from './telegram/telegram-channel.js';
import { webhookChannel } from './webhook/webhook-channel.js';

/** Every channel whose keys are set, in the order in which one stands in for another. */
export async function openAlertChannels(
  config: AlertsConfig,
  clock: Pick<Clock, 'now'>,
): Promise<readonly AlertChannel[]> {
  const { discord, email, pushover, sms, telegram, webhook } = config;
  const channels: AlertChannel[] = [];
  if (pushover.token !== null && pushover.user !== null) {
    const { url, token, user } = pushover;
    channels.push(pushoverChannel({ url, token, user }, config));
  }
  if (telegram.botToken !== null && telegram.chatId !== null) {
    const { url, botToken, chatId, users } = telegram;
    channels.push(telegramChannel({ url, botToken, chatId, buttons: users.length > 0 }));
  }
  if (discord.botToken !== null && discord.channelId !== null) {
    const { url, botToken, channelId, roles } = discord;
    channels.push(discordChannel({ kind: 'bot', url, botToken, channelId, buttons: roles.length > 0 }));
  } else if (discord.webhookUrl !== null) {
    channels.push(discordChannel({ kind: 'webhook', webhookUrl: discord.webhookUrl }));
  }
  if (email.smtpUrl !== null && email.from !== null && email.to.length > 0) {
    const { smtpUrl, from, to, requireTls } = email;
    // Loaded only where there is a mailbox.
    const { emailChannel } = await import('./email/email-channel.js');
    channels.push(emailChannel({ smtpUrl, from, to, requireTls }));
  }
  if (webhook.url !== null && webhook.secret !== null) {
    channels.push(webhookChannel({ url: webhook.url, secret: webhook.secret }, clock));
  }
  if (sms.accountSid !== null && sms.authToken !== null && sms.from !== null && sms.to !== null) {
    const { url, accountSid, authToken, from, to } = sms;
    channels.push(twilioChannel({ url, accountSid, authToken, from, to }));
  }
  const secrets = secretsOf({ alerts: config });
  return channels.map((channel) => hidingSecrets(channel, secrets));
}

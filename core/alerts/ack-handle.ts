import { createHmac } from 'node:crypto';

/**
 * A short name for "I saw this alert" that stands behind a button: nobody can make one who does not know the bot's token,
 * and nobody can turn one into that of another alert. 22 characters, so that it fits what Telegram lets a button carry.
 */
export const ackHandle = (botToken: string, alertId: string): string =>
  createHmac('sha256', botToken).update(`acknowledge\n${alertId}`).digest('base64url').slice(0, 22);

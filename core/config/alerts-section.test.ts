import { expect, it } from 'vitest';
import { loadConfig } from './load-config.js';

const load = (environment: Record<string, string>) => loadConfig({ file: null, environment }).config.alerts;

it('takes lists of variables with commas, and ids without quotes', () => {
  const alerts = load({ TELEGRAM_BOT_TOKEN: 't', TELEGRAM_CHAT_ID: '-100', TELEGRAM_USERS: '7, 8' });
  expect(alerts.telegram).toMatchObject({ chatId: '-100', users: ['7', '8'] });
});

it('names what a channel lacks, and which variables it needs', () => {
  expect(() => load({ TWILIO_ACCOUNT_SID: 'AC1', ALERT_SMS_TO: '+15551234567' })).toThrow(
    /alerts\.sms\.authToken: missing; the channel needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM and ALERT_SMS_TO/,
  );
  expect(() => load({ PUSHOVER_TOKEN: 't' })).toThrow(/alerts\.pushover\.user: missing/);
});

it('refuses numbers that nobody can call, and zones that nobody knows', () => {
  expect(() => load({ ALERT_SMS_TO: '0123' })).toThrow(/country code/);
});

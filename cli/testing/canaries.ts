import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { environmentKeys } from '@pm-arbitrage/core/config/environment.js';

/** A secret of its own for one place, in the form that the place wants, and the words by which it would be known. */
export interface Canary {
  readonly variable: string;
  readonly value: string;
  /** Parts of the value that occur nowhere else. */
  readonly marks: readonly string[];
}

/** What channels of alerts and oracles want beside their secrets. */
export const besideSecrets: Readonly<Record<string, string>> = {
  TELEGRAM_CHAT_ID: '1',
  TELEGRAM_USERS: '1',
  DISCORD_GUILD_ID: '100000000000000001',
  DISCORD_CHANNEL_ID: '100000000000000002',
  ALERT_EMAIL_FROM: 'swarm@mail.example',
  ALERT_EMAIL_TO: 'owner@mail.example',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_FROM: '+15550000001',
  ALERT_SMS_TO: '+15550000002',
  OPENSKY_CLIENT_ID: 'client',
  NWS_USER_AGENT: '(pm-arbitrage, owner@mail.example)',
};

/** A canary for every secret variable. @param url where addresses with a secret in them lead */
export function canaries(url: string): readonly Canary[] {
  return environmentKeys
    .filter(({ secret }) => secret)
    .map(({ variable }) => {
      const mark = `canary${randomBytes(12).toString('hex')}`;
      const plain = (value: string): Canary => ({ variable, value, marks: [mark] });
      if (variable === 'KALSHI_PRIVATE_KEY' || variable === 'GUARDIAN_PRIVATE_KEY') return pemCanary(variable);
      if (variable === 'POLYMARKET_PRIVATE_KEY') return hexCanary(variable, '0x');
      if (variable === 'SECRETS_KEY') return hexCanary(variable);
      if (variable === 'SMTP_URL') return plain(`smtp://user:${mark}@127.0.0.1:9`);
      if (variable === 'DATABASE_URL') return plain(`postgres://user:${mark}@127.0.0.1:9/none`);
      if (variable === 'REDIS_URL') return plain(`redis://user:${mark}@127.0.0.1:9`);
      if (variable.endsWith('_HASH')) return plain(`scrypt$${mark}`);
      if (variable === 'TELEGRAM_BOT_TOKEN') return plain(`1:${mark}`);
      return plain(variable.endsWith('_URL') ? `${url}/${mark}` : mark);
    });
}

function pemCanary(variable: string): Canary {
  const value = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  // The first half of an Ed25519 key in PKCS #8 is the same for all of them.
  return { variable, value, marks: [(value.split('\n')[1] ?? '').slice(-40)] };
}

function hexCanary(variable: string, prefix = ''): Canary {
  const hex = randomBytes(32).toString('hex');
  return { variable, value: prefix + hex, marks: [hex, Buffer.from(hex, 'hex').toString('base64')] };
}

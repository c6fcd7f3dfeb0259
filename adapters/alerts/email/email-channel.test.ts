import { startMail } from '@pm-arbitrage/simulator/chat/mail/mail-stand-in.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aMessage, HOSTILE } from '../testing/a-message.js';
import { emailChannel } from './email-channel.js';

let server: Awaited<ReturnType<typeof startMail>>;
beforeAll(async () => {
  server = await startMail({ user: 'me@desk', password: 'p/w' });
});
afterAll(() => server.close());

const never = () => new AbortController().signal;
const open = ({ password = 'p%2Fw', requireTls = false, port = server.port } = {}) =>
  emailChannel({
    smtpUrl: `smtp://me%40desk:${password}@127.0.0.1:${port}`,
    from: 'bot@desk.example',
    to: ['a@desk.example', 'b@desk.example'],
    requireTls,
  });

it('writes one plain mail to all, whose subject no title can break', async () => {
  const title = `${HOSTILE}\r\nBcc: thief@evil.example`;
  await open().send(aMessage({ title, body: HOSTILE }), never());
  const [mail] = server.mails;
  expect(mail).toMatchObject({ from: 'bot@desk.example', to: ['a@desk.example', 'b@desk.example'] });
  expect(mail?.raw).toMatch(/^Message-ID: <a%7Ctelegram%7C0@pm-arbitrage>/m);
  // What a mail program makes of it: one header, its lines folded and encoded.
  expect(mail?.raw).toMatch(/^Subject: =\?UTF-8\?Q\?=5Bcritical=5D_=3Cb=3EA_=26_B/m);
  expect(mail?.raw).not.toMatch(/^Bcc/im);
  expect(mail?.raw).not.toMatch(/text\/html/);
});

it('is tried again after a 4xx, and not after a 5xx', async () => {
  server.refuseNext(451);
  await expect(open().send(aMessage(), never())).rejects.toMatchObject({ retry: true, code: 'alert.email' });
  server.refuseNext(554);
  await expect(open().send(aMessage(), never())).rejects.toMatchObject({ retry: false });
});

it('says what to do about a wrong password, without naming it', async () => {
  const error = await open({ password: 'canary' })
    .send(aMessage(), never())
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ retry: false });
  expect(String(error)).toMatch(/check user and password in SMTP_URL/);
  expect(String(error)).not.toContain('canary');
});

it('gives no password to a server without TLS unless that was allowed', async () => {
  await expect(open({ requireTls: true }).send(aMessage(), never())).rejects.toThrow(/STARTTLS/i);
});

it('is left for later where nothing listens', async () => {
  await expect(open({ port: 1 }).send(aMessage(), never())).rejects.toMatchObject({ retry: true });
});

import { AlertNotSentError, type AlertChannel, type AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { createTransport } from 'nodemailer';
import { fitText } from '../text/fit-text.js';
import { messageFoot } from '../text/message-foot.js';
import { oneLine, plainText } from '../text/plain-text.js';

const SUBJECT = 200;
const BODY = 20_000;
const PATIENCE_MS = 10_000;
const IMPLICIT_TLS_PORT = 465;
const SUBMISSION_PORT = 587;

export interface EmailTarget {
  /** smtp://user:password@host:587, or smtps:// where TLS comes first. */
  readonly smtpUrl: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly requireTls: boolean;
}

/** E-mail by SMTP, as plain text: nothing in it can be a link in disguise. */
export function emailChannel({ smtpUrl, from, to, requireTls }: EmailTarget): AlertChannel {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname,
    port: port === '' ? (secure ? IMPLICIT_TLS_PORT : SUBMISSION_PORT) : Number(port),
    secure,
    requireTLS: requireTls && !secure,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  });
  return {
    name: 'email',
    async send(message, signal) {
      signal.throwIfAborted();
      try {
        const { messageId } = await transport.sendMail({ from, to: [...to], ...mailOf(message) });
        return { reference: messageId };
      } catch (error) {
        throw notSent(error);
      }
    },
    close: () => transport.close(),
  };
}

const mailOf = (message: AlertMessage) => ({
  // The same for every attempt, so that a mail program shows two of them as one.
  messageId: `<${encodeURIComponent(message.id)}@pm-arbitrage>`,
  subject: fitText(`[${message.tier}] ${oneLine(message.title)}`, SUBJECT),
  text: `${fitText(plainText(message.body), BODY)}\n\n${messageFoot(message)}\n`,
  headers: { 'Auto-Submitted': 'auto-generated' },
});

/** 4xx replies pass, 5xx replies and refused passwords do not (RFC 5321, section 4.2.1). */
function notSent(error: unknown): AlertNotSentError {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const isKey = code === 'EAUTH';
  const retry = !isKey && (responseCode === undefined || responseCode < 500);
  const advice = isKey ? '; check user and password in SMTP_URL' : '';
  return new AlertNotSentError('email', `${code ?? 'failed'}: ${messageOf(error)}${advice}`, { retry });
}

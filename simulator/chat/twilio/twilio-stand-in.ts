import { randomBytes } from 'node:crypto';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { JsonRequest, JsonResponse } from '../../http/json-server.js';
import { type ChatServer, startChatServer } from '../chat-server.js';
import { segmentsOf } from './segments-of.js';

export interface TwilioText {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly segments: number;
}

export interface TwilioStandIn extends Pick<ChatServer, 'url' | 'faults' | 'requests' | 'close'> {
  readonly texts: readonly TwilioText[];
  /** The person wrote STOP: nothing is taken for this number any more. */
  optOut(number: string): void;
}

const PHONE = /^\+[1-9]\d{6,14}$/;

/** Twilio's message resource, for one account. @see https://www.twilio.com/docs/messaging/api/message-resource */
export async function startTwilio(options: {
  readonly clock: Clock;
  readonly accountSid: string;
  readonly authToken: string;
}): Promise<TwilioStandIn> {
  const { clock, accountSid, authToken } = options;
  const texts: TwilioText[] = [];
  const optedOut = new Set<string>();
  const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const answer = ({ method, path, headers, body }: JsonRequest): JsonResponse => {
    if (headers.authorization !== expected) return refuse(401, 20_003, 'Authenticate');
    if (method !== 'POST' || path !== `/2010-04-01/Accounts/${accountSid}/Messages.json`)
      return refuse(404, 20_404, `The requested resource ${path} was not found`);
    if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true)
      return refuse(400, 21_604, "A 'To' phone number is required.");
    const form = new URLSearchParams(body);
    const [to, from, text] = [form.get('To') ?? '', form.get('From') ?? '', form.get('Body') ?? ''];
    if (!PHONE.test(to)) return refuse(400, 21_211, `The 'To' number ${to} is not a valid phone number.`);
    if (!PHONE.test(from)) return refuse(400, 21_212, `The 'From' number ${from} is not a valid phone number.`);
    if (text === '') return refuse(400, 21_602, 'Message body is required.');
    if (text.length > 1_600)
      return refuse(400, 21_617, 'The concatenated message body exceeds the 1600 character limit');
    if (optedOut.has(to)) return refuse(400, 21_610, 'Attempt to send to unsubscribed recipient');
    const sid = `SM${randomBytes(16).toString('hex')}`;
    const segments = segmentsOf(text);
    texts.push({ sid, to, from, body: text, segments });
    return {
      status: 201,
      body: {
        sid,
        status: 'queued',
        to,
        from,
        body: text,
        num_segments: String(segments),
        price: null,
        error_code: null,
        error_message: null,
        date_created: new Date(clock.now()).toUTCString(),
        uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
      },
    };
  };
  const server = await startChatServer({
    clock,
    answer,
    tooMany: (retryAfterS) => ({
      ...refuse(429, 20_429, 'Too Many Requests'),
      headers: { 'retry-after': String(retryAfterS) },
    }),
    broken: (status) => refuse(status, 20_500, 'Internal Server Error'),
  });
  return { ...server, texts, optOut: (number) => optedOut.add(number) };
}

const refuse = (status: number, code: number, message: string): JsonResponse => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

import type { AlertChannel, AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';
import { z } from 'zod';
import { askService } from '../post.js';
import { refusal } from '../refusal.js';
import { fitText } from '../text/fit-text.js';
import { oneLine } from '../text/plain-text.js';
import { gsmText } from './gsm-text.js';

/** Characters of two segments: what does not fit is on the dashboard. */
const BODY = 306;
/** An alert that the carrier could not bring by then is no alert any more, s. */
const VALID_S = 3_600;

const sentSchema = z.object({ sid: z.string() });
const refusedSchema = z.object({ code: z.int(), message: z.string() });

export interface TwilioTarget {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** Numbers with their country codes. */
  readonly from: string;
  readonly to: string;
}

/** SMS by Twilio. @see https://www.twilio.com/docs/messaging/api/message-resource */
export function twilioChannel({ url, accountSid, authToken, from, to }: TwilioTarget): AlertChannel {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return {
    name: 'sms',
    async send(message, signal) {
      const answer = await askService('sms', `${url}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
        headers: { authorization },
        body: new URLSearchParams({ To: to, From: from, Body: smsText(message), ValidityPeriod: String(VALID_S) }),
        signal,
      });
      if (answer.status !== 201) {
        const said = refusedSchema.safeParse(answer.body).data;
        const detail = said === undefined ? 'no reason given' : `${said.message} (${said.code})`;
        throw refusal('sms', answer, { detail, advice: 'check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN' });
      }
      return { reference: sentSchema.parse(answer.body).sid };
    },
    close: () => undefined,
  };
}

function smsText({ tier, title, body, repeat }: AlertMessage): string {
  const again = repeat === 0 ? '' : ` (${repeat + 1})`;
  const whole = `${tier.toUpperCase()}${again}: ${oneLine(title)}${body === '' ? '' : `\n${oneLine(body)}`}`;
  // Its last character may be a "…", which becomes three.
  return gsmText(fitText(whole, BODY - 2, gsmText));
}

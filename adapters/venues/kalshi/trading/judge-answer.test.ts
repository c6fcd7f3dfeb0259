import { describe, expect, it } from 'vitest';
import { kalshiErrorBody } from '../error-body.js';
import { judgeAnswer } from './judge-answer.js';

const judge = (status: number, body: unknown) =>
  judgeAnswer({ status, body, ...(status < 300 ? { code: '', message: '' } : kalshiErrorBody(body)) });
const nested = (code: string, details?: string) => ({ error: { code, message: 'm', ...(details ? { details } : {}) } });

describe('judgeAnswer', () => {
  it.each([
    [400, nested('invalid_order', 'post only cross'), 'invalid_order'],
    [400, { code: 'bad_request', message: 'm' }, 'bad_request'],
    [400, nested('insufficient_balance'), 'insufficient_balance'],
    [401, nested('authentication_error', 'INCORRECT_API_KEY_SIGNATURE'), 'authentication_error'],
    [401, nested('header_timestamp_expired'), 'header_timestamp_expired'],
    [403, nested('missing_scope'), 'missing_scope'],
    [404, nested('user_not_found'), 'user_not_found'],
    [409, nested('fill_or_kill_insufficient_resting_volume'), 'fill_or_kill_insufficient_resting_volume'],
    [409, nested('trading_is_paused'), 'trading_is_paused'],
    [409, nested('MARKET_INACTIVE'), 'market_inactive'],
    [400, nested('MARKET_ALREADY_CLOSED'), 'market_already_closed'],
  ])('%i %j is a refusal', (status, body, code) => {
    expect(judge(status, body)).toMatchObject({ kind: 'refused', code });
  });

  it.each([
    [500, nested('internal_server_error')],
    [503, { exchange_active: false, trading_active: false }],
    [502, nested('insufficient_balance')],
    [400, nested('something_new')],
    [400, { msg: 'limit too large' }],
    [403, '<html>'],
    [408, nested('timeout')],
    [429, nested('too_fast')],
    [429, { error: 'too many requests' }],
    [202, {}],
  ])('%i %j proves nothing', (status, body) => expect(judge(status, body).kind).toBe('unclear'));

  it('knows that an order exists', () => expect(judge(409, nested('order_already_exists')).kind).toBe('exists'));
  it.each([200, 201])('takes %i for created', (status) => expect(judge(status, {}).kind).toBe('created'));
});

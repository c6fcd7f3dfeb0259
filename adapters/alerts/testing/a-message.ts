import type { AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';

/** A critical alert, with what a test changes. */
export const aMessage = (change: Partial<AlertMessage> = {}): AlertMessage => ({
  id: 'a|telegram|0',
  alertId: 'a',
  tier: 'critical',
  kind: 'risk.daily-loss',
  title: 'Trading paused for today',
  body: 'lost $120',
  source: 'risk-guardian',
  at: Date.UTC(2026, 10, 21, 12),
  repeat: 0,
  ...change,
});

/** A name of a market as somebody might choose it who wants to break things. */
export const HOSTILE =
  '<b>A & B</i> *bold* _x_ `code` [link](https://evil.example) @everyone <@1> \u202Egnp.exe \u0000 "q" <script>';

import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import { type AlertChannelName, alertChannelNames } from '@pm-arbitrage/core/domain/alert-channel-name.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Behaviour, ChannelModel, RETRY_AFTER_MS } from '../testing/channel-model.js';
import type { RoutingSettings } from './routing-settings.js';

const T0 = Date.UTC(2026, 10, 21, 12);
const REPEAT_MS = 60_000;

const settingsOf = (
  change: Partial<RoutingSettings> = {},
  names = alertChannelNames as readonly AlertChannelName[],
) => ({
  channels: names.map((name) => ({ name, perMinute: 5, trades: name === 'telegram' })),
  routes: {
    important: ['pushover', 'telegram', 'discord'] as const,
    critical: ['pushover', 'telegram', 'discord', 'sms'] as const,
  },
  failOverMs: 4_000,
  repeatMs: REPEAT_MS,
  expireMs: 600_000,
  isQuiet: () => false,
  ...change,
});

const alertOf = (id: string, tier: Alert['tier'], kind = 'k'): Alert => ({
  id,
  tier,
  kind,
  dedupeKey: id,
  title: id,
  body: '',
  source: 's',
  at: T0,
});

const model = (
  behaviours: Readonly<Partial<Record<AlertChannelName, Behaviour>>> = {},
  settings: RoutingSettings = settingsOf(),
) => new ChannelModel(settings, behaviours, T0);
const channelsOf = ({ sent }: ChannelModel) => sent.map(({ delivery }) => delivery.channel);
const raise = (on: ChannelModel, alert: Alert) => on.take({ kind: 'raised', alert });

const behaviour = fc.constantFrom<Behaviour>('works', 'refuses', 'fails', 'limits', 'hangs');
const behaviours = fc.record(Object.fromEntries(alertChannelNames.map((name) => [name, behaviour]))) as fc.Arbitrary<
  Record<AlertChannelName, Behaviour>
>;

describe('tiers', () => {
  it('tells nobody what is routine, but trades where they are wanted', () => {
    const on = model();
    raise(on, alertOf('a', 'routine'));
    expect(on.sent).toEqual([]);
    raise(on, alertOf('b', 'routine', 'trade.complete'));
    expect(channelsOf(on)).toEqual(['telegram']);
  });

  it('tells what is important by its route, what is critical by text message too, an emergency by everything', () => {
    for (const [tier, channels] of [
      ['important', ['pushover', 'telegram', 'discord']],
      ['critical', ['pushover', 'telegram', 'discord', 'sms']],
      ['emergency', alertChannelNames],
    ] as const) {
      const on = model();
      raise(on, alertOf('a', tier));
      expect(channelsOf(on).toSorted()).toEqual([...channels].toSorted());
    }
  });

  it('takes the first channel there is where the route names none of them', () => {
    const on = model({}, settingsOf({}, ['email', 'sms']));
    raise(on, alertOf('a', 'important'));
    expect(channelsOf(on)).toEqual(['email']);
  });
});

describe('an emergency', () => {
  it('is brought within 10 s by some channel that works, whatever the others do', () => {
    fc.assert(
      fc.property(behaviours, fc.subarray([...alertChannelNames], { minLength: 1 }), (of, names) => {
        fc.pre(names.some((name) => of[name] === 'works'));
        const on = model(of, settingsOf({}, names));
        raise(on, alertOf('a', 'emergency'));
        on.run(10_000);
        expect(on.sent.some(({ arrived }) => arrived)).toBe(true);
      }),
    );
  });

  it('comes again by every channel that works until it is acknowledged, and then never', () => {
    fc.assert(
      fc.property(behaviours, fc.integer({ min: 1, max: 8 }), (of, minutes) => {
        const on = model(of);
        raise(on, alertOf('a', 'emergency'));
        on.run(minutes * REPEAT_MS + 5_000);
        for (const name of alertChannelNames) {
          const brought = on.sent.filter(({ delivery, arrived }) => arrived && delivery.channel === name);
          expect(brought.length).toBe(of[name] === 'works' ? minutes + 1 : 0);
        }
        const before = on.sent.length;
        on.take({ kind: 'acknowledged', alert: 'a' });
        on.run(10 * REPEAT_MS);
        expect(on.sent.length).toBe(before);
        expect(on.state.open.size + on.state.deliveries.size).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

describe('fall-over', () => {
  it.each(['refuses', 'fails', 'limits', 'hangs'] as const)(
    'reaches the next channel within 10 s when the first one %s, for critical and important alike',
    (first) => {
      for (const tier of ['critical', 'important'] as const) {
        const routes = { important: ['pushover'], critical: ['pushover'] } as const;
        const on = model({ pushover: first }, settingsOf({ routes }));
        raise(on, alertOf('a', tier));
        on.run(10_000);
        expect(on.sent.filter(({ arrived }) => arrived).map(({ delivery }) => delivery.channel)).toEqual(['telegram']);
      }
    },
  );

  it('goes on to the one after that, and to nobody when all is well', () => {
    const routes = { important: ['pushover'], critical: ['pushover'] } as const;
    const on = model({ pushover: 'fails', telegram: 'hangs' }, settingsOf({ routes }));
    raise(on, alertOf('a', 'critical'));
    on.run(10_000);
    expect(on.sent.filter(({ arrived }) => arrived).map(({ delivery }) => delivery.channel)).toEqual(['discord']);
    const well = model({}, settingsOf({ routes }));
    raise(well, alertOf('a', 'critical'));
    well.run(60_000);
    expect(channelsOf(well)).toEqual(['pushover']);
  });

  it('tells everybody in the end of what is important, if any channel works', () => {
    fc.assert(
      fc.property(behaviours, (of) => {
        const on = model(of);
        raise(on, alertOf('a', 'important'));
        on.run(60_000);
        expect(on.sent.some(({ arrived }) => arrived)).toBe(Object.values(of).includes('works'));
      }),
    );
  });
});

describe('limits and quiet hours', () => {
  it('sends no more a minute than a channel takes, and loses nothing', () => {
    const on = model();
    for (let i = 0; i < 20; i++) raise(on, alertOf(`a${i}`, 'important'));
    on.run(600_000);
    const times = on.sent.filter(({ delivery }) => delivery.channel === 'pushover').map(({ at }) => at);
    expect(times).toHaveLength(20);
    for (const from of times)
      expect(times.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(5);
  });

  it('lets what is critical pass a queue and our own limit', () => {
    const on = model();
    for (let i = 0; i < 20; i++) raise(on, alertOf(`a${i}`, 'important'));
    raise(on, alertOf('c', 'critical'));
    on.run(2_000);
    expect(on.sent.filter(({ delivery }) => delivery.alert === 'c').map(({ delivery }) => delivery.channel)).toContain(
      'pushover',
    );
  });

  it('never calls a service before the time that it asked for, and never gives up what is critical', () => {
    const on = model(Object.fromEntries(alertChannelNames.map((name) => [name, 'limits'])));
    raise(on, alertOf('c', 'critical'));
    on.run(3_600_000);
    for (const name of alertChannelNames) {
      const times = on.sent.filter(({ delivery }) => delivery.channel === name).map(({ at }) => at);
      expect(times.length).toBeGreaterThan(5);
      times.slice(1).forEach((at, index) => expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(RETRY_AFTER_MS));
    }
    expect(on.state.open.size).toBe(1);
  });

  it('keeps what is important until the quiet hours end, and nothing else', () => {
    const quietUntil = T0 + 8 * 3_600_000;
    const on = model({}, settingsOf({ isQuiet: (now) => now < quietUntil }));
    raise(on, alertOf('i', 'important'));
    raise(on, alertOf('c', 'critical'));
    raise(on, alertOf('e', 'emergency'));
    on.take({ kind: 'acknowledged', alert: 'e' });
    on.run(8 * 3_600_000 + 10_000);
    const sentAt = (id: string) => on.sent.filter(({ delivery }) => delivery.alert === id).map(({ at }) => at);
    expect(Math.max(...sentAt('c'), ...sentAt('e'))).toBe(T0);
    expect(sentAt('i')).toHaveLength(3);
    expect(Math.min(...sentAt('i'))).toBeGreaterThanOrEqual(quietUntil);
  });

  it('gives up what is important when nobody took it for too long, and says why', () => {
    const on = model(Object.fromEntries(alertChannelNames.map((name) => [name, 'fails'])));
    raise(on, alertOf('i', 'important'));
    on.run(1_800_000);
    expect(on.state.open.size).toBe(0);
    expect(on.told.filter(({ state }) => state === 'dropped').map(({ reason }) => reason)).toContain('too old; fails');
  });

  it('bounds a flood', () => {
    const on = model({ pushover: 'hangs', telegram: 'hangs', discord: 'hangs' });
    for (let i = 0; i < 500; i++) raise(on, alertOf(`a${i}`, 'important'));
    expect(on.state.deliveries.size).toBeLessThan(3 * 210);
  });
});

it('does the same once, however often an alert is raised or a result is told', () => {
  const on = model();
  raise(on, alertOf('a', 'important'));
  raise(on, alertOf('a', 'important'));
  on.run(1_000);
  const before = on.sent.length;
  for (const { delivery } of on.sent) on.take({ kind: 'delivered', delivery: delivery.id, reference: null });
  expect(on.sent).toHaveLength(before);
  expect(before).toBe(3);
});

import { classifyMarket } from '@pm-arbitrage/core/settlement-terms/classify-market.js';
import { aMarket } from '@pm-arbitrage/core/settlement-terms/testing/a-market.js';
import { describe, expect, it } from 'vitest';
import { dayStart, weatherPlaces } from '../oracles/weather/weather-place.js';
import type { Question } from './question.js';
import { expectedTemperature, forecastHigh, officialHigh, seededWeather } from './weather.js';
import { World } from './world.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const origin = Date.UTC(2026, 10, 21, 12, 3, 17);

const asked = (world: World, count: number): readonly Question[] =>
  world.lanes
    .filter(({ place }) => place !== null)
    .flatMap(({ index: lane }) => Array.from({ length: count }, (_, index) => world.question(lane, index)))
    .filter((question) => question !== null);

function listed(world: World, question: Question) {
  const [text] = question.outcomes;
  return aMarket('kalshi', {
    title: question.kalshiTitle,
    subtitle: text?.label ?? '',
    rules: text?.kalshiRules ?? '',
    strike: { type: text?.strike?.type ?? 'greater', floor: text?.strike?.floor ?? null, cap: null },
    closeTime: world.wallTime(question.timeline.closeAt),
  });
}

describe('questions about tomorrow at a place', () => {
  const world = new World({ seed: 7, origin, speed: 1 });
  const questions = asked(world, 40);

  it('are understood as what they are, of a day that nothing has been measured of', () => {
    expect(questions).toHaveLength(80);
    for (const question of questions) {
      const terms = classifyMarket(listed(world, question));
      if (terms.kind !== 'daily-maximum') throw new Error(`${question.kalshiTitle} is ${JSON.stringify(terms)}`);
      const closesAt = world.wallTime(question.timeline.closeAt);
      expect(terms.source.value).toBe('nws-cli');
      expect(terms.day.value).toBe(new Date(closesAt + DAY).toISOString().slice(0, 10));
      expect(Date.parse(terms.day.value) - terms.standardOffset * 60_000).toBeGreaterThan(closesAt);
      expect(terms.bin.value).toEqual({ from: (question.outcomes[0]?.strike?.floor ?? 0) + 1, to: null });
    }
  });

  it('end as the climate report of that day does', () => {
    for (const question of questions) {
      const terms = classifyMarket(listed(world, question));
      const place = weatherPlaces.find(
        ({ symbol }) => terms.kind === 'daily-maximum' && symbol === terms.station.value,
      );
      if (place === undefined || terms.kind !== 'daily-maximum') throw new Error('no place');
      const from = Date.parse(terms.day.value) - place.standardHours * HOUR;
      expect(dayStart(place, from)).toBe(from);
      expect(question.happened(0)).toBe(officialHigh(world.weather, place, from) >= (terms.bin.value.from ?? 0));
    }
  });

  it('are priced by an old forecast first and by the newest then', () => {
    const moved = questions.map(({ probabilityAt, timeline: { openAt, closeAt } }) => {
      const [first, last] = [probabilityAt(0, openAt), probabilityAt(0, closeAt)];
      return Math.abs(last - first);
    });
    expect(Math.min(...moved)).toBeGreaterThan(0.05);
    expect(Math.max(...moved)).toBeLessThan(0.3);
  });
});

describe('forecasts', () => {
  const weather = seededWeather(3);
  const [place] = weatherPlaces;
  if (place === undefined) throw new Error('no place');
  const days = Array.from({ length: 300 }, (_, i) => dayStart(place, origin) + i * DAY);

  it('of a day that has not begun are about as wrong as real ones, to neither side', () => {
    const errors = days.map((from) => forecastHigh(weather, place, from) - officialHigh(weather, place, from));
    const mean = errors.reduce((sum, one) => sum + one, 0) / errors.length;
    const deviation = Math.sqrt(errors.reduce((sum, one) => sum + (one - mean) ** 2, 0) / errors.length);
    expect(Math.abs(mean)).toBeLessThan(0.6);
    expect(deviation).toBeGreaterThan(2.1);
    expect(deviation).toBeLessThan(3);
  });

  it('know what was, and are right by the afternoon', () => {
    const [from = 0] = days;
    const at = (hour: number, now: number) =>
      expectedTemperature(weather, place, from + hour * HOUR, from + now * HOUR);
    const truth = (hour: number) => weather.temperatureOf(place.symbol, from + hour * HOUR);
    expect(at(3, 5)).toBe(truth(3));
    expect(at(18, 16)).toBe(truth(18));
    expect(at(18, -2)).not.toBe(truth(18));
    expect(Math.abs(at(18, 10) - truth(18))).toBeLessThan(Math.abs(at(18, -2) - truth(18)));
  });
});

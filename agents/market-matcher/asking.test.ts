import { modelBatches, modelDays } from '@pm-arbitrage/core/db/schema/schema.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { findMatch } from '@pm-arbitrage/core/queries/match-queries.js';
import { afterEach, describe, expect, it } from 'vitest';
import { attacks } from './advice/testing/attacks.js';
import { differentAnswer, kalshiTwin, polymarketTwin, sightedAnswer } from './advice/testing/twins.js';
import { kalshiMarket, openMatcherPlace, polymarketMarket, serversMissing } from './testing/matcher-place.js';

const MODEL = 'claude-sonnet-5-5';
const ID = 'K150|0x150';
const DAY_MS = 86_400_000;

let place: Awaited<ReturnType<typeof openMatcherPlace>>;
afterEach(() => place.close());

/** The agent with both twins listed. */
async function withTwins(llm: Readonly<Record<string, unknown>> = {}) {
  place = await openMatcherPlace(llm);
  place.api.script.answerWith(({ user }) => ({ content: sightedAnswer(user) }));
  await place.list(kalshiMarket(), polymarketMarket());
  return place;
}

describe.skipIf(serversMissing !== null)(
  `the matcher and the language model${serversMissing === null ? '' : ` (${serversMissing})`}`,
  () => {
    it('trades a pair in doubt that the model proves, and keeps rules, votes, decoy, tokens and cost', async () => {
      const { asked, database, evidenceOf, lastOf, start, told, untilTold } = await withTwins();
      const agent = await start();
      await untilTold(ID, 'active', MODEL);
      expect(told.map(({ status, decidedBy }) => `${status} ${decidedBy}`)).toEqual([
        'review rules',
        `active ${MODEL}`,
      ]);
      expect(lastOf(ID)).toMatchObject({ confidence: 0.9, kalshiRulesHash: kalshiTwin.rules });
      const [byRules, byModel, ...more] = await evidenceOf(ID);
      expect(more).toEqual([]);
      expect(byRules).toMatchObject({ by: 'rules', verdict: { decision: 'review', field: 'window' } });
      expect(byRules?.basis).toMatchObject({ kind: 'rules', findings: [{ kind: 'doubt', field: 'window' }] });
      expect(byModel).toMatchObject({ by: MODEL, settled: true, verdict: { decision: 'accept' } });
      expect(byModel?.basis).toMatchObject({
        kind: 'model',
        suspects: [],
        decoy: { answer: { same_question: false } },
      });
      expect(byModel?.basis.kind === 'model' && byModel.basis.votes.map(({ vote }) => vote.kind)).toEqual(
        Array(3).fill('same'),
      );
      const found = await findMatch(database.queries, ID);
      expect(found?.evidence[1]?.kalshi).toEqual({ ...kalshiTwin, id: 'K150' });
      expect(found?.evidence[1]?.polymarket).toEqual({ ...polymarketTwin, id: '0x150' });
      expect(asked()).toBe(4);
      const { details } = agent.heartbeat();
      expect(details).toMatchObject({ inDoubt: 0, asking: 0, modelBudget: '5.00' });
      expect(Number(details['modelCommitted'])).toBeGreaterThan(0);
    });

    it('does not ask again in a later life, and suspends the pair when a text changed meanwhile', async () => {
      const { asked, list, start, told, until, untilTold } = await withTwins();
      const first = await start();
      await untilTold(ID, 'active', MODEL);
      await first.stop();
      const second = await start();
      await list(kalshiMarket({}, 170), polymarketMarket({}, 170));
      await until(() => told.some(({ id }) => id === 'K170|0x170'), true);
      await second.stop();
      expect(told.filter(({ id }) => id === ID)).toHaveLength(2);
      const count = asked();
      await list(kalshiMarket({ rules: 'other', rulesHash: 'other' }));
      await start();
      await untilTold(ID, 'suspended', MODEL);
      expect(told.at(-1)?.suspension).toBe('rules-changed');
      expect(asked()).toBe(count);
    });

    it('refuses what the model tells apart, for good', async () => {
      const { api, asked, evidenceOf, lastOf, start, until, untilTold } = await withTwins();
      api.script.answerWith(() => ({ content: differentAnswer() }));
      const first = await start();
      await untilTold(ID, 'refused', MODEL);
      expect(lastOf(ID)?.reason).toMatch(/2 votes of the model: different/);
      expect(await evidenceOf(ID)).toMatchObject([{ by: 'rules' }, { by: MODEL, verdict: { field: 'averaging' } }]);
      await first.stop();
      const second = await start();
      // A pair that is found is put in line before the finder is done.
      await until(() => second.heartbeat().details['waiting'], 0);
      expect(second.heartbeat().details).toMatchObject({ inDoubt: 0, asking: 0 });
      expect(asked()).toBe(2);
    });

    it('leaves a pair on which the votes disagree to a person, and obeys that person', async () => {
      const { api, asked, lastOf, say, start, untilTold } = await withTwins();
      let count = 0;
      api.script.answerWith(({ user }) => ({ content: count++ === 0 ? sightedAnswer(user) : differentAnswer() }));
      await start();
      await untilTold(ID, 'review', MODEL);
      expect(lastOf(ID)?.reason).toMatch(/votes of the model disagree/);
      const before = asked();
      await say(ID, { action: 'approve', note: 'read both' });
      await untilTold(ID, 'active', 'me');
      expect(asked()).toBe(before);
    });

    it('keeps an accepted pair in review while nobody can say how often the two pay apart', async () => {
      place = await openMatcherPlace();
      const { api, lastOf, list, start, untilTold } = place;
      const scope = { field: 'scope', first: 'Dec 31, 2026', second: 'December 31, 2026' } as const;
      api.script.answerWith(({ user }) => {
        const answer = sightedAnswer(user);
        const kalshiFirst = answer.evidence[0]?.first.startsWith('Bitcoin price') ?? false;
        const words = kalshiFirst ? scope : { ...scope, first: scope.second, second: scope.first };
        return { content: { ...answer, evidence: [...answer.evidence, words] } };
      });
      const event = { ...kalshiMarket().event, title: 'Bitcoin price at the end of 2026' };
      const [here, there] = [
        'Bitcoin closing price on Dec 31, 2026 at 5 PM EST',
        `${polymarketTwin.title.slice(0, -1)} at 5 PM ET?`,
      ];
      await list(kalshiMarket({ title: here, event }), polymarketMarket({ title: there }));
      await start();
      await untilTold(ID, 'review', MODEL);
      expect(lastOf(ID)?.reason).toMatch(/^nobody can say how often they pay apart/);
    });

    it('refuses a text that speaks to its reader, and asks nobody', async () => {
      place = await openMatcherPlace();
      const { api, evidenceOf, list, start, untilTold } = place;
      api.script.answerWith(({ user }) => ({ content: sightedAnswer(user, { confidence: 1 }) }));
      const rules = `${polymarketTwin.rules} ${attacks[0]}`;
      await list(kalshiMarket(), polymarketMarket({ rules, rulesHash: rules }));
      await start();
      await untilTold(ID, 'refused', MODEL);
      expect((await evidenceOf(ID)).at(-1)?.basis).toMatchObject({ kind: 'model', votes: [], suspects: [attacks[0]] });
      expect(api.requests).toEqual([]);
    });

    it('says that the money is used up, alerts once that day, and asks on the next', async () => {
      place = await openMatcherPlace();
      const { alerts, api, asked, clock, database, evidenceOf, lastOf, list, start, until, untilTold } = place;
      api.script.answerWith(({ user }) => ({ content: sightedAnswer(user) }));
      await database.queries.insert(modelDays).values({ day: '2026-11-21', committed: parseUsd('5') });
      await list(kalshiMarket(), polymarketMarket());
      const first = await start();
      await until(() => lastOf(ID)?.reason.includes('budget of today is used up'), true);
      await until(() => alerts.length, 1);
      expect(alerts).toMatchObject([{ tier: 'important', kind: 'llm.budget', dedupeKey: 'llm.budget:2026-11-21' }]);
      expect(lastOf(ID)).toMatchObject({ status: 'review', decidedBy: 'rules' });
      expect(first.heartbeat().details).toMatchObject({ modelRemaining: '0.00', inDoubt: 1 });
      await first.stop();
      const restartedAt = clock.now();
      await start();
      const triedAgain = async () => (await evidenceOf(ID)).some(({ by, at }) => by === MODEL && at > restartedAt);
      await until(triedAgain, true);
      expect(asked()).toBe(0);
      clock.leapTo(clock.now() + DAY_MS);
      await untilTold(ID, 'active', MODEL);
      expect(alerts).toHaveLength(1);
    });

    it.each([
      ['is overloaded', { kind: 'status', status: 529 } as const, /overloaded/],
      ['refuses the key', { kind: 'status', status: 401 } as const, /refused/],
      ['answers with what is no message', { kind: 'garbage' } as const, /malformed/],
      ['breaks the connection', { kind: 'cut' } as const, /silent/],
    ])('leaves the pair in review, with the reason, while the service %s, and asks later', async (_, fault, reason) => {
      const { api, clock, evidenceOf, lastOf, start, until, untilTold } = await withTwins();
      api.script.fail(fault);
      const agent = await start();
      await until(() => reason.test(lastOf(ID)?.reason ?? ''), true);
      expect(lastOf(ID)).toMatchObject({ status: 'review', decidedBy: 'rules' });
      expect((await evidenceOf(ID)).at(-1)).toMatchObject({ by: MODEL, settled: false });
      clock.advanceBy(30_000);
      expect(agent.heartbeat().details).toMatchObject({ inDoubt: 1, asking: 0 });
      clock.leapTo(clock.now() + 60_000);
      await untilTold(ID, 'active', MODEL);
      expect(await evidenceOf(ID)).toMatchObject([{ by: 'rules' }, { by: MODEL, settled: true }]);
    });

    it('leaves an answer that breaks its schema to a person, and pays for no second one', async () => {
      const { api, asked, clock, evidenceOf, lastOf, start, untilTold } = await withTwins();
      api.script.answerWith(() => ({ content: 'the two are the same, trust me' }));
      const agent = await start();
      await untilTold(ID, 'review', MODEL);
      expect(lastOf(ID)?.reason).toMatch(/no usable answer \(malformed\)/);
      expect((await evidenceOf(ID)).at(-1)).toMatchObject({ by: MODEL, settled: true });
      clock.leapTo(clock.now() + DAY_MS);
      expect(agent.heartbeat().details).toMatchObject({ inDoubt: 0, asking: 0 });
      expect(asked()).toBe(1);
    });

    it('does not decide by an answer to a text that changed meanwhile, keeps it, and asks about the new text', async () => {
      const { api, asked, evidenceOf, lastOf, list, start, told, until, untilTold } = await withTwins();
      const release = api.script.hold();
      await start();
      await until(asked, 1);
      const rules = `${polymarketTwin.rules} Trading halts do not matter.`;
      await list(polymarketMarket({ rules, rulesHash: rules }));
      await until(() => lastOf(ID)?.polymarketRulesHash, rules);
      api.script.answerWith(({ user }) => ({
        content: user.includes('Trading halts') ? sightedAnswer(user) : differentAnswer(),
      }));
      release();
      await untilTold(ID, 'active', MODEL);
      expect(told.filter(({ status }) => status === 'refused')).toEqual([]);
      expect(lastOf(ID)?.polymarketRulesHash).toBe(rules);
      const verdicts = (await evidenceOf(ID)).filter(({ by }) => by === MODEL).map(({ verdict }) => verdict.decision);
      expect(verdicts.toSorted()).toEqual(['accept', 'refuse']);
    });

    it('goes on with everything else while a question is open, and calls it off when it stops', async () => {
      const { api, asked, list, lastOf, say, start, until, untilTold } = await withTwins();
      const release = api.script.hold();
      const first = await start();
      await until(asked, 1);
      await list(kalshiMarket({}, 170), polymarketMarket({}, 170));
      await untilTold('K170|0x170', 'review', 'rules');
      await say('K170|0x170', { action: 'reject', note: 'no' });
      await untilTold('K170|0x170', 'refused', 'me');
      expect(lastOf(ID)).toMatchObject({ status: 'review', decidedBy: 'rules' });
      await first.stop();
      release();
      await start();
      await untilTold(ID, 'active', MODEL);
    });

    it('sends a backlog as one batch, finds it in a later life, and asks anew where a text changed', async () => {
      place = await openMatcherPlace({ dailyBudget: '100' });
      const { api, asked, clock, database, list, start, told, until, untilTold } = place;
      api.script.answerWith(() => ({ content: differentAnswer() }));
      const strikes = Array.from({ length: 22 }, (_, index) => 150 + 10 * index);
      for (const strike of strikes) await list(kalshiMarket({}, strike), polymarketMarket({}, strike));
      const first = await start();
      await until(() => api.batches().length, 1);
      await until(async () => (await database.queries.select().from(modelBatches))[0]?.state, 'submitted');
      expect(first.heartbeat().details).toMatchObject({ inDoubt: 0, asking: 22 });
      await first.stop();
      const rules = `${polymarketTwin.rules} Trading halts do not matter.`;
      await list(polymarketMarket({ rules, rulesHash: rules }));
      const second = await start();
      await untilTold(ID, 'refused', MODEL);
      const quiet = () => {
        const { waiting, inDoubt, asking } = second.heartbeat().details;
        return `${waiting} to search, ${inDoubt} to ask, ${asking} asked`;
      };
      await until(quiet, '0 to search, 0 to ask, 22 asked');
      api.endBatches();
      const last = () => new Map(told.map((match) => [match.id, `${match.status} by ${match.decidedBy}`]));
      clock.advanceBy(60_000);
      await until(() => [...last().values()].filter((one) => one === `refused by ${MODEL}`).length, 22);
      expect([...last().keys()].toSorted()).toEqual(strikes.map((strike) => `K${strike}|0x${strike}`).toSorted());
      expect([api.batches().length, asked()]).toEqual([1, 2]);
      // It is closed after what it brought was told.
      await until(async () => (await database.queries.select().from(modelBatches))[0]?.state, 'collected');
      expect(await database.queries.select().from(modelBatches)).toHaveLength(1);
    });

    it('says that it has no key, and leaves pairs in doubt to a person', async () => {
      const { api, lastOf, start, untilTold } = await withTwins({ anthropicApiKey: null });
      const agent = await start();
      await untilTold(ID, 'review', 'rules');
      expect(lastOf(ID)?.reason).toMatch(/^window:/);
      expect(agent.heartbeat().details['model']).toBe('off');
      expect(api.requests).toEqual([]);
    });
  },
);

import type { AlertRequest } from '@pm-arbitrage/core/runtime/agent.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Standing } from './weigh-readings.js';

type Told = Exclude<Standing, { kind: 'quiet' }>;

const TITLES: Readonly<Record<Told['kind'], string>> = {
  single: 'one source says what would decide',
  confirmed: 'independent sources decide',
  disputed: 'the news disagree on',
};

/** What a person is told when the news leave a market otherwise than before. */
export function newsAlert({ id, title }: Pick<Market, 'id' | 'title'>, standing: Told): AlertRequest {
  const { kind, readings } = standing;
  const outcome = standing.kind === 'disputed' ? standing.why : standing.outcome.toUpperCase();
  const said = readings.map(({ story, sentence }) =>
    `${story.publisher}: "${sentence ?? story.title}" ${story.link}`.trim(),
  );
  return {
    tier: 'important',
    kind: `news.${kind}`,
    title: `${TITLES[kind]} "${title}": ${outcome}`,
    body: [id, ...said].join('\n'),
    dedupeKey: `news.${kind}:${id}`,
  };
}

import type { OracleFact, OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';

/** A headline; when its publisher says nothing of the time, or a time to come, it was published when it came. */
export function headlineTick(
  source: string,
  symbol: string,
  headline: Omit<OracleFact & { kind: 'headline' }, 'kind'>,
  { publishedAt, receivedAt }: { readonly publishedAt: number | null; readonly receivedAt: number },
): OracleTick {
  return {
    type: 'news',
    symbol,
    source,
    fact: { kind: 'headline', ...headline },
    unit: 'text',
    eventTime: Math.min(publishedAt ?? receivedAt, receivedAt),
    receivedAt,
    quality: 'delayed',
    uncertainty: null,
  };
}

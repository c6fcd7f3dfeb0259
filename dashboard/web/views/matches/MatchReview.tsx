import { useAnswer } from '../../api/use-answer.js';
import { placeHash } from '../../app/place.js';
import { percent } from '../../format/percent.js';
import { Failed } from '../../parts/Failed.js';
import { Loading } from '../../parts/Loading.js';
import { When } from '../../parts/When.js';
import { MarketTexts } from './MarketTexts.js';
import { MatchActions } from './MatchActions.js';
import { MatchHistory } from './MatchHistory.js';
import { MatchStatusTag } from './MatchStatusTag.js';
import { Worlds } from './Worlds.js';

/** One pair: both texts side by side, where they pay apart, what was said of it, and the person's word. */
export function MatchReview({ id }: { readonly id: string }) {
  const { data, error, refetch } = useAnswer('/api/v1/match', { parameters: { id }, everyMs: 15_000 });
  if (data === undefined) {
    return (
      <section className="panel match-review" aria-label="Pair">
        {error === null ? (
          <Loading lines={10} />
        ) : (
          <Failed what="The pair" error={error} retry={() => void refetch()} />
        )}
      </section>
    );
  }
  const { match, worlds, kalshi, polymarket } = data;
  return (
    <section className="panel match-review" aria-label="Pair">
      <p className="match-back">
        <a href={placeHash('matches')}>All pairs</a>
      </p>
      <div className="panel-head">
        <h2>
          <MatchStatusTag match={match} />
          <span className="num">{percent(match.confidence)} sure</span>
        </h2>
        <MatchActions match={match} />
      </div>
      <p>{match.reason}</p>
      <p className="hint">
        {match.polarity === 'inverse' ? 'YES here is NO there.' : 'YES here is YES there.'} Decided by {match.decidedBy}
        , <When at={match.updatedAt} />.
      </p>
      <div className="texts">
        <MarketTexts side={match.kalshi} platform="kalshi" texts={kalshi} />
        <MarketTexts side={match.polymarket} platform="polymarket" texts={polymarket} />
      </div>
      <Worlds worlds={worlds} />
      <MatchHistory detail={data} />
    </section>
  );
}

import { useMemo, useState } from 'react';
import { useAnswer } from '../../api/use-answer.js';
import { placeHash } from '../../app/place.js';
import { percent } from '../../format/percent.js';
import { useRows } from '../../live/use-rows.js';
import { Empty } from '../../parts/Empty.js';
import { Failed } from '../../parts/Failed.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { MatchReview } from './MatchReview.js';
import { mergeMatches } from './merge-matches.js';
import { MatchStatusTag } from './MatchStatusTag.js';
import { statusTitles, type MatchStatus } from './status-titles.js';

const SHOWN = 150;

/** Pairs by what became of them; those that wait for a person first. */
export function Matches({ selected }: { readonly selected: string | null }) {
  const live = useRows('matches');
  const [chosen, setChosen] = useState<MatchStatus | null>(null);
  const waiting = live?.some(({ status }) => status === 'review') ?? false;
  const status = chosen ?? (waiting ? 'review' : 'active');
  const stored = useAnswer('/api/v1/matches', { parameters: { status, limit: 500 }, everyMs: 30_000 });
  const rows = useMemo(
    () => (live === null ? null : mergeMatches(live, stored.data ?? [], status)),
    [live, stored.data, status],
  );
  if (rows === null) return <Loading lines={10} />;
  return (
    <div className={selected === null ? 'matches' : 'matches matches-reading'}>
      <Panel title={statusTitles[status]} count={rows.length} className="match-list">
        <div className="choice" role="group" aria-label="Status">
          {(Object.keys(statusTitles) as MatchStatus[]).map((each) => (
            <button key={each} type="button" aria-pressed={each === status} onClick={() => setChosen(each)}>
              {statusTitles[each]}
            </button>
          ))}
        </div>
        {stored.error !== null && rows.length === 0 && (
          <Failed what="The pairs" error={stored.error} retry={() => void stored.refetch()} />
        )}
        {rows.length === 0 && stored.error === null && (
          <Empty title={status === 'review' ? 'Nothing waits for you' : 'No such pairs'}>
            {status === 'review' && 'Pairs that neither rules nor language model could decide stand here.'}
          </Empty>
        )}
        <ul className="pairs">
          {rows.slice(0, SHOWN).map((match) => (
            <li key={match.id}>
              <a href={placeHash('matches', match.id)} aria-current={match.id === selected ? 'true' : undefined}>
                <span className="pair-title">{match.kalshi.title}</span>
                <span className="pair-title">{match.polymarket.title}</span>
                <span className="quiet pair-foot">
                  <MatchStatusTag match={match} />
                  <span className="num">{percent(match.confidence)}</span>
                  {match.worlds > 0 && <span>{match.worlds === 1 ? '1 world' : `${match.worlds} worlds`} apart</span>}
                </span>
              </a>
            </li>
          ))}
        </ul>
        {rows.length > SHOWN && (
          <p className="hint">
            The newest {SHOWN} of {rows.length} are shown.
          </p>
        )}
      </Panel>
      {selected === null ? (
        <div className="match-none">
          <Empty title="Choose a pair">Its rule texts stand here side by side, with what differs marked.</Empty>
        </div>
      ) : (
        <MatchReview key={selected} id={selected} />
      )}
    </div>
  );
}

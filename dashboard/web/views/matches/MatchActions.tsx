import type { MatchRow } from '../../../protocol/match-row.js';
import { useState } from 'react';
import { useAction } from '../../api/use-action.js';
import { ActionButton } from '../../parts/ActionButton.js';
import { ReasonDialog } from '../../parts/ReasonDialog.js';
import { possibleActions, type ReviewAction } from './possible-actions.js';

const titles: Readonly<Record<ReviewAction, string>> = {
  approve: 'Approve',
  reject: 'Reject',
  pause: 'Pause',
  resume: 'Resume',
};

/** A person's word about a pair. */
export function MatchActions({ match }: { readonly match: MatchRow }) {
  const [asking, setAsking] = useState<ReviewAction | null>(null);
  const [acceptsWorlds, setAcceptsWorlds] = useState(false);
  const [polarity, setPolarity] = useState(match.polarity);
  const review = useAction('/api/v1/match/review');
  const close = () => {
    setAsking(null);
    review.reset();
  };
  return (
    <div className="match-actions">
      {possibleActions(match.status, match.suspension).map((action) => (
        <ActionButton
          key={action}
          className={action === 'approve' ? 'button button-accent' : 'button'}
          onClick={() => setAsking(action)}
        >
          {titles[action]}…
        </ActionButton>
      ))}
      {asking !== null && (
        <ReasonDialog
          title={`${titles[asking]} this pair?`}
          confirm={titles[asking]}
          pending={review.isPending}
          error={review.error}
          onClose={close}
          onConfirm={(reason) =>
            review.mutate(
              { id: match.id, action: asking, reason, ...(asking === 'approve' ? { polarity, acceptsWorlds } : {}) },
              { onSuccess: close },
            )
          }
        >
          <p>{match.kalshi.title}</p>
          <p>{match.polymarket.title}</p>
          {asking === 'approve' && (
            <>
              <label className="check">
                <input
                  type="checkbox"
                  checked={polarity === 'inverse'}
                  onChange={(event) => setPolarity(event.target.checked ? 'inverse' : 'same')}
                />
                YES here is NO there
              </label>
              {match.openWorlds > 0 && (
                <label className="check">
                  <input
                    type="checkbox"
                    checked={acceptsWorlds}
                    onChange={(event) => setAcceptsWorlds(event.target.checked)}
                  />
                  Trade although {match.openWorlds === 1 ? 'one world' : `${match.openWorlds} worlds`} cannot be bounded
                </label>
              )}
            </>
          )}
        </ReasonDialog>
      )}
    </div>
  );
}

import type { HaltView } from '../../protocol/halt-view.js';

type ModeBandProps = Pick<HaltView, 'mode' | 'simulated' | 'publicDemo'>;

const meaning = ({ mode, simulated }: Pick<HaltView, 'mode' | 'simulated'>): string => {
  if (mode === 'live') return simulated ? 'Live orders at simulated venues' : 'Real money. Every order is real.';
  return simulated ? 'Simulated venues, no real money' : 'Real prices, no real money';
};

/** What kind of money all of this is, on every view. */
export const ModeBand = ({ mode, simulated, publicDemo }: ModeBandProps) => (
  <div className={`mode-band mode-${mode}`} role="note" aria-label="Trading mode">
    <strong>{mode === 'paper' ? 'Paper' : 'Live'}</strong>
    <span>{meaning({ mode, simulated })}</span>
    {publicDemo && <span className="mode-demo">Public demo, read-only</span>}
  </div>
);

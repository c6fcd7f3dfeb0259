import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { cents } from '../../format/cents.js';
import { percent } from '../../format/percent.js';
import { plainWords } from '../../format/plain-words.js';
import { Tag } from '../../parts/Tag.js';

/** In which worlds the two sides pay apart. */
export const Worlds = ({ worlds }: { readonly worlds: readonly SettlementWorld[] }) => (
  <section aria-label="Worlds in which they pay apart">
    <h3>Worlds in which they pay apart</h3>
    {worlds.length === 0 ? (
      <p className="hint">None is known.</p>
    ) : (
      <ul className="worlds">
        {worlds.map(({ cause, what, probability, loss, acceptedBy }) => (
          <li key={`${cause} ${what}`}>
            <p className="limit-head">
              <strong>{plainWords(cause)}</strong>
              <span className="num">
                {probability === null ? (
                  <Tag tone={acceptedBy === null ? 'bad' : 'warn'}>nobody can bound it</Tag>
                ) : (
                  `${percent(probability)} likely`
                )}
                , loses {cents(loss)}
              </span>
            </p>
            <p>{what}</p>
            {acceptedBy !== null && <p className="hint">Accepted by {acceptedBy}.</p>}
          </li>
        ))}
      </ul>
    )}
  </section>
);

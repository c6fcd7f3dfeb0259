import type { MatchDetail } from '../../../protocol/match-row.js';
import { percent } from '../../format/percent.js';
import { plainWords } from '../../format/plain-words.js';
import { When } from '../../parts/When.js';

/** What rules, language model and people said of a pair. */
export const MatchHistory = ({ detail: { reviews, evidence } }: { readonly detail: MatchDetail }) => (
  <div className="match-history">
    <section aria-label="What judges said">
      <h3>Without a person</h3>
      {evidence.length === 0 && <p className="hint">Nothing is kept.</p>}
      <ul className="events">
        {evidence.map(({ by, decision, confidence, field, reason, findings, at }) => (
          <li key={`${by} ${at}`}>
            <When at={at} />
            <div>
              <p>
                <strong>
                  {by}: {decision}
                </strong>{' '}
                <span className="num quiet">
                  {percent(confidence)}
                  {field !== null && `, ${field}`}
                </span>
              </p>
              <p>{reason}</p>
              {findings.length > 0 && (
                <details>
                  <summary>{findings.length} findings</summary>
                  <ul>
                    {findings.map((finding, index) => (
                      <li key={`${index} ${finding.field}`}>
                        {plainWords(finding.field)}, {finding.kind}: {finding.reason}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
    <section aria-label="What people said">
      <h3>By people</h3>
      {reviews.length === 0 && <p className="hint">Nobody has spoken yet.</p>}
      <ul className="events">
        {reviews.map(({ action, by, note, polarity, acceptsWorlds, at }) => (
          <li key={`${by} ${at}`}>
            <When at={at} />
            <div>
              <p>
                <strong>{action}</strong> <span className="quiet">by {by}</span>
                {polarity === 'inverse' && ', inverse'}
                {acceptsWorlds && ', open worlds accepted'}
              </p>
              <p>{note}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  </div>
);

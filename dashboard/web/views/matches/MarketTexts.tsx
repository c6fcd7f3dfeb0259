import type { MatchDetail, MatchRow } from '../../../protocol/match-row.js';
import { Venue } from '../../parts/Venue.js';
import { When } from '../../parts/When.js';

interface MarketTextsProps {
  readonly side: MatchRow['kalshi'];
  readonly platform: 'kalshi' | 'polymarket';
  /** Null: it is not listed any more. */
  readonly texts: MatchDetail['kalshi'];
}

/** What one venue promises, with the words that the other does not have marked. All of it is text of strangers. */
export const MarketTexts = ({ side, platform, texts }: MarketTextsProps) => (
  <article className="market-texts" aria-label={`At ${platform}`}>
    <p className="label">
      <Venue platform={platform} />
    </p>
    <h3>{texts?.title ?? side.title}</h3>
    {texts === null ? (
      <p className="hint">It is not listed any more; its rules are gone.</p>
    ) : (
      <>
        {texts.subtitle !== '' && <p>{texts.subtitle}</p>}
        <dl className="facts">
          <div>
            <dt>Closes</dt>
            <dd>
              <When at={texts.closeTime} />
            </dd>
          </div>
          <div>
            <dt>Resolves</dt>
            <dd>
              <When at={texts.resolutionTime} />
            </dd>
          </div>
          <div>
            <dt>Status</dt>
            <dd>{texts.status}</dd>
          </div>
          {texts.sources.length > 0 && (
            <div>
              <dt>Sources</dt>
              <dd>{texts.sources.join(', ')}</dd>
            </div>
          )}
        </dl>
        <p className="rules">
          {texts.rules.length === 0 && <span className="quiet">It lists no rules.</span>}
          {texts.rules.map(({ text, differs }, index) =>
            // Stretches have no names of their own, and never change places.
            differs ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
          )}
        </p>
      </>
    )}
  </article>
);

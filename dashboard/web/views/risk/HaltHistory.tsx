import type { RiskView } from '../../../protocol/risk-view.js';
import { When } from '../../parts/When.js';

/** Every stop: who, why, and who ended it. */
export const HaltHistory = ({ halts }: { readonly halts: RiskView['halts'] }) => (
  <ul className="events">
    {halts.slice(0, 20).map(({ id, reason, by, at, resumedAt, resumedBy, resumeReason }) => (
      <li key={id}>
        <When at={at} />
        <div>
          <p>
            <strong>{reason}</strong> <span className="quiet">by {by}</span>
          </p>
          <p className="quiet">
            {resumedAt === null ? (
              'in force'
            ) : (
              <>
                ended <When at={resumedAt} /> by {resumedBy}: {resumeReason}
              </>
            )}
          </p>
        </div>
      </li>
    ))}
  </ul>
);

import type { NamedContract } from '../../protocol/named-contract.js';
import { Venue } from './Venue.js';

interface ContractProps {
  readonly contract: Pick<NamedContract, 'platform' | 'side' | 'title' | 'event'>;
}

/** A contract by its venue, side and title. Titles come from strangers: they are put in as text and nothing else. */
export const Contract = ({ contract: { platform, side, title, event } }: ContractProps) => (
  <span className="contract">
    <span className={`side side-${side}`}>{side.toUpperCase()}</span>
    <Venue platform={platform} />
    <span className="contract-title" title={event === title ? title : `${title}\n${event}`}>
      {title}
    </span>
  </span>
);

import type { NamedContract } from '../../protocol/named-contract.js';

const names: Readonly<Record<NamedContract['platform'], string>> = { kalshi: 'Kalshi', polymarket: 'Polymarket' };

/** A venue's name as it writes it. */
export const Venue = ({ platform }: { readonly platform: NamedContract['platform'] }) => (
  <span className="venue">{names[platform]}</span>
);

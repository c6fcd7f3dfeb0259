import { always, maybe } from '../database-column.js';
import type { DatabaseTable } from '../export-table.js';

/** States of a trade of which no order left. */
const UNTAKEN = "('requested', 'rejected', 'approved', 'expired', 'aborted')";

export const opportunities: DatabaseTable = {
  source: 'database',
  name: 'opportunities',
  about: 'Every opportunity that was published, taken or not; of the day it was detected',
  from: `opportunities o left join (
    select opportunity_id, count(*) as approvals, count(*) filter (where state not in ${UNTAKEN}) as taken
    from trades group by opportunity_id) t on t.opportunity_id = o.id`,
  at: 'o.detected_at',
  key: 'o.id',
  columns: [
    always('opportunity_id', 'text', 'o.id', ''),
    always('cover_id', 'text', 'o.cover_id', 'The set of contracts'),
    always('kind', 'text', 'o.kind', 'Kind of cover, or the model that priced it'),
    always('basis', 'text', "o.opportunity->>'basis'", 'What makes its legs one trade'),
    always('taken', 'flag', 'coalesce(t.taken, 0) > 0', 'Orders left for it'),
    always('approvals', 'whole', 'coalesce(t.approvals, 0)', 'Trades of it that the guardian approved'),
    always('legs', 'whole', "jsonb_array_length(o.opportunity->'legs')", 'How many'),
    always('quantity', 'quantity', 'o.quantity', 'Sets, at the size that earns most'),
    always('floor', 'price', "(o.opportunity->>'floor')::bigint", 'What a set pays at least, dollars'),
    always('total_cost', 'usd', 'o.total_cost', 'All legs with all fees'),
    always('fees', 'usd', "(o.opportunity->>'fees')::bigint", ''),
    always('payout', 'usd', "(o.opportunity->>'payout')::bigint", 'Floor times quantity'),
    always('net_profit', 'usd', 'o.net_profit', ''),
    always('roi', 'float', 'o.roi', 'Profit over cost'),
    always('annualised_roi', 'float', "(o.opportunity->>'annualisedRoi')::double precision", 'The same a year'),
    always('suspicious', 'flag', 'o.suspicious', 'Too good to be true'),
    always('resolution_time', 'time', "(o.opportunity->>'resolutionTime')::bigint", ''),
    always('tick_at', 'time', "(o.opportunity->>'tickAt')::bigint", 'The frame that set it off'),
    always('detected_at', 'time', 'o.detected_at', ''),
    always('expires_at', 'time', "(o.opportunity->>'expiresAt')::bigint", ''),
    maybe('detail', 'text', 'o.opportunity::text', 'All of it as JSON: legs with their prices, the fair value'),
  ],
};

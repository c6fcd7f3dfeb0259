/** Tables whose rows are facts, with their keys: the same names as in the triggers of the migration `audit_log`. */
export const auditedTables: Readonly<Record<string, readonly string[]>> = {
  trades: ['id'],
  approvals: ['id'],
  intents: ['client_order_id'],
  orders: ['client_order_id'],
  fills: ['platform', 'fill_id'],
  ledger: ['id'],
  risk_events: ['id'],
  halts: ['id'],
  venue_pauses: ['id'],
  match_reviews: ['sequence'],
  allocations: ['id'],
  allocation_orders: ['sequence'],
};

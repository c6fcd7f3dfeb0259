/** Every kind of agent. A running one is `<name>` or `<name>:<variant>`, e.g. `venue-watcher:kalshi`. */
export const agentNames = [
  'venue-watcher',
  'market-matcher',
  'oracle',
  'news-reader',
  'opportunity-scanner',
  'strategy',
  'capital-allocator',
  'risk-guardian',
  'executor',
  'alert-router',
  'chat-telegram',
  'chat-discord',
  'auditor',
  'recorder',
  'dashboard',
  'operator',
] as const;
export type AgentName = (typeof agentNames)[number];

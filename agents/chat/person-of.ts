import type { ChatAsker } from '@pm-arbitrage/core/ports/chat-service.js';

/** Who gave an order, for the record: "telegram 4711". */
export const personOf = (service: string, { person }: Pick<ChatAsker, 'person'>): string => `${service} ${person}`;

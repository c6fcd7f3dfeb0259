/* The whole schema in one place, as drizzle and its migrations want it. */
export * from './alerts.js';
export * from './audit.js';
export * from './knowledge.js';
export * from './language-model.js';
export * from './news.js';
export * from './operations.js';
export * from './trading.js';

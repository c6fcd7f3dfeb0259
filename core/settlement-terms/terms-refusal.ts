import type { RefusalReason } from './unclassified.js';

/** Thrown by the readers of one family where a text may not be priced; `classifyMarket` turns it into its answer. */
export class TermsRefusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    detail: string,
  ) {
    super(detail);
    this.name = 'TermsRefusal';
  }
}

const LONGEST_DETAIL = 200;

/** @throws TermsRefusal always */
export function refuse(reason: RefusalReason, detail: string): never {
  throw new TermsRefusal(reason, detail.length > LONGEST_DETAIL ? `${detail.slice(0, LONGEST_DETAIL)}…` : detail);
}

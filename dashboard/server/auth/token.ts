import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits that fit into an address, a cookie and a header. */
export const freshToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token: whoever reads it cannot use it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

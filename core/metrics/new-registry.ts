import { Registry } from 'prom-client';

/** A registry in which nothing is yet: one a process. */
export const newRegistry = (): Registry => new Registry();

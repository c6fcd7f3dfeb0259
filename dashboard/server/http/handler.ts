import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { RouteName, Routes } from '../../protocol/routes.js';
import type { Session } from '../auth/session-store.js';

/** Who asks. */
export interface Asker {
  readonly session: Session | null;
  /** Where from, as far as it can be told. */
  readonly address: string;
  /** Cookie header of the answer. */
  setCookie(header: string): void;
}

/** An answer that is a file. */
export interface Download {
  readonly filename: string;
  readonly body: Readable | Buffer;
}

type Part<R, K extends string> = R extends { readonly [key in K]: infer S extends z.ZodType } ? z.output<S> : undefined;

export interface Input<R extends RouteName> {
  readonly params: Part<Routes[R], 'params'>;
  readonly query: Part<Routes[R], 'query'>;
  readonly body: Part<Routes[R], 'body'>;
}

type Answer<R extends RouteName> = Routes[R]['response'] extends z.ZodType
  ? Readonly<z.input<Routes[R]['response']>>
  : Download;

/** What a route does once it is allowed and its input understood. */
export type Handler<R extends RouteName> = (input: Input<R>, asker: Asker) => Promise<Answer<R>> | Answer<R>;

export type Handlers = { readonly [R in RouteName]: Handler<R> };

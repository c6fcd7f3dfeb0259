import type { Routes } from '../../protocol/routes.js';
import type { z } from 'zod';

type Route = Routes[keyof Routes];
type With<M extends Route['method']> = Extract<Route, { readonly method: M }>;
type At<M extends Route['method'], P> = Extract<With<M>, { readonly path: P }>;

export type GetPath = With<'GET'>['path'];
export type PostPath = With<'POST'>['path'];

/** What a path answers with. Types alone: the schemas stay with the server, which has checked what it sends. */
export type Answer<M extends Route['method'], P> = At<M, P>['response'] extends z.ZodType
  ? z.output<At<M, P>['response']>
  : never;

/** What a POST to the path takes. */
export type Body<P extends PostPath> =
  At<'POST', P> extends { readonly body: infer B extends z.ZodType } ? z.input<B> : undefined;

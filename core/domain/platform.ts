import { z } from 'zod';

export const platforms = ['polymarket', 'kalshi'] as const;
/** A venue by name. */
export type Platform = (typeof platforms)[number];
export const platformSchema = z.enum(platforms);

declare const marketBrand: unique symbol;
/** `<platform>:<the venue's own market id>`: a Kalshi ticker or a Polymarket condition id. */
export type MarketId = string & { readonly [marketBrand]: 'MarketId' };
export const marketIdSchema = z
  .string()
  .regex(/^(polymarket|kalshi):.+$/, 'a market id is "<platform>:<native id>"') as unknown as z.ZodType<
  MarketId,
  MarketId
>;

export const marketId = (platform: Platform, nativeId: string): MarketId => `${platform}:${nativeId}` as MarketId;
export const platformOf = (id: MarketId): Platform => (id.charCodeAt(0) === 107 ? 'kalshi' : 'polymarket');
export const nativeIdOf = (id: MarketId): string => id.slice(id.indexOf(':') + 1);

/** One side of a market; pays one dollar if right. */
export const contractSides = ['yes', 'no'] as const;
export type ContractSide = (typeof contractSides)[number];
export const contractSideSchema = z.enum(contractSides);
export const otherSide = (side: ContractSide): ContractSide => (side === 'yes' ? 'no' : 'yes');

import { usd } from '@pm-arbitrage/core/money/money.js';
import { OrderType, Side, SignatureTypeV2 } from '@polymarket/clob-client-v2';
import { Wallet } from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../start-simulator.js';
import { type OpenMarket, openMarkets, openWallet, plain, startQuiet, tradingClient } from './testing/quiet-venue.js';
import { waitFor } from '@pm-arbitrage/core/testing/wait-for.js';

let simulator: Simulator;
let market: OpenMarket;
beforeAll(async () => {
  simulator = await startQuiet({ polymarketTrading: { rateLimits: 'warning' } });
  market = openMarkets(simulator, plain)[0] as OpenMarket;
});
afterAll(() => simulator.close());

describe('wallets that hold funds for a signer', () => {
  it.each([
    ['proxy', SignatureTypeV2.POLY_PROXY, 1],
    ['Safe', SignatureTypeV2.POLY_GNOSIS_SAFE, 2],
    ['deposit', SignatureTypeV2.POLY_1271, 3],
  ] as const)('of the %s kind trade with their own money and signature', async (_name, kind, digit) => {
    const privateKey = `0x${String(digit).repeat(64)}`;
    const funder = `0x${String(digit + 4).repeat(40)}`;
    const { address } = new Wallet(privateKey);
    simulator.polymarket.openAccount({ address, funder, signatureType: digit, usd: usd(50_000_000), approved: true });
    const client = await tradingClient(simulator, privateKey, { signatureType: kind, funder });
    const bid = { tokenID: market.listing.tokens[0], price: 0.3, size: 10, side: Side.BUY };
    const { orderID } = await client.createAndPostOrder(bid);
    expect(await client.getOrder(orderID)).toMatchObject({
      status: 'LIVE',
      maker_address: expect.stringMatching(/^0x/),
    });
    expect(simulator.polymarket.truth(funder)).toMatchObject({ usd: 50_000_000, reserved: 3_000_000 });
    // The signer's own wallet is another one, and empty.
    const plainClient = await tradingClient(simulator, privateKey);
    await expect(plainClient.createAndPostOrder(bid)).rejects.toThrow(/balance: 0, order amount/);
    // Somebody else's wallet is none of its business.
    const thief = await tradingClient(simulator, openWallet(simulator, digit), { signatureType: kind, funder });
    await expect(thief.createAndPostOrder(bid)).rejects.toThrow('invalid signature');
    await client.cancelAll();
  });
});

describe('two wallets', () => {
  it('mint a pair of their dollars when they buy the two sides, and merge it back when they sell', async () => {
    const [yes, no] = market.listing.tokens;
    const keys = [openWallet(simulator, 11), openWallet(simulator, 12)] as const;
    const [maker, taker] = await Promise.all(keys.map((key) => tradingClient(simulator, key)));
    const [makerTruth, takerTruth] = keys.map((key) => () => simulator.polymarket.truth(new Wallet(key).address));
    if (!maker || !taker || !makerTruth || !takerTruth) throw new Error('two clients were made');
    await maker.createAndPostOrder({ tokenID: yes, price: 0.55, size: 100, side: Side.BUY });
    const bought = await taker.createAndPostMarketOrder(
      { tokenID: no, amount: 45, price: 0.47, side: Side.BUY },
      {},
      OrderType.FOK,
    );
    // NO at 0.45, where the maker's 0.55 leaves it, not at the limit of 0.47.
    expect(bought).toMatchObject({ status: 'matched', makingAmount: '45', takingAmount: '100' });
    await waitFor(() => expect(takerTruth().trades).toMatchObject([{ status: 'CONFIRMED', role: 'TAKER' }]));
    expect(makerTruth()).toMatchObject({ usd: 945_000_000, tokens: { [yes]: 100_000_000 } });
    expect(takerTruth().tokens).toEqual({ [no]: 100_000_000 });
    const fee = takerTruth().trades[0]?.fee ?? 0;
    expect(takerTruth().usd).toBe(955_000_000 - fee);
    expect(simulator.polymarket.ledger.supply(yes)).toBe(simulator.polymarket.ledger.supply(no));

    const [seen] = await maker.getTrades({ asset_id: yes });
    expect(seen).toMatchObject({ trader_side: 'MAKER', asset_id: no, side: 'BUY', price: '0.45', size: '100' });
    expect(seen?.maker_orders).toMatchObject([{ asset_id: yes, side: 'BUY', price: '0.55', matched_amount: '100' }]);

    await maker.createAndPostOrder({ tokenID: yes, price: 0.6, size: 40, side: Side.SELL });
    await taker.createAndPostOrder({ tokenID: no, price: 0.38, size: 40, side: Side.SELL });
    await waitFor(() => expect(makerTruth().trades).toMatchObject([{}, { status: 'CONFIRMED', role: 'MAKER' }]));
    expect(makerTruth()).toMatchObject({ usd: 945_000_000 + 24_000_000, tokens: { [yes]: 60_000_000 } });
    expect(simulator.polymarket.ledger.supply(yes)).toBe(60_000_000);
  });
});

describe('lists', () => {
  it('come in pages that the client follows to the end', async () => {
    const client = await tradingClient(simulator, openWallet(simulator, 20));
    const bid = { tokenID: market.listing.tokens[0], price: 0.1, size: 5, side: Side.BUY };
    const ids: string[] = [];
    for (let count = 0; count < 8; count++) {
      const batch = Array.from({ length: 15 }, async () => ({
        order: await client.createOrder(bid),
        orderType: OrderType.GTC,
      }));
      ids.push(...(await client.postOrders(await Promise.all(batch))).map(({ orderID }) => orderID));
    }
    expect(await client.getOpenOrders({}, true)).toHaveLength(100);
    expect((await client.getOpenOrders()).map(({ id }) => id)).toEqual(ids);
    expect(await client.cancelAll()).toMatchObject({ canceled: ids });
  });
});

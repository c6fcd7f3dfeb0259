import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { Contract, JsonRpcProvider, MaxUint256, Network, NonceManager, Wallet, ZeroHash } from 'ethers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../start-simulator.js';
import { type OpenMarket, openMarkets, openWallet, startQuiet } from '../testing/quiet-venue.js';
import { ADAPTER, ERC20, ROUTER, TOKENS } from './abi.js';
import { adapterOf, CONTRACTS } from './contracts.js';

let simulator: Simulator;
let provider: JsonRpcProvider;
let wallet: NonceManager;
let address: string;

async function start(options: Parameters<typeof startQuiet>[0] = {}) {
  simulator = await startQuiet({ protocolV2Lanes: [0, 1, 2], ...options });
  // By number, ethers would ask a gas station on the internet for Polygon's fees.
  const staticNetwork = new Network('polygon', 137);
  const { rpcUrl } = simulator.endpoints.polymarket;
  provider = new JsonRpcProvider(rpcUrl, staticNetwork, { staticNetwork, polling: true, pollingInterval: 20 });
  const signer = new Wallet(simulator.endpoints.polymarket.privateKey, provider);
  wallet = new NonceManager(signer);
  address = signer.address;
}
beforeEach(() => start());
afterEach(async () => {
  provider.destroy();
  await simulator.close();
});

const first = (version: 'v1' | 'v2', negRisk: boolean): OpenMarket => {
  const [market] = openMarkets(simulator, (listing) => listing.version === version && listing.negRisk === negRisk);
  if (!market) throw new Error(`the world has no ${version} market with negRisk ${negRisk}`);
  return market;
};
const truth = () => simulator.polymarket.truth(address);
const send = async (contract: Contract, method: string, ...values: unknown[]) => {
  const transaction = await contract.getFunction(method)(...values);
  return (await transaction.wait()) as { status: number; logs: unknown[] };
};

describe('the chain, for a wallet that nobody here wrote', () => {
  it('says who it is and what a wallet holds', async () => {
    expect(await provider.send('eth_chainId', [])).toBe('0x89');
    expect(await provider.getTransactionCount(address)).toBe(0);
    expect((await provider.getBlock('latest'))?.number).toBe(await provider.getBlockNumber());
    expect((await provider.getFeeData()).maxFeePerGas).toBeGreaterThan(0n);
    const pusd = new Contract(CONTRACTS.pusd, ERC20, provider);
    expect(await pusd.getFunction('balanceOf')(address)).toBe(1_000_000_000n);
    expect(await pusd.getFunction('allowance')(address, CONTRACTS.exchange)).toBe(MaxUint256);
    const ctf = new Contract(CONTRACTS.ctf, TOKENS, provider);
    expect(await ctf.getFunction('isApprovedForAll')(address, CONTRACTS.negRiskExchange)).toBe(true);
  });

  it.each([
    ['standard', false],
    ['neg-risk', true],
  ])('splits and merges tokens of a %s market', async (_name, negRisk) => {
    const { listing } = first('v1', negRisk);
    const adapter = new Contract(adapterOf(listing), ADAPTER, wallet);
    const terms = [CONTRACTS.pusd, ZeroHash, listing.conditionId, [1, 2]] as const;
    const receipt = await send(adapter, 'splitPosition', ...terms, 25_000_000);
    expect(receipt).toMatchObject({ status: 1 });
    expect(receipt.logs).toHaveLength(3);
    const held = { [listing.tokens[0]]: 25_000_000, [listing.tokens[1]]: 25_000_000 };
    expect(truth()).toMatchObject({ usd: 975_000_000, tokens: held });
    const ctf = new Contract(CONTRACTS.ctf, TOKENS, provider);
    expect(await ctf.getFunction('balanceOf')(address, listing.tokens[1])).toBe(25_000_000n);
    await send(adapter, 'mergePositions', ...terms, 25_000_000);
    expect(truth()).toMatchObject({ usd: 1_000_000_000, tokens: {} });
  });

  it('splits and merges tokens of the second generation', async () => {
    const { listing } = first('v2', false);
    const router = new Contract(CONTRACTS.router, ROUTER, wallet);
    const condition = listing.conditionId.slice(0, -2);
    await send(router, 'split', condition, 5_000_000);
    expect(truth().tokens).toEqual({ [listing.tokens[0]]: 5_000_000, [listing.tokens[1]]: 5_000_000 });
    await send(router, 'merge', condition, 5_000_000);
    expect(truth().usd).toBe(1_000_000_000);
  });

  it('reverts nonsense, before it is sent and after', async () => {
    const { listing } = first('v1', false);
    const terms = [CONTRACTS.pusd, ZeroHash, listing.conditionId, [1, 2]] as const;
    const adapter = new Contract(CONTRACTS.adapter, ADAPTER, wallet);
    await expect(send(adapter, 'splitPosition', ...terms, 5_000_000_000)).rejects.toThrow(/exceeds balance/);
    await expect(send(adapter, 'redeemPositions', ...terms)).rejects.toThrow(/result for condition not received yet/);
    const wrong = new Contract(CONTRACTS.negRiskAdapter, ADAPTER, wallet);
    await expect(send(wrong, 'splitPosition', ...terms, 1)).rejects.toThrow(/condition not prepared/);
    wallet.reset();
    const forced = adapter.getFunction('splitPosition')(...terms, 5_000_000_000, { gasLimit: 200_000 });
    await expect(forced.then((transaction) => transaction.wait())).rejects.toThrow(/reverted/);
    expect(truth()).toMatchObject({ usd: 1_000_000_000, transactions: [{ succeeded: false }] });
  });

  it('wants approvals, a fresh nonce and gas', async () => {
    const poor = new Wallet(`0x${'99'.repeat(32)}`, provider);
    const transaction = { to: CONTRACTS.pusd, data: '0x', gasLimit: 100_000, chainId: 137 };
    await expect(poor.sendTransaction(transaction)).rejects.toThrow(/insufficient funds/);
    const pusd = new Contract(CONTRACTS.pusd, ERC20, wallet);
    await send(pusd, 'approve', CONTRACTS.adapter, 7);
    const { listing } = first('v1', false);
    const adapter = new Contract(CONTRACTS.adapter, ADAPTER, wallet);
    await expect(
      send(adapter, 'splitPosition', CONTRACTS.pusd, ZeroHash, listing.conditionId, [1, 2], 8),
    ).rejects.toThrow(/insufficient allowance/);
    const other = new Wallet(openWallet(simulator, 1), provider);
    const signed = await other.signTransaction({
      to: CONTRACTS.pusd,
      data: ERC20.encodeFunctionData('approve', [CONTRACTS.adapter, 1]),
      gasLimit: 100_000,
      chainId: 137,
      nonce: 0,
      maxFeePerGas: 1,
      maxPriorityFeePerGas: 1,
      type: 2,
    });
    await provider.broadcastTransaction(signed);
    await expect(provider.send('eth_sendRawTransaction', [signed])).rejects.toThrow(/already known/);
  });

  it('pays winners once the market is resolved', async () => {
    provider.destroy();
    await simulator.close();
    const clock = new SimulatedClock(systemClock.now());
    await start({ clock, speed: 1 });
    const { listing } = first('v1', false);
    const signer = new Wallet(simulator.endpoints.polymarket.privateKey);
    const calls = [
      ['splitPosition', [CONTRACTS.pusd, ZeroHash, listing.conditionId, [1, 2], 10_000_000]],
      ['redeemPositions', [CONTRACTS.pusd, ZeroHash, listing.conditionId, [1, 2]]],
    ] as const;
    for (const [nonce, [method, values]] of calls.entries()) {
      const data = ADAPTER.encodeFunctionData(method, values);
      const fee = { maxFeePerGas: 1, maxPriorityFeePerGas: 1, type: 2 };
      const raw = await signer.signTransaction({
        to: CONTRACTS.adapter,
        data,
        nonce,
        gasLimit: 200_000,
        chainId: 137,
        ...fee,
      });
      const hash = await provider.send('eth_sendRawTransaction', [raw]);
      expect(await provider.send('eth_getTransactionReceipt', [hash])).toBeNull();
      clock.advanceBy(10);
      expect(await provider.send('eth_getTransactionReceipt', [hash])).toMatchObject({ status: '0x1' });
      if (nonce === 0) clock.advanceTo(simulator.world.wallTime(listing.question.timeline.settledAt) + 100);
    }
    expect(truth()).toMatchObject({ usd: 1_000_000_000, tokens: {} });
  });
});

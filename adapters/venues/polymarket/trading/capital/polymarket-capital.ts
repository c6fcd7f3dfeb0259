import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type MarketId, nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import {
  formatQuantity,
  ONE_CONTRACT,
  type Quantity,
  quantity,
  type Usd,
  usd,
} from '@pm-arbitrage/core/money/money.js';
import { Contract, Interface, type Log, ZeroHash } from 'ethers';
import { type Contracts, contractsOf } from '../contracts.js';
import { OrderSigner } from '../order-signer.js';
import { ChainWallet, type SignedTransaction, type TransactionFate } from './chain-wallet.js';

export interface PolymarketCapitalOptions {
  readonly config: Pick<
    Config['venues']['polymarket'],
    'chainId' | 'funder' | 'privateKey' | 'rpcUrl' | 'signatureType'
  >;
  readonly clock: Clock;
  readonly marketOf: (market: MarketId) => Market | undefined;
  /** How long a transaction may take, ms. */
  readonly patienceMs?: number;
}

/** A merge or redemption, signed and not sent. */
export interface CapitalMove extends SignedTransaction {
  readonly kind: 'merge' | 'redeem';
  readonly market: MarketId;
  /** Contracts of YES and NO that it burns. */
  readonly yes: Quantity;
  readonly no: Quantity;
}

const TOKENS = new Interface([
  'function balanceOf(address owner, uint256 id) view returns (uint256)',
  'function isApprovedForAll(address owner, address operator) view returns (bool)',
  'function payoutDenominator(bytes32 conditionId) view returns (uint256)',
  'function getPayout(uint256 positionId, uint256 amount) view returns (uint256)',
]);
/** v1 (polymarket.md §15.3). */
const ADAPTER = new Interface([
  'function mergePositions(address collateralToken, bytes32 parentCollectionId, bytes32 conditionId, uint256[] partition, uint256 amount)',
  'function redeemPositions(address collateralToken, bytes32 parentCollectionId, bytes32 conditionId, uint256[] indexSets)',
]);
/** v2. */
const ROUTER = new Interface([
  'function merge(bytes31 conditionId, uint256 amount)',
  'function redeem(bytes31 conditionId, uint256 outcomeIndex, uint256 amount)',
]);
const COLLATERAL = new Interface(['event Transfer(address indexed from, address indexed to, uint256 value)']);
const BOTH = [1, 2];

interface Place {
  readonly v2: boolean;
  readonly conditionId: string;
  /** What merges and redeems. */
  readonly operator: string;
  /** What holds the contracts. */
  readonly tokens: Contract;
  readonly ids: readonly [yes: string, no: string];
}

/**
 * Turns contracts back into cash on the chain: pairs of YES and NO at once, and what resolved markets pay. A move is
 * signed first and sent after, so that its hash can be committed in between; sent again it changes nothing.
 */
export class PolymarketCapital {
  readonly #options: PolymarketCapitalOptions;
  readonly #contracts: Contracts;
  readonly #wallet: ChainWallet;

  /** @throws CodedError when there is no node, or the funds are in a wallet that a plain transaction cannot move. */
  constructor(options: PolymarketCapitalOptions) {
    this.#options = options;
    const { clock, config, patienceMs } = options;
    if (config.rpcUrl === null) {
      throw new CodedError(
        'polymarket.rpc',
        'merging and redeeming need a Polygon node; set venues.polymarket.rpcUrl, or do it by hand on polymarket.com',
      );
    }
    if (config.signatureType !== 0) {
      throw new CodedError(
        'polymarket.relayer',
        `the funds are in a wallet of signatureType ${config.signatureType}, whose contracts only the venue's relayer moves; merge and redeem by hand on polymarket.com, or trade from a plain wallet`,
      );
    }
    this.#contracts = contractsOf(config.chainId);
    this.#wallet = new ChainWallet({
      rpcUrl: config.rpcUrl,
      chainId: config.chainId,
      wallet: new OrderSigner(config).wallet,
      clock,
      ...(patienceMs === undefined ? {} : { patienceMs }),
    });
  }

  /** @throws CodedError when the node cannot be used. */
  connect(): Promise<void> {
    return this.#wallet.assertChain();
  }

  /** What the chain says is held of a market. */
  async held(market: MarketId): Promise<{ readonly yes: Quantity; readonly no: Quantity }> {
    const { ids, tokens } = this.#place(market);
    const [yes, no] = await Promise.all(
      ids.map((id) => this.#wallet.read<bigint>(tokens, 'balanceOf', this.#wallet.address, id)),
    );
    return { yes: quantity(Number(yes)), no: quantity(Number(no)) };
  }

  /** Signs the merge of pairs into dollars. @throws CodedError when fewer are held, or an approval or gas is missing. */
  async prepareMerge(market: MarketId, pairs: Quantity): Promise<CapitalMove> {
    const place = this.#place(market);
    const { yes, no } = await this.held(market);
    if (pairs <= 0 || pairs > yes || pairs > no) {
      throw new CodedError(
        'polymarket.merge',
        `${formatQuantity(pairs)} pairs of ${market} cannot be merged, ${formatQuantity(yes)} YES and ${formatQuantity(no)} NO are held`,
        { market },
      );
    }
    await this.#assertApproved(place);
    const data = place.v2
      ? ROUTER.encodeFunctionData('merge', [place.conditionId.slice(0, 64), pairs])
      : ADAPTER.encodeFunctionData('mergePositions', [
          this.#contracts.collateral,
          ZeroHash,
          place.conditionId,
          BOTH,
          pairs,
        ]);
    const signed = await this.#wallet.sign(place.operator, data);
    return { ...signed, kind: 'merge', market, yes: pairs, no: pairs };
  }

  /**
   * Signs the redemption of everything held of a resolved market: one transaction, or one for each side in markets of
   * the second protocol, to be sent in this order. None when nothing that pays is held.
   * @throws CodedError when the market is not resolved on the chain, or an approval or gas is missing.
   */
  async prepareRedeem(market: MarketId): Promise<readonly CapitalMove[]> {
    const place = this.#place(market);
    const { yes, no } = await this.held(market);
    if (yes === 0 && no === 0) return [];
    await this.#assertApproved(place);
    if (!place.v2) {
      const denominator = await this.#wallet.read<bigint>(place.tokens, 'payoutDenominator', place.conditionId);
      if (denominator === 0n) throw notResolved(market);
      const data = ADAPTER.encodeFunctionData('redeemPositions', [
        this.#contracts.collateral,
        ZeroHash,
        place.conditionId,
        BOTH,
      ]);
      return [{ ...(await this.#wallet.sign(place.operator, data)), kind: 'redeem', market, yes, no }];
    }
    const pays = await Promise.all(
      place.ids.map((id) => this.#wallet.read<bigint>(place.tokens, 'getPayout', id, ONE_CONTRACT)),
    );
    if (pays.every((payout) => payout === 0n)) throw notResolved(market);
    const moves: CapitalMove[] = [];
    const first = await this.#wallet.nonce();
    for (const [outcome, amount] of [yes, no].entries()) {
      if (amount === 0 || pays[outcome] === 0n) continue;
      const data = ROUTER.encodeFunctionData('redeem', [place.conditionId.slice(0, 64), outcome, amount]);
      const signed = await this.#wallet.sign(place.operator, data, first + moves.length);
      const burns = { yes: outcome === 0 ? yes : quantity(0), no: outcome === 1 ? no : quantity(0) };
      moves.push({ ...signed, kind: 'redeem', market, ...burns });
    }
    return moves;
  }

  /** Sends a move and waits for its block. @returns the dollars it brought. @throws CodedError that says what became of it. */
  async send(move: SignedTransaction): Promise<Usd> {
    return this.#received(await this.#wallet.send(move));
  }

  /** What became of a move, also of an earlier life. */
  fate(move: Pick<SignedTransaction, 'hash' | 'nonce'>): Promise<TransactionFate> {
    return this.#wallet.fate(move);
  }

  close(): void {
    this.#wallet.close();
  }

  #received(logs: readonly Log[]): Usd {
    let total = 0n;
    for (const log of logs) {
      if (log.address.toLowerCase() !== this.#contracts.collateral.toLowerCase()) continue;
      const event = COLLATERAL.parseLog(log);
      if (String(event?.args['to']).toLowerCase() === this.#wallet.address.toLowerCase())
        total += event?.args['value'] as bigint;
    }
    return usd(Number(total));
  }

  async #assertApproved({ operator, tokens }: Place): Promise<void> {
    const owner = this.#wallet.address;
    if (await this.#wallet.read<boolean>(tokens, 'isApprovedForAll', owner, operator)) return;
    throw new CodedError(
      'polymarket.approval',
      `${operator} may not move the contracts of ${owner}; call setApprovalForAll(${operator}, true) on ${String(tokens.target)} with this wallet, or merge once by hand on polymarket.com`,
      { operator, owner },
    );
  }

  #place(id: MarketId): Place {
    const routing = this.#options.marketOf(id)?.routing;
    if (routing?.platform !== 'polymarket' || routing.version === 'unknown') {
      throw new CodedError('polymarket.unknown-market', `${id} is not listed with its tokens; wait for the listing`, {
        market: id,
      });
    }
    const { adapters, conditionalTokens, positionManager, router } = this.#contracts;
    const v2 = routing.version === 'v2';
    return {
      v2,
      conditionId: nativeIdOf(id),
      operator: v2 ? router : routing.negRisk ? adapters.negRisk : adapters.standard,
      tokens: new Contract(v2 ? positionManager : conditionalTokens, TOKENS, this.#wallet.provider),
      ids: [routing.yesToken, routing.noToken],
    };
  }
}

const notResolved = (market: MarketId): CodedError =>
  new CodedError('polymarket.not-resolved', `${market} is not resolved on the chain yet; redeem it later`, { market });

import type {
  Bus,
  BusCounters,
  ConsumeHandler,
  ConsumeOptions,
  FollowHandler,
  FollowOptions,
  GroupLag,
  Subscription,
} from '../../bus/bus.js';
import { throwOn } from '../../bus/bus-options.js';
import type { Channel } from '../../bus/channel.js';
import type { Envelope, PublishOptions } from '../../bus/envelope.js';
import type { Edge } from '../edge/edge.js';

/** A bus beyond an edge: messages are heard, what is published is told or asked. */
export class EdgeBus implements Bus {
  constructor(
    private readonly edge: Edge,
    private readonly bus: Bus,
  ) {}

  publish<T>(channel: Channel<T>, payload: T, options?: PublishOptions): void {
    const said = { payload, options };
    this.edge.tell(`publish ${channel.stream}`, said, () => this.bus.publish(channel, payload, options));
  }

  async publishDurable<T>(channel: Channel<T>, payload: T, options?: PublishOptions): Promise<Envelope<T>> {
    const rest = await this.edge.ask(`publish ${channel.stream}`, { payload, options }, async () => {
      const { payload: _known, ...envelope } = await this.bus.publishDurable(channel, payload, options);
      return envelope;
    });
    return { ...rest, payload };
  }

  follow<T>(
    channels: readonly Channel<T>[],
    handler: FollowHandler<T>,
    { onGap, wants }: FollowOptions = {},
  ): Promise<Subscription> {
    const streams = channels.map(({ stream }) => stream).join(' ');
    let closed = false;
    const hear = this.edge.hear(`message ${streams}`, (envelope: Envelope<T>) => {
      // It was on its way when the agent let go.
      if (!closed) handler(envelope.payload, envelope);
    });
    const gap = this.edge.hear(`gap ${streams}`, (stream: string) => onGap?.(stream));
    const open = () =>
      this.bus.follow<T>(channels, (_payload, envelope) => void hear(envelope).catch(throwOn), {
        ...(onGap && { onGap: (stream) => void gap(stream).catch(throwOn) }),
        ...(wants && { wants }),
      });
    return this.#subscribe(`follow ${streams}`, open, () => {
      closed = true;
    });
  }

  consume<T>(channel: Channel<T>, options: ConsumeOptions, handler: ConsumeHandler<T>): Promise<Subscription> {
    const { stream } = channel;
    const hear = this.edge.hear(`message ${stream}`, (envelope: Envelope<T>) => handler(envelope.payload, envelope));
    return this.#subscribe(
      `consume ${stream}`,
      () => this.bus.consume<T>(channel, options, (_payload, envelope) => hear(envelope)),
      () => undefined,
    );
  }

  /** For metrics alone, so it is no input: a replay has none. */
  counters(stream: string): BusCounters {
    return this.bus.counters(stream);
  }

  lags(): Promise<readonly GroupLag[]> {
    return this.edge.ask('lags', null, () => this.bus.lags());
  }

  close(): Promise<void> {
    return this.edge.ask('close bus', null, () => this.bus.close());
  }

  async #subscribe(what: string, open: () => Promise<Subscription>, onClose: () => void): Promise<Subscription> {
    let subscription: Subscription | null = null;
    await this.edge.ask(what, null, async () => {
      subscription = await open();
    });
    return {
      close: () => {
        onClose();
        return this.edge.ask(`close ${what}`, null, async () => subscription?.close());
      },
    };
  }
}

import type { Registry } from 'prom-client';
import type { Bus, BusCounters, ConsumeHandler, ConsumeOptions, FollowHandler, FollowOptions } from '../bus/bus.js';
import type { Channel } from '../bus/channel.js';
import type { PublishOptions } from '../bus/envelope.js';
import type { Clock } from '../clock/clock.js';
import { withTrace } from '../log/trace-context.js';
import { counterOf, gaugeOf, histogramOf } from '../metrics/meters.js';
import { metrics } from '../metrics/metrics.js';
import { RunningCount } from '../metrics/running-count.js';

/** An agent's bus, watched: handlers run under the trace of their message, what passes is counted and timed. */
export class ObservedBus implements Bus {
  /** Streams that were touched, with the channel they belong to: symbols and venues are no labels. */
  readonly #channelOf = new Map<string, string>();
  readonly #messages: RunningCount<'agent' | 'channel' | 'event'>;
  readonly #lag;
  readonly #delivery;

  constructor(
    private readonly bus: Bus,
    private readonly agent: string,
    private readonly clock: Clock,
    registry: Registry,
  ) {
    this.#messages = new RunningCount(counterOf(registry, metrics.busMessages));
    this.#lag = gaugeOf(registry, metrics.busLag);
    this.#delivery = histogramOf(registry, metrics.busDelivery);
  }

  publish<T>(channel: Channel<T>, payload: T, options?: PublishOptions): void {
    this.#note(channel);
    this.bus.publish(channel, payload, options);
  }

  publishDurable<T>(channel: Channel<T>, payload: T, options?: PublishOptions) {
    this.#note(channel);
    return this.bus.publishDurable(channel, payload, options);
  }

  follow<T>(channels: readonly Channel<T>[], handler: FollowHandler<T>, options?: FollowOptions) {
    for (const channel of channels) this.#note(channel);
    return this.bus.follow<T>(
      channels,
      (payload, envelope) => withTrace(envelope.trace, () => handler(payload, envelope)),
      options,
    );
  }

  consume<T>(channel: Channel<T>, options: ConsumeOptions, handler: ConsumeHandler<T>) {
    this.#note(channel);
    const timer = this.#delivery.labels({ agent: this.agent, channel: channel.definition.name });
    return this.bus.consume<T>(channel, options, (payload, envelope) => {
      timer.observe(Math.max(0, this.clock.now() - envelope.publishTime) / 1_000);
      return withTrace(envelope.trace, () => handler(payload, envelope));
    });
  }

  counters(stream: string): BusCounters {
    return this.bus.counters(stream);
  }

  lags() {
    return this.bus.lags();
  }

  close(): Promise<void> {
    return this.bus.close();
  }

  /** Brings the metrics up to date. @throws what the bus throws when it cannot say how far behind its groups are */
  async measure(): Promise<void> {
    const totals = new Map<string, Map<string, number>>();
    for (const [stream, channel] of this.#channelOf) {
      const total = totals.get(channel) ?? new Map<string, number>();
      totals.set(channel, total);
      for (const [event, count] of Object.entries(this.bus.counters(stream)))
        total.set(event, (total.get(event) ?? 0) + Number(count));
    }
    for (const [channel, total] of totals)
      for (const [event, count] of total) this.#messages.reach({ agent: this.agent, channel, event }, count);
    const lags = new Map<string, { channel: string; group: string; messages: number }>();
    for (const { stream, group, messages } of await this.bus.lags()) {
      const channel = this.#channelOf.get(stream) ?? stream;
      const key = `${channel} ${group}`;
      lags.set(key, { channel, group, messages: (lags.get(key)?.messages ?? 0) + messages });
    }
    for (const { channel, group, messages } of lags.values()) this.#lag.set({ channel, group }, messages);
  }

  #note({ stream, definition }: { readonly stream: string; readonly definition: { readonly name: string } }): void {
    if (!this.#channelOf.has(stream)) this.#channelOf.set(stream, definition.name);
  }
}

import type { HotSetOptions, HotState } from '../../hot-state/hot-state.js';
import type { Edge } from '../edge/edge.js';

/** The hot state beyond an edge. */
export class EdgeHotState implements HotState {
  constructor(
    private readonly edge: Edge,
    private readonly hot: HotState,
  ) {}

  get<T>(key: string): Promise<T | null> {
    return this.edge.ask('hot-state get', key, () => this.hot.get<T>(key));
  }

  set<T>(key: string, value: T, options?: HotSetOptions): Promise<void> {
    return this.edge.ask('hot-state set', { key, value, options }, () => this.hot.set(key, value, options));
  }

  setIfNewer<T>(key: string, version: number, value: T, options?: HotSetOptions): Promise<boolean> {
    return this.edge.ask('hot-state set', { key, version, value, options }, () =>
      this.hot.setIfNewer(key, version, value, options),
    );
  }

  delete(key: string): Promise<boolean> {
    return this.edge.ask('hot-state delete', key, () => this.hot.delete(key));
  }

  list<T>(prefix: string): Promise<ReadonlyMap<string, T>> {
    return this.edge.ask('hot-state list', prefix, () => this.hot.list<T>(prefix));
  }

  close(): Promise<void> {
    return this.hot.close();
  }
}

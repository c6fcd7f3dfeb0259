/** What a request says of where it comes from. */
export interface RequestOrigin {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;

const hostname = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/** Which names this server goes by, so that no page elsewhere can use it and no name can be turned on it. */
export class OwnOrigin {
  readonly #publicOrigin: string | null;
  readonly #loopbackOnly: boolean;

  /** @param publicUrl the address that people type; null: host and port @param host where it listens */
  constructor(publicUrl: string | null, host: string) {
    this.#publicOrigin = publicUrl === null ? null : new URL(publicUrl).origin;
    this.#loopbackOnly = LOOPBACK.test(host) || host === '::1';
  }

  get isHttps(): boolean {
    return this.#publicOrigin?.startsWith('https:') ?? false;
  }

  /** Whether the name by which it was reached is its own: a stranger's name may be made to point to loopback. */
  isOwnHost(host: string | undefined): boolean {
    if (host === undefined) return false;
    if (this.#publicOrigin !== null && host.toLowerCase() === new URL(this.#publicOrigin).host) return true;
    return !this.#loopbackOnly || LOOPBACK.test(hostname(host));
  }

  /** Whether a request that changes something, or opens a WebSocket, comes from this server's own page. */
  isOwnOrigin({ host, origin }: RequestOrigin): boolean {
    if (origin === undefined || host === undefined) return false;
    if (origin === this.#publicOrigin) return true;
    return origin.toLowerCase() === `http://${host.toLowerCase()}`;
  }
}

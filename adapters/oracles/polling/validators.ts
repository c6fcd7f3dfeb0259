/** What a server gave to ask again with. */
export interface Validator {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

const MOST = 500;

/** Validators of the pages that were read, the oldest forgotten first. */
export class Validators {
  readonly #byUrl = new Map<string, Validator>();

  /** Headers that ask for the page only if it has changed. */
  headersFor(url: string): Record<string, string> {
    const known = this.#byUrl.get(url);
    return {
      ...(known?.etag ? { 'if-none-match': known.etag } : {}),
      ...(known?.lastModified ? { 'if-modified-since': known.lastModified } : {}),
    };
  }

  keep(url: string, headers: Headers): void {
    const validator = { etag: headers.get('etag'), lastModified: headers.get('last-modified') };
    this.#byUrl.delete(url);
    if (validator.etag === null && validator.lastModified === null) return;
    this.#byUrl.set(url, validator);
    const [oldest] = this.#byUrl.keys();
    if (this.#byUrl.size > MOST && oldest !== undefined) this.#byUrl.delete(oldest);
  }

  /** What was read is of no use: the page is wanted whole the next time. */
  forget(url: string): void {
    this.#byUrl.delete(url);
  }
}

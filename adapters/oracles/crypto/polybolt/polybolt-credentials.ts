/** The three parts of an API key of Polymarket's CLOB; any wallet's signature derives them. */
export interface PolyboltCredentials {
  readonly apiKey: string;
  readonly secret: string;
  readonly passphrase: string;
}

import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { creditsOf, OpenSkyProtocol, type SkyBox } from './opensky-protocol.js';

export interface OpenSkyOptions extends PolledOracleSettings {
  /** `https://opensky-network.org/api` */
  readonly url: string;
  /** `https://auth.opensky-network.org/auth/realms/opensky-network/protocol/openid-connect/token` */
  readonly tokenUrl: string;
  /** Null: no client, and so no source. */
  readonly client: { readonly id: string; readonly secret: string } | null;
  /** Where to look; null everywhere, which costs most. Default null. */
  readonly box?: SkyBox | null;
  /** Credits of a day. Default 4,000. */
  readonly daily?: number;
}

const DAY_MS = 86_400_000;
/** What is told is no finer, ms. */
const FINEST_MS = 10_000;
/** Share of the credits that the steady pace may use. */
const SHARE = 0.4;

/** Aircraft by OpenSky; its licence is for research that is not commercial. */
export function openOpenSky(options: OpenSkyOptions): PolledOracle {
  const { url, tokenUrl, client, box = null, daily = 4_000 } = options;
  const keys = client ? [client.secret] : [];
  return new PolledOracle({
    ...options,
    type: 'flights',
    name: 'opensky',
    dataSilenceMs: options.dataSilenceMs ?? 3_600_000,
    mostSymbols: 200,
    atOnce: 1,
    limits: [{ requests: daily, windowMs: DAY_MS }],
    keys,
    missing: client
      ? null
      : 'there is no client id and secret of OpenSky: set OPENSKY_CLIENT_ID and OPENSKY_CLIENT_SECRET',
    protocol: (desk) =>
      new OpenSkyProtocol(desk, {
        url,
        tokenUrl,
        clientId: client?.id ?? '',
        clientSecret: client?.secret ?? '',
        box,
        everyMs: Math.max(FINEST_MS, (creditsOf(box) * DAY_MS) / (daily * SHARE)),
        keys,
      }),
  });
}

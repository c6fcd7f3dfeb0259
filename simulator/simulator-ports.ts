/** Every server of the simulator that a client may be told to find at a fixed port. */
export const simulatorPortNames = [
  'kalshi',
  'gamma',
  'clob',
  'data',
  'polymarketWs',
  'geoblock',
  'polymarketRpc',
  'anthropic',
  'binance',
  'coinbase',
  'coinbaseAdvanced',
  'polybolt',
  'nws',
  'openWeather',
  'tomorrow',
  'openMeteo',
  'espn',
  'polymarketSports',
  'oddsApi',
  'feeds',
  'gdelt',
  'aeroApi',
  'openSky',
  'fred',
  'bls',
  'fed',
  'control',
] as const;

export type SimulatorPortName = (typeof simulatorPortNames)[number];

/** Loopback ports; 0 or absent lets the system choose. */
export type SimulatorPorts = Readonly<Partial<Record<SimulatorPortName, number>>>;

/** The name of a port's option: `polymarketWs` is `polymarket-ws-port`. */
export const portOption = (name: SimulatorPortName): string =>
  `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-port`;

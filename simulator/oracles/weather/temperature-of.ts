/**
 * The temperature at a place at a time, °F. The same place and time give the same temperature, whoever asks and in
 * whatever order, so that all services tell of one world.
 * @param symbol the place, `knyc`. @param time Unix ms.
 */
export type TemperatureOf = (symbol: string, time: number) => number;

/**
 * 0…1: how often a listed event is called off, so that a venue pays everybody half or a fair price. An estimate on the
 * safe side, from games of the large leagues; elections and releases are called off less often.
 */
export const CALLED_OFF = 0.005;

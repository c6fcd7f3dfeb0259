/**
 * Ways in which a pair of markets reads alike and settles apart.
 * - `station`: the city's temperature at another of its stations
 * - `averaging`: the close of an hourly candle against the average of a minute
 * - `bucket`: "above" against one range of the ladder
 * - `step`: the next strike of the ladder
 * - `time-zone`: the same time of day in another zone
 * - `day-shift`: a deadline one day later
 * - `revision`: the first print against the revised figure
 * - `effective`: announced against in effect
 * - `placeholder`: a name that the listing left open
 * - `next`: the next to hold an office against who is confirmed for it
 * - `print`: the first print against the revised figure, where only the rules say so
 * - `condition`: one side's rules ask for more, in a sentence behind the one that says when it pays
 * - `holder`: the next to hold an office against whoever holds it, acting holders included
 * - `other`: "someone else" where the venues leave out different names
 */
export const trapKinds = [
  'station',
  'averaging',
  'bucket',
  'step',
  'time-zone',
  'day-shift',
  'revision',
  'effective',
  'placeholder',
  'next',
  'other',
  'condition',
  'print',
  'holder',
] as const;
export type TrapKind = (typeof trapKinds)[number];

/** The first place at which the chain is not what it was when it was sealed. */
export interface ChainFlaw {
  readonly kind: 'altered' | 'removed' | 'inserted' | 'swapped';
  /** Place in the chain. */
  readonly sequence: number;
  /** Id of the row that stands there; null where none does. */
  readonly id: number | null;
  /** In words, for a person. */
  readonly reason: string;
}

import { userInfo } from 'node:os';

/** Who gives an order, for the record. */
export function operatorName(): string {
  try {
    return `operator ${userInfo().username}`;
  } catch {
    return 'operator';
  }
}

import type { StrategyRow } from '../../../protocol/strategy-row.js';
import { PauseSwitch } from '../../parts/PauseSwitch.js';
import { useAction } from '../../api/use-action.js';

/** Lets a strategy open nothing new, or again. What it holds stays. */
export function PauseStrategy({ row: { id, paused } }: { readonly row: StrategyRow }) {
  const pause = useAction('/api/v1/strategies/pause');
  const resume = useAction('/api/v1/strategies/resume');
  return (
    <PauseSwitch
      what={`strategy ${id}`}
      paused={paused !== null}
      pause={(reason) => pause.mutateAsync({ strategy: id, reason })}
      resume={(reason) => resume.mutateAsync({ strategy: id, reason })}
    >
      It opens nothing new. What it holds stays, and is settled as usual.
    </PauseSwitch>
  );
}

import type { HaltView } from '../../protocol/halt-view.js';
import { span } from '../format/span.js';

type Agent = HaltView['agents'][number];

function say({ state, acknowledged, afterMs }: Agent): { readonly word: string; readonly className: string } {
  if (acknowledged === true)
    return { word: afterMs === null ? 'obeys' : `obeys, after ${span(afterMs)}`, className: 'obeys' };
  if (state === 'dead') return { word: 'silent', className: 'silent' };
  return { word: 'no answer yet', className: 'awaited' };
}

/** Process for process, whether the halt was obeyed. */
export function HaltObedience({ halt }: { readonly halt: HaltView }) {
  if (halt.agentsUnknown !== null)
    return <p className="halt-agents-unknown">Who obeys is not known: {halt.agentsUnknown}</p>;
  const obeying = halt.agents.filter(({ acknowledged }) => acknowledged === true).length;
  const all = halt.agents.length;
  return (
    <details className="obedience" open={obeying < all}>
      <summary>{obeying === all ? `All ${all} agents obey` : `${obeying} of ${all} agents obey`}</summary>
      <ul>
        {halt.agents.map((agent) => {
          const { word, className } = say(agent);
          return (
            <li key={agent.agent} className={className}>
              <span>{agent.agent}</span> <span>{word}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

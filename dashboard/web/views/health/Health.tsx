import { useRows } from '../../live/use-rows.js';
import { Empty } from '../../parts/Empty.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { OracleSources } from './OracleSources.js';
import { OracleValues } from './OracleValues.js';
import { VenueHealth } from './VenueHealth.js';

/** Whether what the swarm sees of the world is fresh and agrees. */
export function Health() {
  const venues = useRows('venues');
  const sources = useRows('oracles');
  const values = useRows('oracleValues');
  if (venues === null) return <Loading lines={8} />;
  return (
    <>
      <Panel title="Venues">
        {venues.length === 0 ? (
          <Empty title="No venue is switched on" />
        ) : (
          <ul className="venues">
            {venues
              .toSorted((a, b) => a.id.localeCompare(b.id))
              .map((venue) => (
                <VenueHealth key={venue.id} venue={venue} />
              ))}
          </ul>
        )}
      </Panel>
      <Panel title="Oracles" count={sources?.length}>
        {sources === null ? <Loading /> : <OracleSources rows={sources} />}
      </Panel>
      <Panel
        title="What they say"
        count={values?.length}
        hint="Disagreement is the distance between the highest and the lowest source."
      >
        {values === null ? <Loading /> : <OracleValues rows={values} />}
      </Panel>
    </>
  );
}

import { Alerts } from './Alerts.js';
import { ConfigurationInForce } from './ConfigurationInForce.js';

/** What happened that a person should know, and how the swarm is set up. */
export const Settings = () => (
  <>
    <Alerts />
    <ConfigurationInForce />
  </>
);

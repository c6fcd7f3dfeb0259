import type { DrillPlace } from './drill-place.js';

/** One thing that goes wrong, what a person must hear of it, and how it ends. */
export interface Fault {
  readonly name: string;
  /** For the person who reads the table. */
  readonly what: string;
  /** Codes of the alerts that must come, each with those that may come in its place. */
  readonly told: readonly (readonly string[])[];
  /** Codes that must come when it is over; none where nothing is to be said. */
  readonly toldBack: readonly string[];
  /** Why it cannot be tried here, or null. */
  readonly missing?: (place: DrillPlace) => string | null;
  readonly strike: (place: DrillPlace) => Promise<void> | void;
  /** Ends the fault, as the world would: nobody touches the swarm. */
  readonly end: (place: DrillPlace) => Promise<void> | void;
}

const killAgent = (place: DrillPlace, agent: string): void => {
  process.kill(pidOf(place, agent), 'SIGKILL');
};

/** The supervisor sleeps, so whom it should start again stays dead. */
const killForGood = (agent: string) => (place: DrillPlace) => {
  place.swarm.process.kill('SIGSTOP');
  killAgent(place, agent);
};
const wakeSupervisor = (place: DrillPlace) => {
  place.swarm.process.kill('SIGCONT');
};

export const faults = {
  'agent-killed': {
    name: 'agent-killed',
    what: 'the executor is killed; its supervisor starts it again',
    // Who comes back slowly is taken for dead first.
    told: [['agent.restarted', 'agent.down']],
    toldBack: [],
    strike: (place) => killAgent(place, 'executor'),
    end: () => undefined,
  },
  'agent-dead': {
    name: 'agent-dead',
    what: 'the executor is killed and nobody starts it again',
    told: [['agent.down']],
    toldBack: ['agent.back'],
    strike: killForGood('executor'),
    end: wakeSupervisor,
  },
  'agent-frozen': {
    name: 'agent-frozen',
    what: 'the opportunity scanner hangs',
    told: [['agent.down']],
    toldBack: ['agent.back'],
    strike: (place) => {
      process.kill(pidOf(place, 'opportunity-scanner'), 'SIGSTOP');
    },
    end: (place) => {
      process.kill(pidOf(place, 'opportunity-scanner'), 'SIGCONT');
    },
  },
  'router-dead': {
    name: 'router-dead',
    what: 'the alert router itself is dead',
    told: [['router.dead']],
    toldBack: [],
    strike: killForGood('alert-router'),
    end: wakeSupervisor,
  },
  redis: {
    name: 'redis',
    what: 'Redis is killed',
    told: [['redis.down']],
    toldBack: ['redis.back'],
    strike: ({ redis }) => redis.kill(),
    end: ({ redis }) => redis.start(),
  },
  'redis-lost': {
    name: 'redis-lost',
    what: 'Redis is killed and comes back empty',
    told: [['redis.down']],
    toldBack: ['redis.back'],
    strike: ({ redis }) => redis.kill('clean'),
    end: ({ redis }) => redis.start(),
  },
  postgres: {
    name: 'postgres',
    what: 'Postgres is stopped',
    told: [['database.down']],
    toldBack: ['database.back'],
    strike: ({ postgres }) => postgres.stop(),
    end: ({ postgres }) => postgres.start(),
  },
  both: {
    name: 'both',
    what: 'Redis and Postgres are away together',
    told: [['redis.down'], ['database.down']],
    toldBack: ['redis.back', 'database.back'],
    strike: async ({ postgres, redis }) => {
      await Promise.all([redis.kill(), postgres.stop()]);
    },
    end: async ({ postgres, redis }) => {
      await Promise.all([redis.start(), postgres.start()]);
    },
  },
  disk: {
    name: 'disk',
    what: 'the disk of the data folder is full to the last byte, and the executor is killed on it',
    told: [['disk.full']],
    toldBack: ['disk.back'],
    missing: ({ disk }) => ('unavailable' in disk ? disk.unavailable : null),
    strike: (place) => {
      if (!('unavailable' in place.disk)) place.disk.fill();
      // Who starts on a full disk must come up too.
      killAgent(place, 'executor');
    },
    end: ({ disk }) => {
      if (!('unavailable' in disk)) disk.makeRoom();
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as readonly FaultName[];

function pidOf(place: DrillPlace, agent: string): number {
  const pid = place.pidOf(agent);
  if (pid === null) throw new Error(`${agent} has no process now`);
  return pid;
}

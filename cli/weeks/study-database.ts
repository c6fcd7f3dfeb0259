import pg from 'pg';

/**
 * Makes databases on a Postgres server for simulated days, each dropped when it has served. What a crash of the server
 * would lose of them is worth nothing, so they do not wait for its disk.
 * @param server `postgres://…` of somebody who may create databases
 */
export const studyDatabases =
  (server: string) =>
  async (name: string): Promise<{ readonly url: string; drop(): Promise<void> }> => {
    const database = `pma_week_${name}`;
    const drop = () => onServer(server, `drop database if exists ${database} with (force)`);
    await drop();
    await onServer(server, `create database ${database}`);
    const url = new URL(server);
    url.pathname = `/${database}`;
    url.searchParams.set('options', '-c synchronous_commit=off');
    return { url: url.toString(), drop };
  };

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

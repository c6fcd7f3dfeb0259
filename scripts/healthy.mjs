/* Whether the agents of this container are well, for its health check: 0 or 1. */
const port = process.env.OPS_PORT ?? '9464';
const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
process.exit(answer?.ok ? 0 : 1);

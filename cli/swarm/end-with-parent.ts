/*
 * Preloaded into every process that the supervisor starts: a supervisor that was killed cannot stop its children, so
 * they end in good order by themselves when the line to it breaks.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

/** What a code of an alert means, and what a person does about it. */
export interface AlertEntry {
  /** How loud it is; two where it depends. */
  readonly tier: string;
  readonly means: string;
  readonly action: string;
}

const entry = (tier: string, means: string, action: string): AlertEntry => ({ tier, means, action });

/** Every code that is raised. `docs/alerts.md` is made from this, and no agent can raise another. */
export const alertCatalogue = {
  'trade.complete': entry('routine', 'A trade was executed: all legs are filled.', 'Nothing.'),
  'trade.settled': entry('routine', 'A trade has paid out; its profit is final.', 'Nothing.'),
  'trade.hedged': entry(
    'important',
    'A trade was filled in part, and its legs were made equal by buying the missing one.',
    'Nothing. If it comes often, raise `trading.safetyBuffer` or look at the latency in `status`.',
  ),
  'trade.unwound': entry('important', 'A trade was filled in part, and what was bought was sold again.', 'As above.'),
  'trade.naked': entry(
    'emergency',
    'The legs of a trade differ and could not be made equal; everything is halted.',
    'Sell or buy by hand at the venue what makes them equal, see that `status` names no difference, then `resume`.',
  ),
  'trade.exit-halted': entry(
    'emergency',
    'A halt came while the legs of a trade differed; nothing is sent until it is lifted.',
    'Make them equal by hand, or `resume` so that the executor does.',
  ),
  'trades.unusual': entry(
    'important',
    'Many more trades within an hour than usual (`alerts.unusualVolume`).',
    'Look at `trades`: a venue that shows prices nobody can have, or a strategy gone wild. `halt` if in doubt.',
  ),
  'report.daily': entry(
    'important',
    'Trades, profit, errors, uptime, best and worst strategy, fees of the last day.',
    'Read it.',
  ),
  halt: entry(
    'emergency or critical',
    'All trading stopped. An emergency when the swarm ordered it, critical when a person did.',
    'Read the reason, mend it, `resume --reason …`.',
  ),
  'halt.lifted': entry('important', 'A halt was lifted: trading goes on.', 'Nothing, if it was you.'),
  'risk.daily-loss': entry(
    'critical',
    'The daily loss limit is reached; nothing is opened until 00:00 UTC.',
    'Look at `trades` and `leaderboard`: pause the strategy that lost.',
  ),
  'risk.drawdown': entry(
    'critical',
    'Equity has fallen three quarters of the way to the drawdown stop.',
    'Decide now whether to pause strategies; at the stop everything is halted.',
  ),
  reconciliation: entry(
    'emergency',
    'Our accounts differ from the venue’s for longer than fills explain; everything is halted.',
    'The alert names what differs. Compare with the venue by hand; book deposits and withdrawals with `cash`; then `resume`.',
  ),
  'approval.forged': entry(
    'critical',
    'Something put an approval on the bus that the guardian did not sign. It was refused.',
    '`halt`. Whoever writes to your Redis is not you: change its passwords, and look at docs/security.md.',
  ),
  'executor.retired': entry(
    'critical',
    'An executor lost its lease to another and stopped.',
    'See that only one runs. The one that stopped has to be started again if the other is gone.',
  ),
  'guardian.retired': entry(
    'critical',
    'A risk guardian lost its lease to another and stopped.',
    'See that only one runs; restart it.',
  ),
  'feed.stale': entry(
    'important',
    'A venue’s feed has been silent for ten seconds. Decisions on its books are refused.',
    'Nothing at first: it connects anew. If it lasts, look at the venue’s status page and at your network.',
  ),
  'venue.unreachable': entry(
    'important',
    'A venue’s feed has not been connected for half a minute.',
    'As above; also see whether the API key is still valid (`doctor`).',
  ),
  'venue.left-alone': entry(
    'important',
    'The executor leaves a venue alone: its orders failed, filled in part, or found nothing behind its books.',
    'Nothing: one trade tries again after a rest. If it comes back, look at the venue’s status page.',
  ),
  'oracle.stale': entry(
    'important',
    'A source of facts has said nothing for too long.',
    'Nothing: what rests on it alone is not traded. If it lasts, look at its key and its plan.',
  ),
  'oracle.down': entry(
    'important',
    'A source that worked has stopped working.',
    'The alert says why: mostly a key or a limit of its plan.',
  ),
  'oracle.nobody': entry(
    'important',
    'No source of a kind of oracle works, and its strategies trade nothing.',
    'Set its keys, or take it out of `oracles.run`.',
  ),
  'oracle.frozen': entry(
    'important',
    'A source repeats one value while others move; it has no vote.',
    'Nothing; look at it if it lasts.',
  ),
  'oracle.lying': entry(
    'important',
    'A source was outvoted by the others; it has no vote.',
    'Nothing; take it out of the configuration if it comes often.',
  ),
  'market.disputed': entry(
    'important',
    'Somebody challenges the outcome of a market in which you hold contracts.',
    'Read why at the venue; the payout waits for days, and may turn. Nothing has to be done.',
  ),
  'settlement.late': entry(
    'important',
    'A market in which you hold contracts closed two days ago and has not paid.',
    'Look at the venue whether it is disputed, or waits for somebody to propose an outcome.',
  ),
  'news.confirmed': entry(
    'important',
    'Independent sources of news decide a market.',
    'Nothing; look at the headline if you hold the other side.',
  ),
  'news.disputed': entry(
    'important',
    'Sources of news say opposite things of a market.',
    'Nothing is traded on it; read both.',
  ),
  'news.single': entry(
    'important',
    'One source of news alone decides a market.',
    'Nothing: one is not enough to trade on.',
  ),
  'match.suspended': entry(
    'important',
    'A pair of markets is not traded any more: its rules changed, its prices stay apart, or nobody vouches for it.',
    '`match show ID`, then `match approve`, `match reject`, or leave it.',
  ),
  'ladder.dropped': entry(
    'important',
    'The rules of a market changed; it left the markets it was traded together with.',
    'Its matches wait for your review.',
  ),
  'llm.budget': entry(
    'important',
    'The language model’s budget of the day is used up.',
    'Nothing: pairs in doubt go to review. Raise `llm.dailyBudget` if you want more.',
  ),
  'capital.advice': entry(
    'routine',
    'The split of the cash between the venues has drifted.',
    'Move what it says, as docs/operating.md describes under “Capital”.',
  ),
  'allocation.state': entry(
    'important or routine',
    'A strategy was promoted, halved or paused by the tournament or by a person.',
    'Look at `leaderboard`; `allocations resume` lets it begin anew.',
  ),
  'agent.down': entry(
    'critical',
    'An agent has sent no heartbeat for 15 s and did not say that it stops.',
    'Look at its log, start it again. A supervisor or Railway does so by itself: then `agent.back` follows.',
  ),
  'agent.back': entry('important', 'An agent that was down is back.', 'Nothing.'),
  'agent.restarted': entry(
    'important',
    'An agent ended without saying that it stops, and was started again. Told once within ten minutes.',
    'Its log says why it ended. Nothing, if it does not come again.',
  ),
  'agent.restarting': entry(
    'important',
    'An agent was restarted three times within ten minutes.',
    'Its log says why it ends.',
  ),
  'database.down': entry(
    'critical',
    'Postgres does not answer. Nothing is approved or sent.',
    'Bring it back; everything goes on by itself.',
  ),
  'database.back': entry('important', 'Postgres is back.', 'Nothing.'),
  'redis.down': entry(
    'critical',
    'Redis does not answer. Nothing reaches anybody, so nothing is traded.',
    'Bring it back; everything goes on by itself.',
  ),
  'redis.back': entry('important', 'Redis is back.', 'Nothing.'),
  'disk.full': entry(
    'critical',
    'The disk under the data folder is nearly full.',
    'Make room: recordings and logs first.',
  ),
  'disk.back': entry('important', 'The disk under the data folder has room again.', 'Nothing.'),
  'bus.parked': entry(
    'critical',
    'A message could not be handled at any attempt and was set aside.',
    'The alert and the log name the error; look at the trade that it names.',
  ),
  'audit.anchor': entry(
    'routine',
    'The head of the audit log, once a day.',
    'Keep it where the database is not (docs/audit.md).',
  ),
  'audit.broken': entry(
    'critical',
    'The audit log was tampered with, or damaged.',
    '`halt`, then `audit verify`: it names the first entry that is wrong.',
  ),
  'recorder.disk': entry(
    'important',
    'Recordings have nearly reached their limit; the oldest days go.',
    'Copy what you want to keep, or raise `recorder.diskLimitMegabytes`.',
  ),
  'recorder.failed': entry('important', 'Recordings could not be written; they are tried again.', 'Look at the disk.'),
  'recorder.journal': entry(
    'important',
    'The journal of an agent ended before it did: what it does from here on cannot be replayed. Trading goes on.',
    'Look at the disk, or raise `recorder.journalMegabytes`; a restart of the agent begins another journal.',
  ),
  'recorder.spool': entry(
    'important',
    'A recording has gaps; trading goes on.',
    'Look at the disk and at the recorder.',
  ),
  'router.dead': entry(
    'emergency',
    'The alert router is dead. The risk guardian says so, by channels of its own.',
    'Start it again. Until then nobody tells you what else goes wrong: `halt` if that takes long.',
  ),
} as const satisfies Readonly<Record<string, AlertEntry>>;

/** A code of an alert. */
export type AlertKind = keyof typeof alertCatalogue;

-- Entries are written by functions that know their table: half the time of one that is told by arguments, which every order
-- waits for. `_subject`, `_trade` and `_at` are expressions of `fact`, the row; `_kind` too.
CREATE FUNCTION audit_table(_table text, _kind text, _subject text, _trade text, _at text, _insert text, _update text) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
	EXECUTE format($code$
		CREATE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $$
		DECLARE
			fact %2$I;
		BEGIN
			IF TG_OP = 'DELETE' THEN fact := OLD; ELSE fact := NEW; END IF;
			INSERT INTO audit_log (source, kind, action, subject, trade_id, at, recorded_at, detail) VALUES (
				%2$L, %3$s, CASE TG_OP WHEN 'INSERT' THEN 'inserted' WHEN 'UPDATE' THEN 'updated' ELSE 'deleted' END,
				%4$s, %5$s, %6$s, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint, to_jsonb(fact)::text);
			RETURN NULL;
		END $$
	$code$, 'audit_' || _table, _table, _kind, _subject, _trade, _at);
	EXECUTE format('DROP TRIGGER IF EXISTS audit_fact ON %I', _table);
	EXECUTE format('DROP TRIGGER IF EXISTS audit_change ON %I', _table);
	EXECUTE format('CREATE TRIGGER audit_fact AFTER %s EXECUTE FUNCTION %I()', _insert, 'audit_' || _table);
	EXECUTE format('CREATE TRIGGER audit_change AFTER %s EXECUTE FUNCTION %I()', _update, 'audit_' || _table);
END $body$;
--> statement-breakpoint
SELECT audit_table(facts.name, facts.kind, facts.subject, facts.trade, facts.at,
	format('INSERT OR DELETE ON %I FOR EACH ROW', facts.name),
	format('UPDATE ON %I FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)', facts.name))
FROM (VALUES
	('trades', '''trade''', 'fact.id', 'fact.id', 'fact.updated_at'),
	('approvals', '''approval''', 'fact.id', 'fact.trade_id', 'coalesce(fact.used_at, (fact.signed #>> ''{approval,approvedAt}'')::bigint)'),
	('intents', '''intent''', 'fact.client_order_id', 'fact.trade_id', 'fact.created_at'),
	('orders', '''order''', 'fact.client_order_id', 'fact.trade_id', 'fact.updated_at'),
	('fills', '''fill''', 'fact.platform || '':'' || fact.fill_id', 'fact.trade_id', 'fact.at'),
	('ledger', '''posting''', 'fact.id::text', 'fact.trade_id', 'fact.at'),
	('risk_events', 'fact.kind', 'fact.id', 'fact.trade_id', 'fact.at'),
	('halts', '''halt-state''', 'fact.id', 'NULL', 'coalesce(fact.resumed_at, fact.at)'),
	('venue_pauses', '''venue-pause''', 'fact.id', 'NULL', 'coalesce(fact.resumed_at, fact.at)'),
	('match_reviews', '''match-review''', 'fact.sequence::text', 'NULL', 'fact.at'),
	('allocations', '''allocation''', 'fact.id', 'NULL', 'fact.at'),
	('allocation_orders', '''allocation-order''', 'fact.sequence::text', 'NULL', 'coalesce(fact.handled_at, fact.at)')
) AS facts(name, kind, subject, trade, at);
--> statement-breakpoint
-- Judgements change all the time; what counts is when a pair may trade, and when no longer.
SELECT audit_table('market_matches', '''match''', 'fact.id', 'NULL', 'fact.updated_at',
	'INSERT ON market_matches FOR EACH ROW WHEN (NEW.status = ''active'')',
	'UPDATE ON market_matches FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND ''active'' IN (OLD.status, NEW.status))');
--> statement-breakpoint
DROP FUNCTION audit_fact();
--> statement-breakpoint
DROP FUNCTION audit_entry(jsonb, text, text, text, text, text);

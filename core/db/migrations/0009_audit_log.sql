CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" bigint NOT NULL,
	CONSTRAINT "audit_head_one_row" CHECK ("audit_head"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"trade_id" text,
	"at" bigint NOT NULL,
	"recorded_at" bigint NOT NULL,
	"detail" text NOT NULL,
	"sequence" bigint,
	"previous" text,
	"hash" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_log_sequence" ON "audit_log" USING btree ("sequence") WHERE "audit_log"."sequence" is not null;--> statement-breakpoint
CREATE INDEX "audit_log_unsealed" ON "audit_log" USING btree ("id") WHERE "audit_log"."sequence" is null;--> statement-breakpoint
CREATE INDEX "audit_log_trade" ON "audit_log" USING btree ("trade_id") WHERE "audit_log"."trade_id" is not null;--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at");--> statement-breakpoint
-- One entry of the log from one row of a fact. `_keys` and `_times` are comma-separated names, the latter paths with dots, of
-- which the first that is set counts; a kind that begins with "@" is read from that column.
CREATE FUNCTION audit_entry(_fact jsonb, _source text, _kind text, _action text, _keys text, _times text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO audit_log (source, kind, action, subject, trade_id, at, recorded_at, detail) VALUES (
		_source,
		CASE WHEN _kind LIKE '@%' THEN _fact ->> substr(_kind, 2) ELSE _kind END,
		_action,
		(SELECT string_agg(_fact ->> part.name, ':' ORDER BY part.place)
			FROM unnest(string_to_array(_keys, ',')) WITH ORDINALITY AS part(name, place)),
		CASE WHEN _source = 'trades' THEN _fact ->> 'id' ELSE _fact ->> 'trade_id' END,
		(SELECT (_fact #>> string_to_array(part.path, '.'))::bigint
			FROM unnest(string_to_array(_times, ',')) WITH ORDINALITY AS part(path, place)
			WHERE _fact #>> string_to_array(part.path, '.') IS NOT NULL ORDER BY part.place LIMIT 1),
		floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint,
		_fact::text
	);
END $$;
--> statement-breakpoint
CREATE FUNCTION audit_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		PERFORM audit_entry(to_jsonb(OLD), TG_TABLE_NAME, TG_ARGV[0], 'deleted', TG_ARGV[1], TG_ARGV[2]);
	ELSE
		PERFORM audit_entry(to_jsonb(NEW), TG_TABLE_NAME, TG_ARGV[0],
			CASE TG_OP WHEN 'INSERT' THEN 'inserted' ELSE 'updated' END, TG_ARGV[1], TG_ARGV[2]);
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "trades" FOR EACH ROW EXECUTE FUNCTION audit_fact('trade', 'id', 'updated_at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "trades" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('trade', 'id', 'updated_at');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "approvals" FOR EACH ROW EXECUTE FUNCTION audit_fact('approval', 'id', 'used_at,signed.approval.approvedAt');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "approvals" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('approval', 'id', 'used_at,signed.approval.approvedAt');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "intents" FOR EACH ROW EXECUTE FUNCTION audit_fact('intent', 'client_order_id', 'created_at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "intents" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('intent', 'client_order_id', 'created_at');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "orders" FOR EACH ROW EXECUTE FUNCTION audit_fact('order', 'client_order_id', 'updated_at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "orders" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('order', 'client_order_id', 'updated_at');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "fills" FOR EACH ROW EXECUTE FUNCTION audit_fact('fill', 'platform,fill_id', 'at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "fills" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('fill', 'platform,fill_id', 'at');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "ledger" FOR EACH ROW EXECUTE FUNCTION audit_fact('posting', 'id', 'at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "ledger" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('posting', 'id', 'at');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "risk_events" FOR EACH ROW EXECUTE FUNCTION audit_fact('@kind', 'id', 'at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "risk_events" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('@kind', 'id', 'at');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "halts" FOR EACH ROW EXECUTE FUNCTION audit_fact('halt-state', 'id', 'resumed_at,at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "halts" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('halt-state', 'id', 'resumed_at,at');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "venue_pauses" FOR EACH ROW EXECUTE FUNCTION audit_fact('venue-pause', 'id', 'resumed_at,at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "venue_pauses" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('venue-pause', 'id', 'resumed_at,at');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "match_reviews" FOR EACH ROW EXECUTE FUNCTION audit_fact('match-review', 'sequence', 'at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "match_reviews" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('match-review', 'sequence', 'at');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "allocations" FOR EACH ROW EXECUTE FUNCTION audit_fact('allocation', 'id', 'at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "allocations" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('allocation', 'id', 'at');
--> statement-breakpoint
CREATE TRIGGER audit_fact AFTER INSERT OR DELETE ON "allocation_orders" FOR EACH ROW EXECUTE FUNCTION audit_fact('allocation-order', 'sequence', 'handled_at,at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "allocation_orders" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_fact('allocation-order', 'sequence', 'handled_at,at');
--> statement-breakpoint
-- Judgements change all the time; what counts is when a pair may trade, and when no longer.
CREATE TRIGGER audit_fact AFTER INSERT ON "market_matches" FOR EACH ROW WHEN (NEW.status = 'active') EXECUTE FUNCTION audit_fact('match', 'id', 'updated_at');
--> statement-breakpoint
CREATE TRIGGER audit_change AFTER UPDATE ON "market_matches" FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND 'active' IN (OLD.status, NEW.status)) EXECUTE FUNCTION audit_fact('match', 'id', 'updated_at');
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'trades', 'trade', 'opened', 'id', 'updated_at') FROM "trades" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'approvals', 'approval', 'opened', 'id', 'used_at,signed.approval.approvedAt') FROM "approvals" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'intents', 'intent', 'opened', 'client_order_id', 'created_at') FROM "intents" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'orders', 'order', 'opened', 'client_order_id', 'updated_at') FROM "orders" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'fills', 'fill', 'opened', 'platform,fill_id', 'at') FROM "fills" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'ledger', 'posting', 'opened', 'id', 'at') FROM "ledger" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'risk_events', '@kind', 'opened', 'id', 'at') FROM "risk_events" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'halts', 'halt-state', 'opened', 'id', 'resumed_at,at') FROM "halts" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'venue_pauses', 'venue-pause', 'opened', 'id', 'resumed_at,at') FROM "venue_pauses" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'match_reviews', 'match-review', 'opened', 'sequence', 'at') FROM "match_reviews" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'allocations', 'allocation', 'opened', 'id', 'at') FROM "allocations" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'allocation_orders', 'allocation-order', 'opened', 'sequence', 'handled_at,at') FROM "allocation_orders" fact;
--> statement-breakpoint
SELECT audit_entry(to_jsonb(fact), 'market_matches', 'match', 'opened', 'id', 'updated_at') FROM "market_matches" fact WHERE status = 'active';
--> statement-breakpoint
CREATE FUNCTION audit_log_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		IF OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND NEW.previous IS NOT NULL AND NEW.hash IS NOT NULL
			AND (NEW.id, NEW.source, NEW.kind, NEW.action, NEW.subject, NEW.trade_id, NEW.at, NEW.recorded_at, NEW.detail)
				IS NOT DISTINCT FROM
				(OLD.id, OLD.source, OLD.kind, OLD.action, OLD.subject, OLD.trade_id, OLD.at, OLD.recorded_at, OLD.detail)
		THEN
			RETURN NEW;
		END IF;
	END IF;
	RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_log_unsealed_first BEFORE INSERT ON "audit_log" FOR EACH ROW WHEN (NEW.sequence IS NOT NULL OR NEW.previous IS NOT NULL OR NEW.hash IS NOT NULL) EXECUTE FUNCTION audit_log_keep();
--> statement-breakpoint
CREATE TRIGGER audit_log_kept BEFORE UPDATE OR DELETE ON "audit_log" FOR EACH ROW EXECUTE FUNCTION audit_log_keep();
--> statement-breakpoint
CREATE TRIGGER audit_log_never_emptied BEFORE TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION audit_log_keep();
--> statement-breakpoint
CREATE FUNCTION audit_head_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		IF NEW.sequence > OLD.sequence THEN RETURN NEW; END IF;
	END IF;
	RAISE EXCEPTION 'audit_head only moves forward: % refused', lower(TG_OP) USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_head_kept BEFORE UPDATE OR DELETE ON "audit_head" FOR EACH ROW EXECUTE FUNCTION audit_head_forward();
--> statement-breakpoint
CREATE TRIGGER audit_head_never_emptied BEFORE TRUNCATE ON "audit_head" FOR EACH STATEMENT EXECUTE FUNCTION audit_head_forward();

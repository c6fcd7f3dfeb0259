CREATE TABLE "allocations" (
	"id" text PRIMARY KEY NOT NULL,
	"table" jsonb NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "market_matches" (
	"id" text PRIMARY KEY NOT NULL,
	"kalshi" text NOT NULL,
	"polymarket" text NOT NULL,
	"status" text NOT NULL,
	"confidence" double precision NOT NULL,
	"match" jsonb NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "markets" (
	"id" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"event" text NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"close_time" bigint NOT NULL,
	"yes_payout" bigint,
	"market" jsonb NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "opportunities" (
	"id" text PRIMARY KEY NOT NULL,
	"cover_id" text NOT NULL,
	"kind" text NOT NULL,
	"quantity" bigint NOT NULL,
	"total_cost" bigint NOT NULL,
	"net_profit" bigint NOT NULL,
	"roi" double precision NOT NULL,
	"suspicious" boolean NOT NULL,
	"opportunity" jsonb NOT NULL,
	"detected_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "strategy_performance" (
	"trade_id" text PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"strategy" text NOT NULL,
	"cost" bigint NOT NULL,
	"fees" bigint NOT NULL,
	"pnl" bigint NOT NULL,
	"closed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "venues" (
	"platform" text PRIMARY KEY NOT NULL,
	"credentials" text,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"tier" text NOT NULL,
	"kind" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"source" text NOT NULL,
	"at" bigint NOT NULL,
	"count" integer NOT NULL,
	"acknowledged_at" bigint
);
--> statement-breakpoint
CREATE TABLE "halts" (
	"id" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	"resumed_at" bigint,
	"resumed_by" text,
	"resume_reason" text
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"token" integer NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"sequence" bigserial NOT NULL,
	"stream" text NOT NULL,
	"source" text NOT NULL,
	"payload" jsonb NOT NULL,
	"trace" text,
	"cause" text,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "paper_accounts" (
	"platform" text PRIMARY KEY NOT NULL,
	"deposited" bigint NOT NULL,
	"cash" bigint NOT NULL,
	"reserved" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "paper_orders" (
	"client_order_id" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"spec" jsonb NOT NULL,
	"state" text NOT NULL,
	"filled" bigint NOT NULL,
	"reserved" bigint NOT NULL,
	"queue_ahead" bigint NOT NULL,
	"fee_accumulator" bigint NOT NULL,
	"fills" jsonb NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "paper_positions" (
	"market" text NOT NULL,
	"side" text NOT NULL,
	"platform" text NOT NULL,
	"quantity" bigint NOT NULL,
	"settled" boolean NOT NULL,
	CONSTRAINT "paper_positions_market_side_pk" PRIMARY KEY("market","side")
);
--> statement-breakpoint
CREATE TABLE "risk_events" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"rule" text NOT NULL,
	"limit" text NOT NULL,
	"value" text NOT NULL,
	"message" text NOT NULL,
	"trade_id" text,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "risk_marks" (
	"mode" text PRIMARY KEY NOT NULL,
	"high_water_mark" bigint NOT NULL,
	"day" text NOT NULL,
	"day_start_equity" bigint NOT NULL,
	"paused_day" text NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" text PRIMARY KEY NOT NULL,
	"trade_id" text NOT NULL,
	"signed" jsonb NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint,
	CONSTRAINT "approvals_trade_id_unique" UNIQUE("trade_id")
);
--> statement-breakpoint
CREATE TABLE "fills" (
	"platform" text NOT NULL,
	"fill_id" text NOT NULL,
	"client_order_id" text NOT NULL,
	"trade_id" text NOT NULL,
	"leg_index" integer NOT NULL,
	"market" text NOT NULL,
	"side" text NOT NULL,
	"action" text NOT NULL,
	"quantity" bigint NOT NULL,
	"price" bigint NOT NULL,
	"notional" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"liquidity" text NOT NULL,
	"finality" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "fills_platform_fill_id_pk" PRIMARY KEY("platform","fill_id"),
	CONSTRAINT "fills_quantity_positive" CHECK ("fills"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "intents" (
	"client_order_id" text PRIMARY KEY NOT NULL,
	"trade_id" text NOT NULL,
	"leg_index" integer NOT NULL,
	"purpose" text NOT NULL,
	"venue_order_id" text,
	"spec" jsonb NOT NULL,
	"fencing_token" integer NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"entry" text NOT NULL,
	"account" text NOT NULL,
	"amount" bigint NOT NULL,
	"trade_id" text,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"client_order_id" text PRIMARY KEY NOT NULL,
	"trade_id" text NOT NULL,
	"platform" text NOT NULL,
	"venue_order_id" text,
	"state" text NOT NULL,
	"filled" bigint NOT NULL,
	"reason" text NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "positions" (
	"mode" text NOT NULL,
	"market" text NOT NULL,
	"side" text NOT NULL,
	"platform" text NOT NULL,
	"quantity" bigint NOT NULL,
	"cost" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "positions_mode_market_side_pk" PRIMARY KEY("mode","market","side"),
	CONSTRAINT "positions_not_negative" CHECK ("positions"."quantity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "trade_legs" (
	"trade_id" text NOT NULL,
	"leg_index" integer NOT NULL,
	"market" text NOT NULL,
	"platform" text NOT NULL,
	"event" text NOT NULL,
	"side" text NOT NULL,
	"limit_price" bigint NOT NULL,
	"quantity" bigint NOT NULL,
	"max_cost" bigint NOT NULL,
	"filled" bigint NOT NULL,
	"cost" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"payout" bigint,
	CONSTRAINT "trade_legs_trade_id_leg_index_pk" PRIMARY KEY("trade_id","leg_index")
);
--> statement-breakpoint
CREATE TABLE "trades" (
	"id" text PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"strategy" text NOT NULL,
	"cover_id" text NOT NULL,
	"kind" text NOT NULL,
	"basis" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"opportunity_id" text NOT NULL,
	"trace" text NOT NULL,
	"quantity" bigint NOT NULL,
	"floor" bigint NOT NULL,
	"max_cost" bigint NOT NULL,
	"expected_profit" bigint NOT NULL,
	"cost" bigint NOT NULL,
	"fees" bigint NOT NULL,
	"payout" bigint NOT NULL,
	"pnl" bigint NOT NULL,
	"resolution_time" bigint NOT NULL,
	"tick_at" bigint NOT NULL,
	"tick_to_trade_ms" double precision,
	"requested_at" bigint NOT NULL,
	"executed_at" bigint,
	"settled_at" bigint,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_trade_id_trades_id_fk" FOREIGN KEY ("trade_id") REFERENCES "public"."trades"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fills" ADD CONSTRAINT "fills_client_order_id_intents_client_order_id_fk" FOREIGN KEY ("client_order_id") REFERENCES "public"."intents"("client_order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intents" ADD CONSTRAINT "intents_trade_id_trades_id_fk" FOREIGN KEY ("trade_id") REFERENCES "public"."trades"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_client_order_id_intents_client_order_id_fk" FOREIGN KEY ("client_order_id") REFERENCES "public"."intents"("client_order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trade_legs" ADD CONSTRAINT "trade_legs_trade_id_trades_id_fk" FOREIGN KEY ("trade_id") REFERENCES "public"."trades"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "markets_status" ON "markets" USING btree ("status");--> statement-breakpoint
CREATE INDEX "opportunities_detected_at" ON "opportunities" USING btree ("detected_at");--> statement-breakpoint
CREATE INDEX "strategy_performance_closed_at" ON "strategy_performance" USING btree ("strategy","closed_at");--> statement-breakpoint
CREATE INDEX "alerts_key" ON "alerts" USING btree ("dedupe_key","at");--> statement-breakpoint
CREATE INDEX "outbox_source" ON "outbox" USING btree ("source","sequence");--> statement-breakpoint
CREATE INDEX "paper_orders_state" ON "paper_orders" USING btree ("platform","state");--> statement-breakpoint
CREATE INDEX "risk_events_at" ON "risk_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "risk_events_rule" ON "risk_events" USING btree ("rule");--> statement-breakpoint
CREATE INDEX "fills_trade" ON "fills" USING btree ("trade_id");--> statement-breakpoint
CREATE INDEX "intents_trade" ON "intents" USING btree ("trade_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entry_account" ON "ledger" USING btree ("mode","entry","account");--> statement-breakpoint
CREATE INDEX "ledger_account" ON "ledger" USING btree ("account");--> statement-breakpoint
CREATE INDEX "orders_state" ON "orders" USING btree ("state");--> statement-breakpoint
CREATE INDEX "orders_trade" ON "orders" USING btree ("trade_id");--> statement-breakpoint
CREATE INDEX "trade_legs_market" ON "trade_legs" USING btree ("market");--> statement-breakpoint
CREATE INDEX "trades_state" ON "trades" USING btree ("state");--> statement-breakpoint
CREATE INDEX "trades_requested_at" ON "trades" USING btree ("requested_at");--> statement-breakpoint
CREATE INDEX "trades_cover" ON "trades" USING btree ("cover_id","requested_at");
CREATE TABLE "allocation_orders" (
	"sequence" bigserial PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"order" jsonb NOT NULL,
	"at" bigint NOT NULL,
	"handled_at" bigint,
	"allocation" text
);
--> statement-breakpoint
-- Its rows repeated what the trades table says.
DROP TABLE "strategy_performance";--> statement-breakpoint
CREATE TABLE "strategy_performance" (
	"mode" text NOT NULL,
	"day" bigint NOT NULL,
	"strategy" text NOT NULL,
	"capital" bigint NOT NULL,
	"pnl" bigint NOT NULL,
	"traded" bigint NOT NULL,
	"trades" integer NOT NULL,
	"allocation" text,
	"sharpe" double precision,
	"standard_error" double precision,
	"low" double precision,
	"high" double precision,
	"scored_days" integer,
	"scored_trades" integer,
	"rank" integer,
	"state" text,
	"weight" double precision,
	"granted" bigint,
	"reason" text,
	CONSTRAINT "strategy_performance_mode_strategy_day_pk" PRIMARY KEY("mode","strategy","day")
);
--> statement-breakpoint
-- Equal shares from before there was a tournament; the allocator begins anew at its next start.
DELETE FROM "allocations";--> statement-breakpoint
ALTER TABLE "allocations" ADD COLUMN "sequence" bigserial NOT NULL;--> statement-breakpoint
ALTER TABLE "allocations" ADD COLUMN "mode" text NOT NULL;--> statement-breakpoint
ALTER TABLE "allocations" ADD COLUMN "cause" text NOT NULL;--> statement-breakpoint
CREATE INDEX "allocation_orders_handled" ON "allocation_orders" USING btree ("mode","handled_at");--> statement-breakpoint
CREATE INDEX "allocations_newest" ON "allocations" USING btree ("mode","sequence");--> statement-breakpoint
CREATE INDEX "allocations_at" ON "allocations" USING btree ("mode","at");

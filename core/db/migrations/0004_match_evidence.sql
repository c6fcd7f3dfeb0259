CREATE TABLE "judged_listings" (
	"print" text PRIMARY KEY NOT NULL,
	"listing" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "match_evidence" (
	"match" text NOT NULL,
	"by" text NOT NULL,
	"kalshi_print" text NOT NULL,
	"polymarket_print" text NOT NULL,
	"settled" boolean NOT NULL,
	"evidence" jsonb NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "match_evidence_match_by_kalshi_print_polymarket_print_pk" PRIMARY KEY("match","by","kalshi_print","polymarket_print")
);
--> statement-breakpoint
ALTER TABLE "model_days" ADD COLUMN "exhausted_at" bigint;
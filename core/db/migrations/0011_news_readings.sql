CREATE TABLE "news_readings" (
	"id" text PRIMARY KEY NOT NULL,
	"market" text NOT NULL,
	"rules_hash" text NOT NULL,
	"story" jsonb NOT NULL,
	"finding" text NOT NULL,
	"sentence" text,
	"reason" text NOT NULL,
	"official" boolean NOT NULL,
	"model" text NOT NULL,
	"prompt_hash" text NOT NULL,
	"answers" jsonb NOT NULL,
	"cost" bigint NOT NULL,
	"read_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "news_readings_read" ON "news_readings" USING btree ("read_at");--> statement-breakpoint
CREATE INDEX "news_readings_market" ON "news_readings" USING btree ("market");
CREATE TABLE "market_ladders" (
	"id" text PRIMARY KEY NOT NULL,
	"ladder" jsonb NOT NULL,
	"updated_at" bigint NOT NULL
);

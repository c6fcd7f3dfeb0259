CREATE TABLE "venue_pauses" (
	"id" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	"resumed_at" bigint,
	"resumed_by" text,
	"resume_reason" text
);
--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "acknowledged_by" text;--> statement-breakpoint
CREATE UNIQUE INDEX "venue_pauses_in_force" ON "venue_pauses" USING btree ("platform") WHERE "venue_pauses"."resumed_at" is null;
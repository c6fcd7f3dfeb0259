CREATE TABLE "alert_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"alert" text NOT NULL,
	"channel" text NOT NULL,
	"round" integer NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"due_at" bigint NOT NULL,
	"first_tried_at" bigint,
	"tried_at" bigint,
	"reason" text NOT NULL,
	"reference" text,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_occurrences" (
	"id" text PRIMARY KEY NOT NULL,
	"alert" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "alert_deliveries_alert" ON "alert_deliveries" USING btree ("alert");--> statement-breakpoint
CREATE INDEX "alert_deliveries_state" ON "alert_deliveries" USING btree ("state");--> statement-breakpoint
CREATE INDEX "alert_occurrences_at" ON "alert_occurrences" USING btree ("at");
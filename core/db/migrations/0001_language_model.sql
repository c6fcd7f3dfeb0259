CREATE TABLE "model_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"batch" text,
	"state" text NOT NULL,
	"model" text NOT NULL,
	"work" jsonb NOT NULL,
	"call" text NOT NULL,
	"at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_calls" (
	"id" text PRIMARY KEY NOT NULL,
	"day" text NOT NULL,
	"model" text NOT NULL,
	"purpose" text NOT NULL,
	"reserved" bigint NOT NULL,
	"cost" bigint,
	"at" bigint NOT NULL,
	"settled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "model_days" (
	"day" text PRIMARY KEY NOT NULL,
	"committed" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "model_batches" ADD CONSTRAINT "model_batches_call_model_calls_id_fk" FOREIGN KEY ("call") REFERENCES "public"."model_calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "model_batches_state" ON "model_batches" USING btree ("state");--> statement-breakpoint
CREATE INDEX "model_calls_day" ON "model_calls" USING btree ("day");
CREATE TABLE "paper_twins" (
	"client_order_id" text PRIMARY KEY NOT NULL,
	"filled" bigint NOT NULL,
	"notional" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"refusal" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "paper_twins" ADD CONSTRAINT "paper_twins_client_order_id_intents_client_order_id_fk" FOREIGN KEY ("client_order_id") REFERENCES "public"."intents"("client_order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "paper_twins_at" ON "paper_twins" USING btree ("at");
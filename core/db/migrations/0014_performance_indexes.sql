CREATE INDEX "fills_at" ON "fills" USING btree ("at");--> statement-breakpoint
CREATE INDEX "trades_settled_at" ON "trades" USING btree ("mode","settled_at");
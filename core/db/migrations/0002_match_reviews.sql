CREATE TABLE "match_reviews" (
	"sequence" bigserial PRIMARY KEY NOT NULL,
	"match" text NOT NULL,
	"review" jsonb NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "match_reviews_match" ON "match_reviews" USING btree ("match");
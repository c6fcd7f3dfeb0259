CREATE TABLE "model_calibrations" (
	"model" text PRIMARY KEY NOT NULL,
	"record" jsonb NOT NULL,
	"updated_at" bigint NOT NULL
);

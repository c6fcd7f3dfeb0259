ALTER TABLE "model_calibrations" ADD COLUMN "shard" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "model_calibrations" DROP CONSTRAINT "model_calibrations_pkey";--> statement-breakpoint
ALTER TABLE "model_calibrations" ADD CONSTRAINT "model_calibrations_model_shard_pk" PRIMARY KEY("model","shard");

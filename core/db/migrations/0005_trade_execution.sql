ALTER TABLE "trades" ADD COLUMN "execution" jsonb DEFAULT '{"style":"at-once"}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "trades" ADD COLUMN "withdrawn_at" bigint;
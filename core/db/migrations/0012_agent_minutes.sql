CREATE TABLE "agent_minutes" (
	"agent" text NOT NULL,
	"minute" bigint NOT NULL,
	CONSTRAINT "agent_minutes_agent_minute_pk" PRIMARY KEY("agent","minute")
);

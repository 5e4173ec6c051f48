-- What a health need is about is kept in this table alone. Nothing wrote these columns.
ALTER TABLE "HealthReferral" DROP CONSTRAINT "HealthReferral_organisationId_fkey";
DROP INDEX "HealthReferral_organisationId_idx";
ALTER TABLE "HealthReferral" DROP COLUMN "organisationId", DROP COLUMN "outcome";

INSERT INTO "HealthReferral" ("referralId", kind, "recordedById")
  SELECT id, 'health', coalesce("requesterId", '') FROM "Referral" WHERE kind = 'health' ON CONFLICT DO NOTHING;
UPDATE "Referral" SET kind = 'other' WHERE kind = 'health';
UPDATE "Visit" SET needs = array_replace(needs, 'health', 'other') WHERE 'health' = ANY (needs);
UPDATE "TimelineEvent" SET data = jsonb_set(data, '{kind}', '"other"') WHERE data->>'kind' = 'health';
UPDATE "Notice" SET data = jsonb_set(data, '{kind}', '"other"') WHERE data->>'kind' = 'health';

-- AlterTable
ALTER TABLE "Inbound" ADD COLUMN     "replySegments" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Notice" ADD COLUMN     "nowAt" TIMESTAMP(3),
ADD COLUMN     "nowById" TEXT,
ADD COLUMN     "nowWhy" TEXT,
ADD COLUMN     "toldIn" BIGINT;

-- CreateTable
CREATE TABLE "StoppedNumber" (
    "number" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StoppedNumber_pkey" PRIMARY KEY ("number")
);

-- A number's word, not an account's: what was said stays.
INSERT INTO "StoppedNumber" ("number", "at")
SELECT "phone", min("smsStoppedAt") FROM "User" WHERE "smsStoppedAt" IS NOT NULL AND "phone" IS NOT NULL GROUP BY "phone";

-- AlterTable
ALTER TABLE "User" DROP COLUMN "smsStoppedAt";

-- CreateTable
CREATE TABLE "Consent" (
    "id" TEXT NOT NULL,
    "caseId" TEXT NOT NULL,
    "told" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'vi',
    "how" TEXT NOT NULL,
    "givenOn" DATE NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "recordedById" TEXT NOT NULL,
    "withdrawnAt" TIMESTAMP(3),
    "withdrawnById" TEXT,
    "openKey" TEXT,

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Consent_openKey_key" ON "Consent"("openKey");

-- CreateIndex
CREATE INDEX "Consent_caseId_idx" ON "Consent"("caseId");

-- CreateIndex
CREATE INDEX "Consent_address_idx" ON "Consent"("address");

-- CreateIndex
CREATE INDEX "Notice_toldIn_idx" ON "Notice"("toldIn");

-- AddForeignKey
ALTER TABLE "Consent" ADD CONSTRAINT "Consent_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

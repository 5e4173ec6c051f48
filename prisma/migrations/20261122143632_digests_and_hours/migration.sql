-- AlterTable
ALTER TABLE "Notice" ADD COLUMN     "despite" TEXT,
ADD COLUMN     "digestId" BIGINT,
ADD COLUMN     "heldFor" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "daysOff" INTEGER[],
ADD COLUMN     "phoneShared" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "quietFrom" TEXT,
ADD COLUMN     "quietTo" TEXT,
ADD COLUMN     "smsAccents" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "Message_to_createdAt_idx" ON "Message"("to", "createdAt");

-- CreateIndex
CREATE INDEX "Notice_digestId_idx" ON "Notice"("digestId");

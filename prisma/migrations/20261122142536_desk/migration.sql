-- AlterTable
ALTER TABLE "Inbound" ADD COLUMN     "caseId" TEXT,
ADD COLUMN     "communeId" TEXT,
ADD COLUMN     "dueAt" TIMESTAMP(3),
ADD COLUMN     "handled" TEXT,
ADD COLUMN     "handledAt" TIMESTAMP(3),
ADD COLUMN     "handledById" TEXT,
ADD COLUMN     "note" TEXT,
ADD COLUMN     "provinceId" TEXT,
ADD COLUMN     "reply" TEXT,
ADD COLUMN     "why" TEXT;

-- AlterTable
ALTER TABLE "Notice" ADD COLUMN     "againById" TEXT,
ADD COLUMN     "againWhy" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "smsStoppedAt" TIMESTAMP(3);

-- CreateIndex
CREATE INDEX "Inbound_from_receivedAt_idx" ON "Inbound"("from", "receivedAt");

-- CreateIndex
CREATE INDEX "Inbound_communeId_handledAt_dueAt_idx" ON "Inbound"("communeId", "handledAt", "dueAt");

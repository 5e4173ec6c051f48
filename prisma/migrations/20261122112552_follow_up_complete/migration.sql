-- AlterTable
ALTER TABLE "FollowUp" ADD COLUMN     "certificate" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "coverId" TEXT,
ADD COLUMN     "coverUntil" DATE,
ADD COLUMN     "movingToId" TEXT,
ADD COLUMN     "pace" INTEGER NOT NULL DEFAULT 100,
ADD COLUMN     "paused" TEXT;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "languages" TEXT[];

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "languages" TEXT[],
ADD COLUMN     "sex" TEXT;

-- AlterTable
ALTER TABLE "Visit" ADD COLUMN     "topics" TEXT[];

-- CreateIndex
CREATE INDEX "FollowUp_coverId_idx" ON "FollowUp"("coverId");

-- CreateIndex
CREATE INDEX "FollowUp_movingToId_idx" ON "FollowUp"("movingToId");

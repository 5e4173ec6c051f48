-- AlterTable
ALTER TABLE "Escalation" ADD COLUMN     "rung" TEXT,
ADD COLUMN     "silence" TEXT;

-- AlterTable
ALTER TABLE "EscalationItem" ADD COLUMN     "closedById" TEXT,
ADD COLUMN     "closedHow" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "deputyId" TEXT;

-- CreateTable
CREATE TABLE "UserCover" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "coverId" TEXT,
    "from" DATE NOT NULL,
    "until" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "UserCover_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "UserCover_userId_until_idx" ON "UserCover"("userId", "until");

-- AddForeignKey
ALTER TABLE "UserCover" ADD CONSTRAINT "UserCover_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

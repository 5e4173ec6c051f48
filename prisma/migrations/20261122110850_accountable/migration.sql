-- AlterTable
ALTER TABLE "FollowUp" ADD COLUMN     "accountableId" TEXT,
ADD COLUMN     "accountableRole" TEXT;

-- AlterTable
ALTER TABLE "Handover" ADD COLUMN     "accountableId" TEXT,
ADD COLUMN     "accountableRole" TEXT;

-- DropIndex
DROP INDEX "Notice_toldIn_idx";

-- AlterTable
ALTER TABLE "Notice" DROP COLUMN "toldIn";

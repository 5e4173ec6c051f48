-- AlterTable
ALTER TABLE "Course" ALTER COLUMN "name" SET NOT NULL;

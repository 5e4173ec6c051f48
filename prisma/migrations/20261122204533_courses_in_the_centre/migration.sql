-- AlterTable
ALTER TABLE "Training" ADD COLUMN     "courseId" TEXT;

-- CreateTable
CREATE TABLE "Course" (
    "id" TEXT NOT NULL,
    "centreId" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "trade" TEXT NOT NULL,
    "name" TEXT,
    "providerId" TEXT,
    "costSupport" INTEGER NOT NULL DEFAULT 0,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "status" TEXT NOT NULL,
    "closedAt" TIMESTAMP(3),
    "ownerRole" TEXT,
    "ownerId" TEXT,
    "nextAction" TEXT,
    "nextDue" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "openedById" TEXT NOT NULL,

    CONSTRAINT "Course_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Course_centreId_status_idx" ON "Course"("centreId", "status");

-- CreateIndex
CREATE INDEX "Course_provinceId_startsOn_idx" ON "Course"("provinceId", "startsOn");

-- CreateIndex
CREATE INDEX "Training_courseId_idx" ON "Training"("courseId");

-- AddForeignKey
ALTER TABLE "Course" ADD CONSTRAINT "Course_centreId_fkey" FOREIGN KEY ("centreId") REFERENCES "Centre"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Training" ADD CONSTRAINT "Training_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE SET NULL ON UPDATE CASCADE;

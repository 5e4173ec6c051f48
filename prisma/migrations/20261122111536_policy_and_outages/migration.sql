-- AlterTable
ALTER TABLE "Notice" ADD COLUMN     "lateClass" TEXT,
ADD COLUMN     "outageId" TEXT;

-- AlterTable
ALTER TABLE "PolicyOverride" ADD COLUMN     "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "createdById" TEXT,
ADD COLUMN     "endedAt" TIMESTAMP(3),
ADD COLUMN     "endedById" TEXT;

-- CreateTable
CREATE TABLE "Outage" (
    "id" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,
    "sentLate" INTEGER NOT NULL DEFAULT 0,
    "collapsed" INTEGER NOT NULL DEFAULT 0,
    "dropped" INTEGER NOT NULL DEFAULT 0,
    "signedAt" TIMESTAMP(3),
    "signedById" TEXT,
    "note" TEXT,

    CONSTRAINT "Outage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HolidayYear" (
    "id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "off" TEXT[],
    "worked" TEXT[],
    "source" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,

    CONSTRAINT "HolidayYear_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Outage_provinceId_signedAt_until_idx" ON "Outage"("provinceId", "signedAt", "until");

-- CreateIndex
CREATE INDEX "HolidayYear_year_idx" ON "HolidayYear"("year");

-- CreateIndex
CREATE INDEX "Notice_outageId_idx" ON "Notice"("outageId");

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_outageId_fkey" FOREIGN KEY ("outageId") REFERENCES "Outage"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "Handover" ADD COLUMN     "cancelled" TEXT,
ADD COLUMN     "facilityId" TEXT,
ADD COLUMN     "noShow" TEXT,
ADD COLUMN     "returned" TEXT,
ADD COLUMN     "standing" TEXT;

-- CreateTable
CREATE TABLE "Document" (
    "id" TEXT NOT NULL,
    "handoverId" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "number" TEXT,
    "signedOn" DATE NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "recordedById" TEXT,

    CONSTRAINT "Document_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Document_handoverId_idx" ON "Document"("handoverId");

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

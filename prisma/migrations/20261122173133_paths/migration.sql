-- AlterTable
ALTER TABLE "Referral" ADD COLUMN     "followsId" TEXT,
ADD COLUMN     "handedOnAt" TIMESTAMP(3),
ADD COLUMN     "mentorId" TEXT,
ADD COLUMN     "statusSince" TIMESTAMP(3),
ADD COLUMN     "why" TEXT;

-- CreateTable
CREATE TABLE "Training" (
    "id" TEXT NOT NULL,
    "caseId" TEXT NOT NULL,
    "referralId" TEXT,
    "place" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "communeId" TEXT,
    "centreId" TEXT,
    "providerId" TEXT,
    "trade" TEXT NOT NULL,
    "course" TEXT,
    "costSupport" INTEGER NOT NULL DEFAULT 0,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "status" TEXT NOT NULL,
    "certificate" TEXT,
    "certificateNumber" TEXT,
    "certifiedOn" DATE,
    "endedOn" DATE,
    "dropReason" TEXT,

    CONSTRAINT "Training_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TrainingSession" (
    "trainingId" TEXT NOT NULL,
    "heldOn" DATE NOT NULL,
    "present" BOOLEAN NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "recordedById" TEXT,

    CONSTRAINT "TrainingSession_pkey" PRIMARY KEY ("trainingId","heldOn")
);

-- CreateTable
CREATE TABLE "Placement" (
    "id" TEXT NOT NULL,
    "caseId" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "communeId" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "selfEmployed" BOOLEAN NOT NULL DEFAULT false,
    "trade" TEXT,
    "employerId" TEXT,
    "employerName" TEXT,
    "advisedOn" DATE,
    "introducedOn" DATE,
    "startedOn" DATE,
    "nextCheckOn" DATE,
    "checked3On" DATE,
    "checked6On" DATE,
    "stableOn" DATE,
    "lostOn" DATE,
    "lostReason" TEXT,

    CONSTRAINT "Placement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Training_referralId_key" ON "Training"("referralId");

-- CreateIndex
CREATE INDEX "Training_caseId_idx" ON "Training"("caseId");

-- CreateIndex
CREATE INDEX "Training_providerId_status_idx" ON "Training"("providerId", "status");

-- CreateIndex
CREATE INDEX "Training_provinceId_startsOn_idx" ON "Training"("provinceId", "startsOn");

-- CreateIndex
CREATE INDEX "Training_provinceId_certifiedOn_idx" ON "Training"("provinceId", "certifiedOn");

-- CreateIndex
CREATE INDEX "Placement_caseId_idx" ON "Placement"("caseId");

-- CreateIndex
CREATE INDEX "Placement_employerId_idx" ON "Placement"("employerId");

-- CreateIndex
CREATE INDEX "Placement_provinceId_startedOn_idx" ON "Placement"("provinceId", "startedOn");

-- CreateIndex
CREATE INDEX "Referral_followsId_idx" ON "Referral"("followsId");

-- AddForeignKey
ALTER TABLE "Training" ADD CONSTRAINT "Training_referralId_fkey" FOREIGN KEY ("referralId") REFERENCES "Referral"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrainingSession" ADD CONSTRAINT "TrainingSession_trainingId_fkey" FOREIGN KEY ("trainingId") REFERENCES "Training"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_id_fkey" FOREIGN KEY ("id") REFERENCES "Referral"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "Referral" ADD COLUMN     "detail" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "seesHealth" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Club" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "communeId" TEXT NOT NULL,
    "organisationId" TEXT,
    "leaderId" TEXT,
    "rhythm" JSONB NOT NULL,
    "place" TEXT,
    "status" TEXT NOT NULL,
    "startedOn" DATE NOT NULL,
    "closedAt" TIMESTAMP(3),
    "ownerRole" TEXT,
    "ownerId" TEXT,
    "nextAction" TEXT,
    "nextDue" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Club_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClubMember" (
    "id" TEXT NOT NULL,
    "clubId" TEXT NOT NULL,
    "personId" TEXT,
    "userId" TEXT,
    "name" TEXT,
    "joinedOn" DATE NOT NULL,
    "leftOn" DATE,

    CONSTRAINT "ClubMember_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClubMeeting" (
    "id" TEXT NOT NULL,
    "clubId" TEXT NOT NULL,
    "plannedOn" DATE NOT NULL,
    "status" TEXT NOT NULL,
    "heldOn" DATE,
    "topic" TEXT,
    "members" INTEGER,
    "present" INTEGER,
    "guests" INTEGER NOT NULL DEFAULT 0,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "reportedAt" TIMESTAMP(3),
    "reportedById" TEXT,

    CONSTRAINT "ClubMeeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClubAttendance" (
    "meetingId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,

    CONSTRAINT "ClubAttendance_pkey" PRIMARY KEY ("meetingId","memberId")
);

-- CreateTable
CREATE TABLE "CentreSession" (
    "id" TEXT NOT NULL,
    "centreId" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "heldOn" DATE NOT NULL,
    "topic" TEXT NOT NULL,
    "byWhom" TEXT,
    "recordedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedById" TEXT NOT NULL,

    CONSTRAINT "CentreSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SessionTrainee" (
    "sessionId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,

    CONSTRAINT "SessionTrainee_pkey" PRIMARY KEY ("sessionId","personId")
);

-- CreateTable
CREATE TABLE "CommunicationEvent" (
    "id" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "communeId" TEXT NOT NULL,
    "heldOn" DATE NOT NULL,
    "topic" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "attending" INTEGER NOT NULL,
    "place" TEXT,
    "recordedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedById" TEXT NOT NULL,

    CONSTRAINT "CommunicationEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CircleMember" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "phone" TEXT,
    "consentOn" DATE NOT NULL,
    "consentHow" TEXT NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedById" TEXT NOT NULL,

    CONSTRAINT "CircleMember_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InKindSupport" (
    "id" TEXT NOT NULL,
    "handoverId" TEXT,
    "household" TEXT,
    "householdKey" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "communeId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" BIGINT NOT NULL DEFAULT 0,
    "workDays" INTEGER NOT NULL DEFAULT 0,
    "givenOn" DATE NOT NULL,
    "giver" TEXT NOT NULL,
    "note" TEXT,
    "recordedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedById" TEXT NOT NULL,

    CONSTRAINT "InKindSupport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HealthReferral" (
    "referralId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organisationId" TEXT,
    "outcome" TEXT,
    "recordedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedById" TEXT NOT NULL,

    CONSTRAINT "HealthReferral_pkey" PRIMARY KEY ("referralId")
);

-- CreateTable
CREATE TABLE "Aftercare" (
    "id" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "communeId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "endedOn" DATE NOT NULL,
    "consentOn" DATE NOT NULL,
    "consentHow" TEXT NOT NULL,
    "ownerRole" TEXT,
    "ownerId" TEXT,
    "nextAction" TEXT,
    "nextDue" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "closedAt" TIMESTAMP(3),
    "closedWhy" TEXT,

    CONSTRAINT "Aftercare_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LaterCheck" (
    "id" TEXT NOT NULL,
    "caseId" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "dueOn" DATE NOT NULL,
    "heldOn" DATE,
    "outcome" TEXT,
    "working" BOOLEAN,
    "relapseFree" BOOLEAN,
    "reportedAt" TIMESTAMP(3),
    "reportedById" TEXT,

    CONSTRAINT "LaterCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PeerHelper" (
    "personId" TEXT NOT NULL,
    "helpsAs" TEXT NOT NULL,
    "since" DATE NOT NULL,
    "until" DATE,
    "recordedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedById" TEXT NOT NULL,

    CONSTRAINT "PeerHelper_pkey" PRIMARY KEY ("personId")
);

-- CreateIndex
CREATE INDEX "Club_provinceId_status_idx" ON "Club"("provinceId", "status");

-- CreateIndex
CREATE INDEX "Club_communeId_status_idx" ON "Club"("communeId", "status");

-- CreateIndex
CREATE INDEX "Club_leaderId_idx" ON "Club"("leaderId");

-- CreateIndex
CREATE INDEX "ClubMember_clubId_leftOn_idx" ON "ClubMember"("clubId", "leftOn");

-- CreateIndex
CREATE INDEX "ClubMember_personId_idx" ON "ClubMember"("personId");

-- CreateIndex
CREATE INDEX "ClubMeeting_status_heldOn_idx" ON "ClubMeeting"("status", "heldOn");

-- CreateIndex
CREATE UNIQUE INDEX "ClubMeeting_clubId_plannedOn_key" ON "ClubMeeting"("clubId", "plannedOn");

-- CreateIndex
CREATE INDEX "ClubAttendance_memberId_idx" ON "ClubAttendance"("memberId");

-- CreateIndex
CREATE INDEX "CentreSession_centreId_heldOn_idx" ON "CentreSession"("centreId", "heldOn");

-- CreateIndex
CREATE INDEX "CentreSession_provinceId_heldOn_idx" ON "CentreSession"("provinceId", "heldOn");

-- CreateIndex
CREATE INDEX "SessionTrainee_personId_idx" ON "SessionTrainee"("personId");

-- CreateIndex
CREATE INDEX "CommunicationEvent_communeId_heldOn_idx" ON "CommunicationEvent"("communeId", "heldOn");

-- CreateIndex
CREATE INDEX "CommunicationEvent_provinceId_heldOn_idx" ON "CommunicationEvent"("provinceId", "heldOn");

-- CreateIndex
CREATE INDEX "CircleMember_personId_idx" ON "CircleMember"("personId");

-- CreateIndex
CREATE INDEX "InKindSupport_communeId_givenOn_idx" ON "InKindSupport"("communeId", "givenOn");

-- CreateIndex
CREATE INDEX "InKindSupport_provinceId_kind_givenOn_idx" ON "InKindSupport"("provinceId", "kind", "givenOn");

-- CreateIndex
CREATE INDEX "InKindSupport_handoverId_idx" ON "InKindSupport"("handoverId");

-- CreateIndex
CREATE INDEX "HealthReferral_organisationId_idx" ON "HealthReferral"("organisationId");

-- CreateIndex
CREATE INDEX "Aftercare_provinceId_status_nextDue_idx" ON "Aftercare"("provinceId", "status", "nextDue");

-- CreateIndex
CREATE INDEX "Aftercare_communeId_status_nextDue_idx" ON "Aftercare"("communeId", "status", "nextDue");

-- CreateIndex
CREATE INDEX "LaterCheck_status_heldOn_idx" ON "LaterCheck"("status", "heldOn");

-- CreateIndex
CREATE UNIQUE INDEX "LaterCheck_caseId_year_key" ON "LaterCheck"("caseId", "year");

-- AddForeignKey
ALTER TABLE "Club" ADD CONSTRAINT "Club_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubMember" ADD CONSTRAINT "ClubMember_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubMember" ADD CONSTRAINT "ClubMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubMember" ADD CONSTRAINT "ClubMember_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubMeeting" ADD CONSTRAINT "ClubMeeting_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubAttendance" ADD CONSTRAINT "ClubAttendance_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "ClubMeeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClubAttendance" ADD CONSTRAINT "ClubAttendance_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "ClubMember"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CentreSession" ADD CONSTRAINT "CentreSession_centreId_fkey" FOREIGN KEY ("centreId") REFERENCES "Centre"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionTrainee" ADD CONSTRAINT "SessionTrainee_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "CentreSession"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionTrainee" ADD CONSTRAINT "SessionTrainee_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CircleMember" ADD CONSTRAINT "CircleMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InKindSupport" ADD CONSTRAINT "InKindSupport_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HealthReferral" ADD CONSTRAINT "HealthReferral_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Aftercare" ADD CONSTRAINT "Aftercare_id_fkey" FOREIGN KEY ("id") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LaterCheck" ADD CONSTRAINT "LaterCheck_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Aftercare"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PeerHelper" ADD CONSTRAINT "PeerHelper_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

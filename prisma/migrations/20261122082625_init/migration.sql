-- CreateTable
CREATE TABLE "Province" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Province_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Commune" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,

    CONSTRAINT "Commune_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Centre" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,

    CONSTRAINT "Centre_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Organisation" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "language" TEXT NOT NULL DEFAULT 'vi',
    "passwordHash" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "provinceId" TEXT,
    "communeId" TEXT,
    "centreId" TEXT,
    "organisationId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "sid" TEXT NOT NULL,
    "sess" JSONB NOT NULL,
    "expire" TIMESTAMP(6) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("sid")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "identityKey" TEXT NOT NULL,
    "fullName" TEXT NOT NULL,
    "foldedName" TEXT NOT NULL,
    "bornOn" DATE NOT NULL,
    "sex" TEXT NOT NULL,
    "phone" TEXT,
    "relativeName" TEXT,
    "relativePhone" TEXT,
    "address" TEXT,
    "caseNumber" TEXT,
    "minor" BOOLEAN NOT NULL DEFAULT false,
    "centreId" TEXT NOT NULL,
    "communeId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Submission" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "actorId" TEXT,
    "kind" TEXT NOT NULL,
    "caseId" TEXT,
    "workflowId" TEXT,
    "update" TEXT,
    "payload" JSONB NOT NULL,
    "args" JSONB,
    "status" TEXT NOT NULL DEFAULT 'received',
    "response" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMP(3),

    CONSTRAINT "Submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Inbound" (
    "id" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "receivedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" TEXT NOT NULL DEFAULT 'received',
    "userId" TEXT,
    "answersId" TEXT,

    CONSTRAINT "Inbound_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" TEXT NOT NULL,
    "centreId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'preview',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRow" (
    "id" TEXT NOT NULL,
    "importId" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "cells" JSONB NOT NULL,
    "discharge" JSONB,
    "verdict" TEXT NOT NULL,
    "problems" JSONB NOT NULL,
    "warnings" JSONB NOT NULL,
    "personId" TEXT,
    "handoverId" TEXT,

    CONSTRAINT "ImportRow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Handover" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "centreId" TEXT NOT NULL,
    "communeId" TEXT,
    "provinceId" TEXT NOT NULL,
    "treatment" TEXT NOT NULL,
    "endOn" DATE NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL,
    "mentorId" TEXT,
    "policy" JSONB NOT NULL,
    "ownerRole" TEXT,
    "ownerId" TEXT,
    "nextAction" TEXT,
    "nextDue" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "closedAt" TIMESTAMP(3),

    CONSTRAINT "Handover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Milestone" (
    "id" TEXT NOT NULL,
    "handoverId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ownerRole" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "dueAt" TIMESTAMP(3),
    "doneAt" TIMESTAMP(3),
    "doneById" TEXT,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Milestone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FollowUp" (
    "id" TEXT NOT NULL,
    "communeId" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "mentorId" TEXT,
    "status" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "ownerRole" TEXT,
    "ownerId" TEXT,
    "nextAction" TEXT,
    "nextDue" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "closedAt" TIMESTAMP(3),
    "closedWhy" TEXT,

    CONSTRAINT "FollowUp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Visit" (
    "id" TEXT NOT NULL,
    "followUpId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "mentorId" TEXT,
    "status" TEXT NOT NULL,
    "plannedOn" DATE NOT NULL,
    "graceEndsAt" TIMESTAMP(3) NOT NULL,
    "outcome" TEXT,
    "heldOn" DATE,
    "note" TEXT,
    "needs" TEXT[],
    "reportedAt" TIMESTAMP(3),
    "reportedById" TEXT,

    CONSTRAINT "Visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Escalation" (
    "id" TEXT NOT NULL,
    "openKey" TEXT,
    "kind" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "communeId" TEXT,
    "responsibleId" TEXT,
    "responsibleRole" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 0,
    "ownerId" TEXT,
    "nextDue" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "raisedAt" TIMESTAMP(3) NOT NULL,
    "acknowledgedAt" TIMESTAMP(3),
    "acknowledgedById" TEXT,
    "resolvedAt" TIMESTAMP(3),
    "resolvedById" TEXT,
    "resolution" TEXT,
    "note" TEXT,

    CONSTRAINT "Escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EscalationItem" (
    "id" TEXT NOT NULL,
    "escalationId" TEXT NOT NULL,
    "caseId" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "addedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMP(3),

    CONSTRAINT "EscalationItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Referral" (
    "id" TEXT NOT NULL,
    "followUpId" TEXT NOT NULL,
    "visitId" TEXT,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "communeId" TEXT NOT NULL,
    "requesterId" TEXT,
    "organisationId" TEXT,
    "ownerRole" TEXT,
    "ownerId" TEXT,
    "nextAction" TEXT,
    "nextDue" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "outcome" TEXT,
    "requestedAt" TIMESTAMP(3) NOT NULL,
    "closedAt" TIMESTAMP(3),

    CONSTRAINT "Referral_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TimelineEvent" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "caseId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "byId" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "TimelineEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "priority" TEXT NOT NULL,
    "channels" TEXT[],
    "recipientId" TEXT NOT NULL,
    "caseId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "notBefore" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "collapseKey" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMP(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "noticeId" BIGINT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "recipientId" TEXT NOT NULL,
    "caseId" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT,
    "body" TEXT NOT NULL,
    "segments" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "code" TEXT,
    "providerId" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "tryAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMP(3),

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Receipt" (
    "id" BIGSERIAL NOT NULL,
    "messageId" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "code" TEXT,
    "receivedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Link" (
    "id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "caseId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Courier" (
    "provinceId" TEXT NOT NULL,
    "wakesAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Courier_pkey" PRIMARY KEY ("provinceId")
);

-- CreateTable
CREATE TABLE "PolicyOverride" (
    "id" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "communeId" TEXT,
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "basis" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "PolicyOverride_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Commune_provinceId_idx" ON "Commune"("provinceId");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "User_role_communeId_idx" ON "User"("role", "communeId");

-- CreateIndex
CREATE INDEX "User_role_provinceId_idx" ON "User"("role", "provinceId");

-- CreateIndex
CREATE INDEX "User_phone_idx" ON "User"("phone");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");

-- CreateIndex
CREATE INDEX "session_expire_idx" ON "session"("expire");

-- CreateIndex
CREATE UNIQUE INDEX "Person_code_key" ON "Person"("code");

-- CreateIndex
CREATE UNIQUE INDEX "Person_identityKey_key" ON "Person"("identityKey");

-- CreateIndex
CREATE INDEX "Person_communeId_idx" ON "Person"("communeId");

-- CreateIndex
CREATE INDEX "Person_centreId_idx" ON "Person"("centreId");

-- CreateIndex
CREATE INDEX "Person_foldedName_idx" ON "Person"("foldedName");

-- CreateIndex
CREATE UNIQUE INDEX "Submission_key_key" ON "Submission"("key");

-- CreateIndex
CREATE INDEX "Submission_status_createdAt_idx" ON "Submission"("status", "createdAt");

-- CreateIndex
CREATE INDEX "Submission_caseId_idx" ON "Submission"("caseId");

-- CreateIndex
CREATE INDEX "Inbound_status_receivedAt_idx" ON "Inbound"("status", "receivedAt");

-- CreateIndex
CREATE INDEX "Import_centreId_createdAt_idx" ON "Import"("centreId", "createdAt");

-- CreateIndex
CREATE INDEX "ImportRow_handoverId_idx" ON "ImportRow"("handoverId");

-- CreateIndex
CREATE UNIQUE INDEX "ImportRow_importId_row_key" ON "ImportRow"("importId", "row");

-- CreateIndex
CREATE INDEX "Handover_provinceId_status_nextDue_idx" ON "Handover"("provinceId", "status", "nextDue");

-- CreateIndex
CREATE INDEX "Handover_communeId_status_nextDue_idx" ON "Handover"("communeId", "status", "nextDue");

-- CreateIndex
CREATE INDEX "Handover_centreId_status_nextDue_idx" ON "Handover"("centreId", "status", "nextDue");

-- CreateIndex
CREATE INDEX "Handover_personId_idx" ON "Handover"("personId");

-- CreateIndex
CREATE INDEX "Milestone_handoverId_idx" ON "Milestone"("handoverId");

-- CreateIndex
CREATE INDEX "FollowUp_provinceId_status_nextDue_idx" ON "FollowUp"("provinceId", "status", "nextDue");

-- CreateIndex
CREATE INDEX "FollowUp_communeId_status_nextDue_idx" ON "FollowUp"("communeId", "status", "nextDue");

-- CreateIndex
CREATE INDEX "FollowUp_mentorId_status_nextDue_idx" ON "FollowUp"("mentorId", "status", "nextDue");

-- CreateIndex
CREATE INDEX "Visit_mentorId_status_plannedOn_idx" ON "Visit"("mentorId", "status", "plannedOn");

-- CreateIndex
CREATE UNIQUE INDEX "Visit_followUpId_seq_key" ON "Visit"("followUpId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "Escalation_openKey_key" ON "Escalation"("openKey");

-- CreateIndex
CREATE INDEX "Escalation_provinceId_status_raisedAt_idx" ON "Escalation"("provinceId", "status", "raisedAt");

-- CreateIndex
CREATE INDEX "Escalation_communeId_status_raisedAt_idx" ON "Escalation"("communeId", "status", "raisedAt");

-- CreateIndex
CREATE INDEX "EscalationItem_escalationId_idx" ON "EscalationItem"("escalationId");

-- CreateIndex
CREATE INDEX "EscalationItem_caseId_idx" ON "EscalationItem"("caseId");

-- CreateIndex
CREATE INDEX "Referral_organisationId_status_idx" ON "Referral"("organisationId", "status");

-- CreateIndex
CREATE INDEX "Referral_followUpId_idx" ON "Referral"("followUpId");

-- CreateIndex
CREATE INDEX "Referral_provinceId_status_nextDue_idx" ON "Referral"("provinceId", "status", "nextDue");

-- CreateIndex
CREATE UNIQUE INDEX "TimelineEvent_key_key" ON "TimelineEvent"("key");

-- CreateIndex
CREATE INDEX "TimelineEvent_caseId_id_idx" ON "TimelineEvent"("caseId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_key_key" ON "Notice"("key");

-- CreateIndex
CREATE INDEX "Notice_status_provinceId_notBefore_idx" ON "Notice"("status", "provinceId", "notBefore");

-- CreateIndex
CREATE INDEX "Notice_scope_status_idx" ON "Notice"("scope", "status");

-- CreateIndex
CREATE INDEX "Notice_caseId_idx" ON "Notice"("caseId");

-- CreateIndex
CREATE INDEX "Notice_recipientId_status_idx" ON "Notice"("recipientId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Message_key_key" ON "Message"("key");

-- CreateIndex
CREATE UNIQUE INDEX "Message_providerId_key" ON "Message"("providerId");

-- CreateIndex
CREATE INDEX "Message_provinceId_status_tryAt_idx" ON "Message"("provinceId", "status", "tryAt");

-- CreateIndex
CREATE INDEX "Message_noticeId_idx" ON "Message"("noticeId");

-- CreateIndex
CREATE INDEX "Message_caseId_idx" ON "Message"("caseId");

-- CreateIndex
CREATE INDEX "Message_recipientId_sentAt_idx" ON "Message"("recipientId", "sentAt");

-- CreateIndex
CREATE UNIQUE INDEX "Receipt_messageId_status_key" ON "Receipt"("messageId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Link_purpose_userId_subjectId_key" ON "Link"("purpose", "userId", "subjectId");

-- CreateIndex
CREATE INDEX "PolicyOverride_provinceId_name_idx" ON "PolicyOverride"("provinceId", "name");

-- AddForeignKey
ALTER TABLE "Commune" ADD CONSTRAINT "Commune_provinceId_fkey" FOREIGN KEY ("provinceId") REFERENCES "Province"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Centre" ADD CONSTRAINT "Centre_provinceId_fkey" FOREIGN KEY ("provinceId") REFERENCES "Province"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Organisation" ADD CONSTRAINT "Organisation_provinceId_fkey" FOREIGN KEY ("provinceId") REFERENCES "Province"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_provinceId_fkey" FOREIGN KEY ("provinceId") REFERENCES "Province"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_communeId_fkey" FOREIGN KEY ("communeId") REFERENCES "Commune"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_centreId_fkey" FOREIGN KEY ("centreId") REFERENCES "Centre"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_centreId_fkey" FOREIGN KEY ("centreId") REFERENCES "Centre"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_communeId_fkey" FOREIGN KEY ("communeId") REFERENCES "Commune"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Handover" ADD CONSTRAINT "Handover_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Milestone" ADD CONSTRAINT "Milestone_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_id_fkey" FOREIGN KEY ("id") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_mentorId_fkey" FOREIGN KEY ("mentorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Visit" ADD CONSTRAINT "Visit_followUpId_fkey" FOREIGN KEY ("followUpId") REFERENCES "FollowUp"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EscalationItem" ADD CONSTRAINT "EscalationItem_escalationId_fkey" FOREIGN KEY ("escalationId") REFERENCES "Escalation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Referral" ADD CONSTRAINT "Referral_followUpId_fkey" FOREIGN KEY ("followUpId") REFERENCES "FollowUp"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Referral" ADD CONSTRAINT "Referral_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "Duty" (
    "id" TEXT NOT NULL,
    "followUpId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "communeId" TEXT NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "overdue" BOOLEAN NOT NULL DEFAULT false,
    "doneAt" TIMESTAMP(3),

    CONSTRAINT "Duty_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Duty_communeId_doneAt_dueAt_idx" ON "Duty"("communeId", "doneAt", "dueAt");

-- CreateIndex
CREATE INDEX "Duty_followUpId_idx" ON "Duty"("followUpId");

-- AddForeignKey
ALTER TABLE "Duty" ADD CONSTRAINT "Duty_followUpId_fkey" FOREIGN KEY ("followUpId") REFERENCES "FollowUp"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

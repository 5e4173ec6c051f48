-- CreateIndex
CREATE INDEX "Handover_provinceId_endOn_idx" ON "Handover"("provinceId", "endOn");

-- CreateIndex
CREATE INDEX "Visit_plannedOn_idx" ON "Visit"("plannedOn");

-- CreateIndex
CREATE INDEX "Visit_heldOn_idx" ON "Visit"("heldOn");

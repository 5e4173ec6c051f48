-- CreateTable
CREATE TABLE "SavedReport" (
    "id" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "savedAt" TIMESTAMP(3) NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "SavedReport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HistoryBatch" (
    "id" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'preview',
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "keptAt" TIMESTAMP(3),
    "removedAt" TIMESTAMP(3),
    "removedById" TEXT,

    CONSTRAINT "HistoryBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HistoryRow" (
    "id" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "cells" JSONB NOT NULL,
    "verdict" TEXT NOT NULL,
    "problems" JSONB NOT NULL,
    "indicator" TEXT,
    "year" INTEGER,
    "communeId" TEXT,
    "part" BIGINT,
    "whole" BIGINT,

    CONSTRAINT "HistoryRow_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SavedReport_provinceId_month_key" ON "SavedReport"("provinceId", "month");

-- CreateIndex
CREATE INDEX "HistoryBatch_provinceId_status_createdAt_idx" ON "HistoryBatch"("provinceId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "HistoryRow_indicator_year_idx" ON "HistoryRow"("indicator", "year");

-- CreateIndex
CREATE UNIQUE INDEX "HistoryRow_batchId_row_key" ON "HistoryRow"("batchId", "row");

-- AddForeignKey
ALTER TABLE "HistoryRow" ADD CONSTRAINT "HistoryRow_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "HistoryBatch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

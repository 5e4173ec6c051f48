-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "fence" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Notice" ADD COLUMN     "code" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "phoneDeadAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "SendRate" (
    "name" TEXT NOT NULL,
    "freeAt" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "SendRate_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "PushSubscription" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "goneAt" TIMESTAMP(3),

    CONSTRAINT "PushSubscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OwnKey" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "OwnKey_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "PushSubscription_endpoint_key" ON "PushSubscription"("endpoint");

-- CreateIndex
CREATE INDEX "PushSubscription_userId_goneAt_idx" ON "PushSubscription"("userId", "goneAt");

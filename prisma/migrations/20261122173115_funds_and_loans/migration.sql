-- CreateTable
CREATE TABLE "Fund" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "provinceId" TEXT NOT NULL,
    "interest" JSONB NOT NULL DEFAULT '{"kind":"none"}',
    "cap" BIGINT,
    "termMax" INTEGER,
    "vouching" BOOLEAN NOT NULL DEFAULT true,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,

    CONSTRAINT "Fund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "fundId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "byId" TEXT,
    "why" TEXT,
    "loanId" TEXT,
    "turn" INTEGER,
    "reversesId" BIGINT,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Posting" (
    "id" BIGSERIAL NOT NULL,
    "entryId" BIGINT NOT NULL,
    "fundId" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "Posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Loan" (
    "id" TEXT NOT NULL,
    "caseId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "referralId" TEXT,
    "fundId" TEXT NOT NULL,
    "voucherId" TEXT,
    "provinceId" TEXT NOT NULL,
    "communeId" TEXT NOT NULL,
    "mentorId" TEXT,
    "borrower" TEXT NOT NULL,
    "plan" TEXT,
    "asked" BIGINT NOT NULL,
    "askedMonths" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "turn" INTEGER NOT NULL DEFAULT 1,
    "reserved" BIGINT NOT NULL DEFAULT 0,
    "place" INTEGER,
    "arrearsSince" DATE,
    "outstanding" BIGINT NOT NULL DEFAULT 0,
    "reason" TEXT,
    "ownerRole" TEXT,
    "ownerId" TEXT,
    "nextAction" TEXT,
    "nextDue" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "openedAt" TIMESTAMP(3) NOT NULL,
    "openedById" TEXT,
    "closedAt" TIMESTAMP(3),

    CONSTRAINT "Loan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LoanTurn" (
    "id" TEXT NOT NULL,
    "loanId" TEXT NOT NULL,
    "turn" INTEGER NOT NULL,
    "principal" BIGINT NOT NULL,
    "months" INTEGER NOT NULL,
    "repayment" TEXT NOT NULL,
    "decidedOn" DATE NOT NULL,
    "disbursedOn" DATE,
    "endsOn" DATE,
    "rescheduled" INTEGER NOT NULL DEFAULT 0,
    "maturedOn" DATE,
    "writtenOffOn" DATE,

    CONSTRAINT "LoanTurn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LoanVote" (
    "id" TEXT NOT NULL,
    "loanId" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "voter" TEXT NOT NULL,
    "yes" BOOLEAN NOT NULL,
    "why" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    "byId" TEXT NOT NULL,

    CONSTRAINT "LoanVote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Instalment" (
    "id" TEXT NOT NULL,
    "loanId" TEXT NOT NULL,
    "turn" INTEGER NOT NULL,
    "plan" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "dueOn" DATE NOT NULL,
    "principal" BIGINT NOT NULL,
    "interest" BIGINT NOT NULL,
    "paidPrincipal" BIGINT NOT NULL DEFAULT 0,
    "paidInterest" BIGINT NOT NULL DEFAULT 0,
    "paidOn" DATE,
    "replaced" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Instalment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Fund_provinceId_source_idx" ON "Fund"("provinceId", "source");

-- CreateIndex
CREATE INDEX "Fund_organisationId_idx" ON "Fund"("organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_key_key" ON "LedgerEntry"("key");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_reversesId_key" ON "LedgerEntry"("reversesId");

-- CreateIndex
CREATE INDEX "LedgerEntry_fundId_id_idx" ON "LedgerEntry"("fundId", "id");

-- CreateIndex
CREATE INDEX "LedgerEntry_loanId_idx" ON "LedgerEntry"("loanId");

-- CreateIndex
CREATE INDEX "LedgerEntry_fundId_kind_on_idx" ON "LedgerEntry"("fundId", "kind", "on");

-- CreateIndex
CREATE INDEX "Posting_fundId_account_amount_idx" ON "Posting"("fundId", "account", "amount");

-- CreateIndex
CREATE INDEX "Posting_entryId_idx" ON "Posting"("entryId");

-- CreateIndex
CREATE INDEX "Loan_fundId_status_place_idx" ON "Loan"("fundId", "status", "place");

-- CreateIndex
CREATE INDEX "Loan_caseId_idx" ON "Loan"("caseId");

-- CreateIndex
CREATE INDEX "Loan_referralId_idx" ON "Loan"("referralId");

-- CreateIndex
CREATE INDEX "Loan_provinceId_status_nextDue_idx" ON "Loan"("provinceId", "status", "nextDue");

-- CreateIndex
CREATE INDEX "Loan_communeId_status_nextDue_idx" ON "Loan"("communeId", "status", "nextDue");

-- CreateIndex
CREATE INDEX "LoanTurn_disbursedOn_idx" ON "LoanTurn"("disbursedOn");

-- CreateIndex
CREATE INDEX "LoanTurn_maturedOn_idx" ON "LoanTurn"("maturedOn");

-- CreateIndex
CREATE UNIQUE INDEX "LoanTurn_loanId_turn_key" ON "LoanTurn"("loanId", "turn");

-- CreateIndex
CREATE INDEX "LoanVote_loanId_idx" ON "LoanVote"("loanId");

-- CreateIndex
CREATE INDEX "Instalment_dueOn_idx" ON "Instalment"("dueOn");

-- CreateIndex
CREATE UNIQUE INDEX "Instalment_loanId_plan_seq_key" ON "Instalment"("loanId", "plan", "seq");

-- AddForeignKey
ALTER TABLE "Fund" ADD CONSTRAINT "Fund_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_fundId_fkey" FOREIGN KEY ("fundId") REFERENCES "Fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_loanId_fkey" FOREIGN KEY ("loanId") REFERENCES "Loan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Posting" ADD CONSTRAINT "Posting_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "LedgerEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Loan" ADD CONSTRAINT "Loan_fundId_fkey" FOREIGN KEY ("fundId") REFERENCES "Fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoanTurn" ADD CONSTRAINT "LoanTurn_loanId_fkey" FOREIGN KEY ("loanId") REFERENCES "Loan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoanVote" ADD CONSTRAINT "LoanVote_loanId_fkey" FOREIGN KEY ("loanId") REFERENCES "Loan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Instalment" ADD CONSTRAINT "Instalment_loanId_fkey" FOREIGN KEY ("loanId") REFERENCES "Loan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Double entry is held here too, whoever writes: at commit the postings of an entry sum to zero, all of one fund.
-- In the functions a semicolon is written \x3B: what applies migrations splits them at semicolons, wherever they are.
CREATE FUNCTION ledger_entry_balances() RETURNS trigger LANGUAGE plpgsql AS E'
DECLARE
  entry BIGINT\x3B
BEGIN
  IF TG_TABLE_NAME = \'LedgerEntry\' THEN entry := NEW."id"\x3B ELSE entry := NEW."entryId"\x3B END IF\x3B
  IF (SELECT coalesce(sum(p."amount"), 1) <> 0 OR bool_or(p."fundId" <> e."fundId")
      FROM "LedgerEntry" e LEFT JOIN "Posting" p ON p."entryId" = e."id" WHERE e."id" = entry) THEN
    RAISE EXCEPTION \'ledger entry % does not balance\', entry USING ERRCODE = \'check_violation\'\x3B
  END IF\x3B
  RETURN NULL\x3B
END';

CREATE CONSTRAINT TRIGGER "LedgerEntry_balances" AFTER INSERT ON "LedgerEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_balances();
CREATE CONSTRAINT TRIGGER "Posting_balances" AFTER INSERT ON "Posting"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_balances();

-- What is booked stays as it was booked: an error is reversed by an entry of its own.
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  RAISE EXCEPTION \'the ledger is never edited, reverse the entry\' USING ERRCODE = \'check_violation\'\x3B
END';

CREATE TRIGGER "LedgerEntry_append_only" BEFORE UPDATE OR DELETE ON "LedgerEntry"
  FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER "Posting_append_only" BEFORE UPDATE OR DELETE ON "Posting"
  FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();

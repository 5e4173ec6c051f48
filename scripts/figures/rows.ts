import type { Day } from '../../domain/calendar';
import type { Db, Prisma, PrismaClient } from '../../prisma/client';
import { inChunks } from '../bench/load';

/** Rows of every table a report is counted from, in an order in which they can be written. */
export interface Rows {
  province: Prisma.ProvinceCreateManyInput[];
  commune: Prisma.CommuneCreateManyInput[];
  centre: Prisma.CentreCreateManyInput[];
  organisation: Prisma.OrganisationCreateManyInput[];
  user: Prisma.UserCreateManyInput[];
  person: Prisma.PersonCreateManyInput[];
  handover: Prisma.HandoverCreateManyInput[];
  milestone: Prisma.MilestoneCreateManyInput[];
  document: Prisma.DocumentCreateManyInput[];
  followUp: Prisma.FollowUpCreateManyInput[];
  visit: Prisma.VisitCreateManyInput[];
  escalation: Prisma.EscalationCreateManyInput[];
  escalationItem: Prisma.EscalationItemCreateManyInput[];
  referral: Prisma.ReferralCreateManyInput[];
  healthReferral: Prisma.HealthReferralCreateManyInput[];
  training: Prisma.TrainingCreateManyInput[];
  placement: Prisma.PlacementCreateManyInput[];
  fund: Prisma.FundCreateManyInput[];
  loan: Prisma.LoanCreateManyInput[];
  loanTurn: Prisma.LoanTurnCreateManyInput[];
  instalment: Prisma.InstalmentCreateManyInput[];
  ledgerEntry: (Prisma.LedgerEntryCreateManyInput & { id: number })[];
  posting: Prisma.PostingCreateManyInput[];
  club: Prisma.ClubCreateManyInput[];
  clubMember: Prisma.ClubMemberCreateManyInput[];
  clubMeeting: Prisma.ClubMeetingCreateManyInput[];
  clubAttendance: Prisma.ClubAttendanceCreateManyInput[];
  centreSession: Prisma.CentreSessionCreateManyInput[];
  sessionTrainee: Prisma.SessionTraineeCreateManyInput[];
  communicationEvent: Prisma.CommunicationEventCreateManyInput[];
  inKindSupport: Prisma.InKindSupportCreateManyInput[];
  aftercare: Prisma.AftercareCreateManyInput[];
  laterCheck: Prisma.LaterCheckCreateManyInput[];
  peerHelper: Prisma.PeerHelperCreateManyInput[];
  notice: Prisma.NoticeCreateManyInput[];
  message: Prisma.MessageCreateManyInput[];
}

const TABLES = [
  'province',
  'commune',
  'centre',
  'organisation',
  'user',
  'person',
  'handover',
  'milestone',
  'document',
  'followUp',
  'visit',
  'escalation',
  'escalationItem',
  'referral',
  'healthReferral',
  'training',
  'placement',
  'fund',
  'loan',
  'loanTurn',
  'instalment',
  'ledgerEntry',
  'posting',
  'club',
  'clubMember',
  'clubMeeting',
  'clubAttendance',
  'centreSession',
  'sessionTrainee',
  'communicationEvent',
  'inKindSupport',
  'aftercare',
  'laterCheck',
  'peerHelper',
  'notice',
  'message',
] as const satisfies readonly (keyof Rows)[];

export const noRows = (): Rows => Object.fromEntries(TABLES.map((table) => [table, []])) as unknown as Rows;

/**
 * Writes them, all of a table as one value: Prisma plans every single value of a large insert, which takes minutes here.
 * In one transaction, since what a fund's book says must balance when it ends.
 */
export async function write(db: PrismaClient, rows: Rows): Promise<void> {
  await db.$transaction(
    async (tx) => {
      for (const table of TABLES)
        await insert(tx, `${table[0]?.toUpperCase()}${table.slice(1)}`, rows[table]);
    },
    { timeout: 300_000 },
  );
}

async function insert(tx: Db, table: string, rows: readonly object[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) => `"${name}"`).join(', ');
  await inChunks(
    rows,
    (some) =>
      tx.$executeRawUnsafe(
        `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1::json)`,
        JSON.stringify(some),
      ),
    5_000,
  );
}

export const date = (day: Day) => new Date(day);

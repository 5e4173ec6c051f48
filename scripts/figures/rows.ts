import type { Day } from '../../domain/calendar';
import type { Prisma, PrismaClient } from '../../prisma/client';
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

/** Writes them; the book of the funds in one transaction, since its entries must balance when it ends. */
export async function write(db: PrismaClient, rows: Rows): Promise<void> {
  type Insert = { createMany(given: { data: object[] }): Promise<unknown> };
  for (const table of TABLES) {
    if (table === 'ledgerEntry') {
      await db.$transaction(
        async (tx) => {
          for (const part of ['ledgerEntry', 'posting'] as const)
            await inChunks(rows[part] as object[], (data) =>
              (tx[part] as unknown as Insert).createMany({ data }),
            );
        },
        { timeout: 120_000 },
      );
    } else if (table !== 'posting') {
      await inChunks(rows[table] as object[], (data) =>
        (db[table] as unknown as Insert).createMany({ data }),
      );
    }
  }
}

export const date = (day: Day) => new Date(day);

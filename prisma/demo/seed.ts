/**
 * The invented people and offices with which the product can be tried. Every name, number and address is made up; what
 * is there already is left alone, so the seed may run at every start.
 */
import { createHash } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { addDays, type Day, dayOf } from '../../domain/calendar';
import { personKey } from '../../domain/discharge-row';
import { sidesOf } from '../../domain/ledger';
import { newPersonCode } from '../../domain/person-code';
import { policyInForce } from '../../domain/policy';
import type { Role } from '../../domain/roles';
import { fold } from '../../domain/vietnamese';
import { type HandoverInput, workflowId } from '../../workflows/contract';
import type { Db, Prisma, PrismaClient } from '../client';
import { demoMentorName, demoStaffName } from './names';
import { DEMO_PLACES } from './places';

export const DEMO_CENTRES = [
  { id: 'CS1', name: 'Cơ sở số 1 Suối Mơ', kind: 'public', provinceId: '14' },
  { id: 'CS2', name: 'Cơ sở tư nhân Bình An', kind: 'private', provinceId: '01' },
] as const;

/** One of each kind in every province; the first word of their sign-in. */
const ORGANISATIONS = [
  { kind: 'school', name: 'Trường nghề Hoa Ban' },
  { kind: 'employment', name: 'Trung tâm Việc làm Bình Minh' },
  { kind: 'bank', name: 'Phòng giao dịch vốn Suối Trong' },
  { kind: 'fund', name: 'Quỹ Cùng Bước' },
  { kind: 'union', name: 'Hội Phụ nữ Bản Mới' },
] as const;

const MENTORS_PER_COMMUNE = 3;

const at = (localPart: string) => `${localPart}@nhipcau.example`;

/** One account per role, to be tried first. All have the same password. */
export const DEMO_SIGN_INS: readonly { role: Role; email: string; where: string }[] = [
  { role: 'centre', email: at('centre1.cs1'), where: 'Cơ sở số 1 Suối Mơ' },
  { role: 'commune', email: at('commune.14-to-hieu'), where: 'Phường Tô Hiệu, Sơn La' },
  { role: 'mentor', email: at('mentor1.14-to-hieu'), where: 'Phường Tô Hiệu, Sơn La' },
  { role: 'supervisor', email: at('supervisor.14-to-hieu'), where: 'Phường Tô Hiệu, Sơn La' },
  { role: 'supervisor', email: at('supervisor.14'), where: 'Sơn La' },
  { role: 'partner', email: at('school.14'), where: 'Trường nghề Hoa Ban, Sơn La' },
  { role: 'admin', email: at('admin'), where: '–' },
];

export interface DemoOptions {
  /** Of every demo account; kept only as argon2id. */
  password: string;
  /** Today in Vietnam; the dates of the demo case are counted from it. Missing: by this machine's clock. */
  today?: Day;
}

/** Fills an empty database with the demo, or adds what is missing of it. Either all of it is there afterwards or an error is thrown. */
export async function seedDemo(
  db: PrismaClient,
  { password, today = dayOf(Date.now()) }: DemoOptions,
): Promise<void> {
  const passwordHash = await hash(password);
  const { person, submission } = demoCase(today);
  const skipDuplicates = true;
  await db.$transaction(async (tx) => {
    await tx.province.createMany({
      data: DEMO_PLACES.provinces.map(({ code, name }) => ({ id: code, name })),
      skipDuplicates,
    });
    await tx.commune.createMany({
      data: DEMO_PLACES.communes.map(({ id, name, kind, provinceCode }) => ({
        id,
        name,
        kind,
        provinceId: provinceCode,
      })),
      skipDuplicates,
    });
    await tx.centre.createMany({ data: [...DEMO_CENTRES], skipDuplicates });
    await tx.organisation.createMany({ data: organisations(), skipDuplicates });
    await tx.user.createMany({
      data: demoUsers().map((user) => ({ ...user, passwordHash })),
      skipDuplicates,
    });
    await funds(tx, new Date(today));
    await tx.person.createMany({ data: [person], skipDuplicates });
    await tx.submission.createMany({ data: [submission], skipDuplicates });
  });
}

/** Always the same UUID (version 8: made by our own rule) for the same thing, so that a second seed adds nothing. */
export function demoId(what: string): string {
  const hex = createHash('sha256').update(`nhipcau demo ${what}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function organisations(): (Prisma.OrganisationCreateManyInput & { id: string })[] {
  return DEMO_PLACES.provinces.flatMap((province) =>
    ORGANISATIONS.map(({ kind, name }) => ({
      id: demoId(`organisation ${kind} ${province.code}`),
      kind,
      name: `${name}, ${province.name}`,
      provinceId: province.code,
    })),
  );
}

/** In every province a bank's programme, vouched for, and a fund that lends what comes back. */
const FUNDS = [
  { kind: 'bank', name: 'Vốn giải quyết việc làm', source: 'policy-bank', bps: 660, capital: 200_000_000 },
  { kind: 'fund', name: 'Quỹ quay vòng Cùng Bước', source: 'revolving', bps: 0, capital: 60_000_000 },
] as const;

/** With its first capital, booked once: a fund's money is what its entries come to. */
async function funds(tx: Db, on: Date): Promise<void> {
  for (const { code } of DEMO_PLACES.provinces)
    for (const { kind, name, source, bps, capital } of FUNDS) {
      const fundId = demoId(`fund ${kind} ${code}`);
      const { count } = await tx.fund.createMany({
        data: [
          {
            ...{ id: fundId, name, source, provinceId: code, vouching: kind === 'bank' },
            interest: bps > 0 ? { kind: 'flat', bps } : { kind: 'none' },
            organisationId: demoId(`organisation ${kind} ${code}`),
          },
        ],
        skipDuplicates: true,
      });
      if (count === 0) continue;
      const sides = sidesOf({ kind: 'capital-in', amount: capital });
      await tx.ledgerEntry.create({
        data: {
          ...{ key: `demo/${fundId}`, fundId, kind: 'capital-in', on, at: on, why: 'Vốn ban đầu' },
          byId: demoId(`user ${at(`${kind}.${code}`)}`),
          postings: {
            create: sides.map(({ account, amount }) => ({ fundId, account, amount: BigInt(amount) })),
          },
        },
      });
    }
}

type DemoUser = Prisma.UserCreateManyInput & { id: string; role: Role; email: string };

/** Everybody who signs in. The order gives each their phone number: add new ones at the end. */
export function demoUsers(): DemoUser[] {
  const users: (Omit<DemoUser, 'id' | 'phone' | 'name'> & { name?: string })[] = [
    ...DEMO_CENTRES.flatMap(({ id, provinceId }) =>
      [1, 2].map((n) => ({
        role: 'centre' as const,
        email: at(`centre${n}.${id.toLowerCase()}`),
        centreId: id,
        provinceId,
      })),
    ),
    ...DEMO_PLACES.communes.flatMap(({ id, provinceCode }, place) => {
      const area = { communeId: id, provinceId: provinceCode };
      return [
        { role: 'commune' as const, email: at(`commune.${id}`), ...area },
        { role: 'supervisor' as const, email: at(`supervisor.${id}`), ...area },
        ...Array.from({ length: MENTORS_PER_COMMUNE }, (_, n) => ({
          role: 'mentor' as const,
          email: at(`mentor${n + 1}.${id}`),
          name: demoMentorName(provinceCode, place * MENTORS_PER_COMMUNE + n),
          // One of them reads English, so that both languages are seen at work.
          language: n === MENTORS_PER_COMMUNE - 1 ? 'en' : 'vi',
          ...area,
        })),
      ];
    }),
    ...DEMO_PLACES.provinces.map(({ code }) => ({
      role: 'supervisor' as const,
      email: at(`supervisor.${code}`),
      provinceId: code,
    })),
    ...DEMO_PLACES.provinces.flatMap(({ code }) =>
      ORGANISATIONS.map(({ kind }) => ({
        role: 'partner' as const,
        email: at(`${kind}.${code}`),
        organisationId: demoId(`organisation ${kind} ${code}`),
        provinceId: code,
      })),
    ),
    { role: 'admin', email: at('admin') },
  ];
  return users.map((user, n) => ({
    name: demoStaffName(n),
    ...user,
    id: demoId(`user ${user.email}`),
    phone: `+849000${String(n + 1).padStart(5, '0')}`,
    // The longest-standing of an office answers for it: the first, who is the one shown as a sign-in.
    createdAt: new Date(Date.UTC(2026, 0, 1) + n * 60_000),
  }));
}

/**
 * Somebody whose handover is accepted before the first sign-in: the same person stands in examples/discharges and is found
 * there as already handed over. The reconciler starts the handover, as it starts every accepted one.
 */
function demoCase(today: Day): {
  person: Prisma.PersonCreateManyInput & { id: string };
  submission: Prisma.SubmissionCreateManyInput;
} {
  const [centre] = DEMO_CENTRES;
  const commune = DEMO_PLACES.communes[0];
  const row = { caseNumber: 'CS1-2026-0007', fullName: 'Lò Văn Thương', birthDate: '1990-03-12' };
  const identityKey = personKey(row, centre.id);
  const person = {
    id: demoId('person 1'),
    code: newPersonCode(createHash('sha256').update(identityKey).digest()),
    identityKey,
    fullName: row.fullName,
    foldedName: fold(row.fullName),
    bornOn: new Date(`${row.birthDate}T00:00:00Z`),
    sex: 'male',
    caseNumber: row.caseNumber,
    centreId: centre.id,
    communeId: commune.id,
  };
  const caseId = demoId('case 1');
  const startedBy = demoId(`user ${DEMO_SIGN_INS[0]?.email}`);
  const args: HandoverInput = {
    communeId: commune.id,
    facts: {
      caseId,
      personId: person.id,
      provinceId: commune.provinceCode,
      centreId: centre.id,
      centreKind: centre.kind,
      treatment: 'compulsory',
      minor: false,
      endDay: addDays(today, 38),
      startedBy,
      policy: policyInForce(today),
    },
  };
  const submission = {
    id: demoId('submission 1'),
    key: `start:${person.id}:0`,
    hash: createHash('sha256').update(JSON.stringify(row)).digest('hex'),
    actorId: startedBy,
    kind: 'start-handover',
    caseId,
    workflowId: workflowId.handover(caseId),
    payload: {},
    args: args as unknown as Prisma.InputJsonObject,
  };
  return { person, submission };
}

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { addDays, type Day, dayOf } from '../../domain/calendar';
import { policyInForce } from '../../domain/policy';
import type { PrismaClient } from '../../prisma/client';
import type { FollowUpInput } from '../../workflows/follow-up';
import { inChunks } from './load';

const PROVINCES = 10;
const COMMUNES = 5; // of a province
const MENTORS = 10; // of a commune

export interface Mentor {
  id: string;
  communeId: string;
  provinceId: string;
  token: string;
}

export interface Places {
  provinces: string[];
  communes: { id: string; name: string; province: string }[];
  mentors: Mentor[];
  centreToken: string;
}

/** Ten invented provinces with everybody a case needs in them; programs sign in with the tokens. */
export async function settle(db: PrismaClient): Promise<Places> {
  const provinces = range(PROVINCES).map((p) => ({ id: `p${p}`, name: `Tỉnh Thử ${letters(p)}` }));
  const communes = provinces.flatMap((province) =>
    range(COMMUNES).map((c) => ({
      id: `${province.id}-c${c}`,
      name: `Bản Thử ${letters(c)}`,
      kind: 'xã',
      provinceId: province.id,
    })),
  );
  const centre = { id: 'centre', name: 'Cơ sở Thử', kind: 'public', provinceId: 'p0' };
  const organisations = provinces.map(({ id }) => ({
    id: `school-${id}`,
    name: 'Trường Thử',
    kind: 'school',
    provinceId: id,
  }));
  const mentors = communes.flatMap((commune) =>
    range(MENTORS).map((m) => ({
      id: `mentor-${commune.id}-${m}`,
      communeId: commune.id,
      provinceId: commune.provinceId,
      token: newToken(),
    })),
  );
  const users = [
    { id: 'centre-user', role: 'centre', centreId: 'centre', provinceId: 'p0' },
    ...provinces.map(({ id }) => ({ id: `supervisor-${id}`, role: 'supervisor', provinceId: id })),
    ...communes.flatMap(({ id, provinceId }) => [
      { id: `officer-${id}`, role: 'commune', communeId: id, provinceId },
      { id: `supervisor-${id}`, role: 'supervisor', communeId: id, provinceId },
    ]),
    ...mentors.map(({ id, communeId, provinceId }) => ({ id, role: 'mentor', communeId, provinceId })),
  ];
  const centreToken = newToken();

  await db.province.createMany({ data: provinces });
  await db.commune.createMany({ data: communes });
  await db.centre.create({ data: centre });
  await db.organisation.createMany({ data: organisations });
  await db.user.createMany({
    data: users.map((user, n) => ({
      ...user,
      name: 'Người Thử',
      phone: `+849000${String(n).padStart(5, '0')}`,
      email: `${user.id}@nhipcau.example`,
    })),
  });
  await db.apiToken.createMany({
    data: [{ id: 'centre-user', token: centreToken }, ...mentors].map(({ id, token }) => ({
      userId: id,
      hash: sha256(token),
      label: 'bench',
    })),
  });
  const provinceName = new Map(provinces.map(({ id, name }) => [id, name]));
  return {
    provinces: provinces.map(({ id }) => id),
    communes: communes.map(({ id, name, provinceId }) => ({
      id,
      name,
      province: provinceName.get(provinceId) as string,
    })),
    mentors,
    centreToken,
  };
}

/** Somebody who has come home; `input` starts the follow-up. */
export interface Home {
  caseId: string;
  mentor: Mentor;
  input: FollowUpInput;
}

/** People whose handover is done, spread evenly over these mentors. Their follow-ups have not begun. */
export async function comeHome(db: PrismaClient, mentors: Mentor[], count: number): Promise<Home[]> {
  const today = dayOf(Date.now());
  const policy = policyInForce(today);
  const before = await db.person.count();
  const people = range(count).map((n) => {
    const mentor = mentors[n % mentors.length] as Mentor;
    return { n: before + n, mentor, caseId: randomUUID(), personId: randomUUID(), ...mentor };
  });
  await inChunks(people, (some) =>
    db.person.createMany({
      data: some.map(({ n, personId, communeId }) => ({
        id: personId,
        code: codeOf(n),
        identityKey: personId,
        fullName: nameOf(n),
        foldedName: 'nguoi thu',
        bornOn: new Date('1990-01-01'),
        sex: 'unknown',
        centreId: 'centre',
        communeId,
      })),
    }),
  );
  await inChunks(people, (some) =>
    db.handover.createMany({
      data: some.map(({ caseId, personId, communeId, provinceId, mentor }) => ({
        id: caseId,
        personId,
        centreId: 'centre',
        communeId,
        provinceId,
        treatment: 'compulsory',
        endOn: new Date(today),
        status: 'completed',
        mentorId: mentor.id,
        policy: policy as object,
        startedAt: new Date(),
        closedAt: new Date(),
      })),
    }),
  );
  const endDay: Day = addDays(today, 730);
  return people.map(({ caseId, personId, communeId, provinceId, mentor }) => ({
    caseId,
    mentor,
    input: {
      facts: { caseId, personId, provinceId, communeId, startDay: today, endDay, policy },
      mentorId: mentor.id,
    },
  }));
}

const FAMILY = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Ngô',
  'Lò',
  'Quàng',
  'Cà',
  'Giàng',
  'Vàng',
  'Sùng',
];
const MIDDLE = ['Văn', 'Thử', 'Mẫu', 'Đức', 'Minh', 'Hữu', 'Công', 'Xuân'];
const GIVEN = [
  'An',
  'Bình',
  'Chung',
  'Dũng',
  'Giang',
  'Hải',
  'Khánh',
  'Lâm',
  'Nam',
  'Phong',
  'Quân',
  'Sơn',
  'Thắng',
  'Tùng',
  'Việt',
  'Yên',
];

/** Short and said once; domain/person-code draws from too few for tens of thousands in one run. */
const codeOf = (n: number) => `B${String(n).padStart(5, '0')}`;

/** Two thousand different invented names. */
export function nameOf(n: number): string {
  const of = (list: string[], at: number) => list[at % list.length] as string;
  return `${of(FAMILY, n)} ${of(MIDDLE, Math.floor(n / 16))} ${of(GIVEN, Math.floor(n / 128))}`;
}

export const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const letters = (n: number) =>
  ['Một', 'Hai', 'Ba', 'Bốn', 'Năm', 'Sáu', 'Bảy', 'Tám', 'Chín', 'Mười'][n] as string;
const newToken = () => randomBytes(24).toString('base64url');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

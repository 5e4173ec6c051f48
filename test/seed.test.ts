import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '@node-rs/argon2';
import { personKey } from '../domain/discharge-row';
import { Handover } from '../domain/handover';
import { readPhone } from '../domain/phone';
import { ROLES } from '../domain/roles';
import { openDatabase, type PrismaClient } from '../prisma/client';
import { DEMO_PLACES } from '../prisma/demo/places';
import { DEMO_SIGN_INS, demoId, demoUsers, seedDemo } from '../prisma/demo/seed';
import { moneyOf } from '../prisma/fund-money';
import type { HandoverInput } from '../workflows/contract';
import { freshDatabase } from './support/real-parts';

const TODAY = '2026-11-22';
const PASSWORD = 'for the test only';

describe('the demo', () => {
  let db: PrismaClient;
  beforeAll(async () => {
    db = openDatabase(await freshDatabase());
    await seedDemo(db, { password: PASSWORD, today: TODAY });
  });
  afterAll(() => db?.$disconnect());

  const counts = async () =>
    Promise.all([
      db.province.count(),
      db.commune.count(),
      db.centre.count(),
      db.organisation.count(),
      db.user.count(),
      db.person.count(),
      db.submission.count(),
      db.fund.count(),
      db.ledgerEntry.count(),
    ]);

  test('is the same after a second start on a later day, and leaves alone what somebody changed', async () => {
    const before = await counts();
    const submission = await db.submission.findFirstOrThrow();
    await db.user.update({ where: { email: DEMO_SIGN_INS[0]?.email as string }, data: { language: 'en' } });
    await seedDemo(db, { password: 'another', today: '2026-12-24' });
    expect(await counts()).toEqual(before);
    expect(await db.submission.findFirstOrThrow()).toEqual(submission);
    const user = await db.user.findUniqueOrThrow({ where: { email: DEMO_SIGN_INS[0]?.email as string } });
    expect(user.language).toBe('en');
    expect(await verify(user.passwordHash as string, PASSWORD)).toBe(true);
  });

  test('has two funds in every province, each with the money its book says', async () => {
    const funds = await db.fund.findMany();
    const money = await moneyOf(
      db,
      funds.map(({ id }) => id),
    );
    for (const { id } of funds) expect(money.get(id)?.free).toBeGreaterThan(0);
    expect(funds).toHaveLength(2 * DEMO_PLACES.provinces.length);
  });

  test('has a sign-in for every role, kept as argon2id', async () => {
    expect(new Set(DEMO_SIGN_INS.map(({ role }) => role))).toEqual(new Set(ROLES));
    for (const { role, email } of DEMO_SIGN_INS) {
      const user = await db.user.findUniqueOrThrow({ where: { email } });
      expect(user).toMatchObject({ role, active: true });
      expect(user.passwordHash).toMatch(/^\$argon2id\$/);
      expect(await verify(user.passwordHash as string, PASSWORD)).toBe(true);
    }
  });

  test('has an officer, a supervisor and several mentors in every commune, of both languages', async () => {
    for (const { id, provinceCode } of DEMO_PLACES.communes) {
      const users = await db.user.findMany({ where: { communeId: id } });
      const of = (role: string) => users.filter((user) => user.role === role);
      expect([of('commune').length, of('supervisor').length]).toEqual([1, 1]);
      expect(of('mentor').length).toBeGreaterThanOrEqual(2);
      expect(new Set(of('mentor').map(({ language }) => language))).toEqual(new Set(['vi', 'en']));
      expect(users.every(({ provinceId }) => provinceId === provinceCode)).toBe(true);
    }
  });

  test('has above them a supervisor of each province, and a partner for each need', async () => {
    for (const { code } of DEMO_PLACES.provinces) {
      expect(await db.user.count({ where: { role: 'supervisor', provinceId: code, communeId: null } })).toBe(
        1,
      );
      for (const kind of ['school', 'employment', 'bank', 'fund', 'union']) {
        expect(
          await db.user.count({ where: { role: 'partner', organisation: { kind, provinceId: code } } }),
        ).toBe(1);
      }
    }
    expect((await db.centre.findMany({ orderBy: { id: 'asc' } })).map(({ id, kind }) => [id, kind])).toEqual([
      ['CS1', 'public'],
      ['CS2', 'private'],
    ]);
  });

  test('gives everybody a phone and an address of their own, and mentors of a province different names', () => {
    const users = demoUsers();
    expect(new Set(users.map(({ phone }) => phone)).size).toBe(users.length);
    expect(new Set(users.map(({ email }) => email)).size).toBe(users.length);
    for (const { phone, email } of users) {
      expect(readPhone(phone as string)).toEqual({ ok: true, e164: phone });
      expect(email).toMatch(/^[a-z0-9.-]+@nhipcau\.example$/);
    }
    const mentors = users
      .filter(({ role }) => role === 'mentor')
      .map(({ provinceId, name }) => `${provinceId} ${name}`);
    expect(new Set(mentors).size).toBe(mentors.length);
  });

  test('has one person already accepted, whom the example file names again', async () => {
    const person = await db.person.findFirstOrThrow();
    expect(person.identityKey).toBe(
      personKey({ caseNumber: 'CS1-2026-0007', fullName: 'Lò Văn Thương', birthDate: '1990-03-12' }, 'CS1'),
    );
    expect(person).toMatchObject({
      fullName: 'Lò Văn Thương',
      foldedName: 'lo van thuong',
      communeId: '14-to-hieu',
      bornOn: new Date('1990-03-12'),
    });
    expect(person.code).toMatch(/^[A-Z0-9]{5}$/);
    expect(readFileSync(join(__dirname, '../examples/discharges.csv'), 'utf8')).toContain(
      'CS1-2026-0007,Lò Văn Thương,12/03/1990',
    );
  });

  test('keeps the start of their handover for the reconciler, in time and without personal data', async () => {
    const person = await db.person.findFirstOrThrow();
    const submission = await db.submission.findFirstOrThrow();
    expect(submission).toMatchObject({
      key: `start:${person.id}:0`,
      kind: 'start-handover',
      status: 'received',
      update: null,
      workflowId: `handover/${submission.caseId}`,
      payload: {},
    });
    const input = submission.args as unknown as HandoverInput;
    expect(await db.user.findUnique({ where: { id: input.facts.startedBy } })).toMatchObject({
      role: 'centre',
      centreId: 'CS1',
    });
    const handover = Handover.open(input.facts, input.communeId, Date.parse(`${TODAY}T03:00:00Z`));
    expect(handover.state.late).toBe(false);
    expect(handover.next()).toMatchObject({ kind: 'acceptance', owner: { role: 'commune' } });
    expect(JSON.stringify(submission)).not.toMatch(/Thương|Thuong|0007|1990/);
  });

  test('makes ids that are UUIDs and say nothing', () => {
    expect(demoId('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(demoId('x')).not.toBe(demoId('y'));
  });
});

import { join } from 'node:path';
import { addMonths, type Day, toDay } from '../../domain/calendar';
import { attendanceOf } from '../../domain/club';
import { type Count, INDICATORS, type IndicatorId, type Period, periodOf } from '../../domain/indicators';
import { policyInForce } from '../../domain/policy';
import { openDatabase, type PrismaClient } from '../../prisma/client';
import { casesBehind, countFigures, type Of } from '../../prisma/figures/count';
import { MEASURES } from '../../prisma/figures/measures';
import { plainCount } from '../../scripts/figures/plain';
import { fillProvince } from '../../scripts/figures/province';
import { readProvinceScenario } from '../../scripts/figures/scenario';
import { root } from '../../scripts/parts/root';
import { freshDatabase } from '../support/real-parts';

const SCENARIO = readProvinceScenario(join(root, 'examples/scenarios/province-year.json'));
const IDS = INDICATORS.map(({ id }) => id as IndicatorId);

let db: PrismaClient;
let today: Day;
const of: Of = { provinceId: 'mau' };

beforeAll(async () => {
  db = openDatabase(await freshDatabase(), 4);
  today = (await fillProvince(db, SCENARIO)).last;
}, 60_000);
afterAll(() => db.$disconnect());

const plain = (id: IndicatorId, period: Period, communeId: string | null) =>
  plainCount(db, id, period, communeId, today);

describe('a province-year with every kind of support', () => {
  const year = periodOf('2027') as Period;
  const summer = periodOf('2027-Q3') as Period;

  test.each([
    ['the year', year, null],
    ['a quarter', summer, null],
    ['a quarter of one commune', summer, 'c1'],
  ])('is reported to the unit as an independent count has it: %s', async (_name, period, communeId) => {
    const counted = await countFigures(db, IDS, [period], { ...of, ...(communeId && { communeId }) }, today);
    const reported: Record<string, Count> = {};
    const expected: Record<string, Count> = {};
    for (const id of IDS) {
      const figure = counted.get(id)?.[0];
      if (!figure) continue; // a fund has no commune
      reported[id] = { part: figure.part, whole: figure.whole };
      expected[id] = await plain(id, period, communeId);
    }
    expect(reported).toEqual(expected);
    const unknown = IDS.filter((id) => !counted.get(id)?.[0]);
    expect(unknown).toEqual(
      communeId
        ? ['fund-capital', 'fund-cash', 'fund-lent', 'fund-written-off', 'sessions', 'health-referrals']
        : [],
    );
  });

  test('has something of everything, so that no count is proved by nothing', async () => {
    const counted = await countFigures(db, IDS, [year], of, today);
    const nothing = IDS.filter((id) => !((counted.get(id)?.[0]?.part ?? 0) > 0));
    expect(nothing).toEqual([]);
  });

  test('adds up: the months of what counts each time make the year, and the kinds make their sum', async () => {
    const months = Array.from(
      { length: 12 },
      (_, m) => periodOf(addMonths(year.from, m).slice(0, 7)) as Period,
    );
    const counted = await countFigures(db, IDS, [year, ...months], of, today);
    for (const id of [
      'contacts',
      'referrals',
      'loan-turns',
      'loan-sum',
      'in-kind-value',
      'escalations',
    ] as const) {
      const [whole, ...each] = counted.get(id) ?? [];
      expect([id, each.reduce((sum, one) => sum + (one?.part ?? 0), 0)]).toEqual([id, whole?.part]);
      if (MEASURES[id].split)
        expect(whole?.splits.reduce((sum, { count }) => sum + count.part, 0)).toBe(whole?.part);
    }
    const funds = (id: IndicatorId) => counted.get(id)?.[0]?.part ?? Number.NaN;
    expect(funds('fund-capital')).toBe(funds('fund-cash') + funds('fund-lent') + funds('fund-written-off'));
  });

  test('is split without rest and without overlap by sex, age, centre and commune', async () => {
    const by = async (narrower: Of[], id: IndicatorId) => {
      const counts = await Promise.all(
        narrower.map((more) => countFigures(db, [id], [year], { ...of, ...more }, today)),
      );
      return counts.reduce((sum, counted) => sum + (counted.get(id)?.[0]?.part ?? Number.NaN), 0);
    };
    const ages = (['under-18', '18-29', '30-44', '45-59', '60-up'] as const).map((age) => ({ age }));
    for (const id of ['returned', 'contacts', 'placed'] as const) {
      const all = await by([{}], id);
      expect(await by([{ sex: 'male' }, { sex: 'female' }], id)).toBe(all);
      expect(await by(ages, id)).toBe(all);
      expect(await by([{ centreId: 'centre1' }, { centreId: 'centre2' }], id)).toBe(all);
      expect(
        await by(
          ['c0', 'c1', 'c2', 'c3'].map((communeId) => ({ communeId })),
          id,
        ),
      ).toBe(all);
    }
  });

  test('tells of no referral that it was for health, nor which clinic was asked', async () => {
    const counted = await countFigures(db, ['referrals'], [year], of, today);
    const kinds = counted
      .get('referrals')?.[0]
      ?.splits.map(({ key }) => key)
      .sort();
    expect(kinds).toEqual(['job', 'loan', 'other', 'training']);
    expect(await db.referral.count({ where: { kind: 'other', organisationId: 'clinic' } })).toBeGreaterThan(
      0,
    );
    const clinic = await countFigures(db, ['referrals'], [year], { ...of, organisationId: 'clinic' }, today);
    expect(clinic.get('referrals')?.[0]?.part).toBe(0);

    // Nor what the clinic let slip, which leads to the people.
    await db.user.create({
      data: { id: 'nurse', role: 'partner', name: 'Người trạm', provinceId: 'mau', organisationId: 'clinic' },
    });
    await db.escalation.updateMany({
      where: { id: { endsWith: '-2' }, raisedAt: { gte: new Date(year.from) } },
      data: { responsibleId: 'nurse' },
    });
    const by = async (organisationId: string) =>
      (await countFigures(db, ['escalations'], [year], { ...of, organisationId }, today)).get(
        'escalations',
      )?.[0]?.part;
    expect(await db.escalation.count({ where: { responsibleId: 'nurse' } })).toBeGreaterThan(0);
    expect(await by('clinic')).toBe(0);
    expect(await by('union')).toBeGreaterThan(0);
  });

  test('goes by what the province has settled, and no commune by its own', async () => {
    const ids = ['clubs-regular', 'stable-share'] as const;
    const figures = async () => {
      const counted = await countFigures(db, ids, [year], of, today);
      return ids.map((id) => {
        const { part, whole } = counted.get(id)?.[0] ?? {};
        return { part, whole };
      });
    };
    const before = await figures();
    const set = (name: string, value: number, communeId: string | null) =>
      db.policyOverride.create({
        data: { provinceId: 'mau', communeId, name, value, basis: 'thử', validFrom: new Date(year.from) },
      });
    await set('club_target', 100, 'c0');
    expect(await figures()).toEqual(before);
    await db.policyOverride.deleteMany();
    await set('club_regular', 95, null);
    await set('job_stable', 3, null);
    const after = await figures();
    const plainly = await Promise.all(ids.map((id) => plain(id, year, null)));
    await db.policyOverride.deleteMany();
    expect(after).toEqual(plainly);
    expect(after[0]?.part).toBeLessThan(before[0]?.part ?? 0); // more is asked of members
    expect(after[1]?.whole).toBeGreaterThan(before[1]?.whole ?? 0); // and of a job it is known sooner
  });

  test('a club is regular by the definition of its own page, in every month and in the year', async () => {
    const clubs = await db.club.findMany({
      include: { members: true, meetings: { include: { attendance: true } } },
    });
    const months = Array.from(
      { length: 12 },
      (_, m) => periodOf(addMonths(year.from, m).slice(0, 7)) as Period,
    );
    const periods = [...months, year];
    const policy = policyInForce(today);
    const percents = new Set<number | null>();
    const byPage = periods.map(({ from, to }) => {
      const reached = clubs.map(({ members, meetings }) => {
        const held = meetings.flatMap(({ heldOn, attendance }) =>
          heldOn ? { heldOn: toDay(heldOn), present: attendance.map(({ memberId }) => memberId) } : [],
        );
        const found = attendanceOf(
          members.map(({ id, joinedOn, leftOn }) => ({
            id,
            joinedOn: toDay(joinedOn),
            leftOn: leftOn && toDay(leftOn),
          })),
          held.filter(({ heldOn }) => from <= heldOn && heldOn <= to),
          policy,
        );
        percents.add(found.percent);
        return found.reached;
      });
      return { part: reached.filter(Boolean).length, whole: reached.filter((one) => one !== null).length };
    });
    const counted = (await countFigures(db, ['clubs-regular'], periods, of, today)).get('clubs-regular');
    expect(counted?.map((one) => ({ part: one?.part, whole: one?.whole }))).toEqual(byPage);
    expect(percents.size).toBeGreaterThan(5);
  });

  test('leads to the people: those counted and those not counted make those compared with', async () => {
    const cases = (behind: 'part' | 'whole' | 'rest') =>
      casesBehind(db, 'file-complete', behind, year, of, today);
    const [part, whole, rest] = await Promise.all([cases('part'), cases('whole'), cases('rest')]);
    const counted = (await countFigures(db, ['file-complete'], [year], of, today)).get('file-complete')?.[0];
    expect([part?.length, whole?.length]).toEqual([counted?.part, counted?.whole]);
    expect([...(part ?? []), ...(rest ?? [])].sort()).toEqual([...(whole ?? [])].sort());
    expect(await casesBehind(db, 'clubs', 'part', year, of, today)).toBeNull();
  });
});

import { reportActivities } from '../../activities/reports';
import { at, type Instant } from '../../domain/calendar';
import { INDICATORS } from '../../domain/indicators';
import type { Frozen } from '../../prisma/figures/freeze';
import { Office, PROVINCE } from './office';

let office: Office;
beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office.close());

const run = (now: Instant, poked: string[] = []) =>
  reportActivities({
    db: office.db,
    engine: { pokeCourier: async (provinceId: string) => void poked.push(provinceId) },
    now: () => now,
    heartbeat: () => {},
  }).saveMonthlyReports();

test('a month is saved and told once, on the first working day after it, however often it is looked for', async () => {
  await office.case();
  const saturday = at('2027-05-01', '07:30'); // a holiday on a Saturday: Monday the 3rd is in lieu of it
  expect(await run(saturday)).toEqual({ saved: 0 });
  expect(await run(at('2027-05-03', '07:30'))).toEqual({ saved: 0 });
  const poked: string[] = [];
  const tuesday = at('2027-05-04', '07:30');
  const looks = await Promise.all([run(tuesday, poked), run(tuesday, poked)]); // a second worker at the same time
  expect(looks.reduce((sum, { saved }) => sum + saved, 0)).toBe(1);
  expect(await run(at('2027-05-05', '07:30'))).toEqual({ saved: 0 });

  const [report, ...more] = await office.db.savedReport.findMany();
  expect(more).toEqual([]);
  expect(report).toMatchObject({ provinceId: PROVINCE, month: '2027-04' });
  const figures = report?.figures as unknown as Frozen[];
  expect(figures.map(({ indicator }) => indicator.id)).toEqual(INDICATORS.map(({ id }) => id));
  const notices = await office.db.notice.findMany({ where: { kind: 'report-saved' } });
  expect(notices).toMatchObject([
    { recipientId: office.users.chief, status: 'planned', data: { month: '2027-04' } },
  ]);
  expect(poked).toEqual([PROVINCE]);

  // It speaks of nobody's case, and is said all the same: to a chief without an address by text.
  office.now = tuesday;
  await office.dispatch();
  const [message] = await office.db.message.findMany();
  expect(message).toMatchObject({ recipientId: office.users.chief, channel: 'sms', status: 'sent' });
  expect(message?.body).toMatch(/04\/2027.*\/figures\/reports$/);
});

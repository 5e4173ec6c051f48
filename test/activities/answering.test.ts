import { recordStep } from '../../activities/records/step';
import { HOUR } from '../../domain/calendar';
import { MENTOR, Office } from './office';

let office: Office;
beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office.close());

test('a text asks for a digit where a two-way number takes it, for the same price', async () => {
  await office.notice(await office.case());
  await office.dispatch(undefined, { twoWay: true });
  const asking = await office.twilio.expectMessage({ to: MENTOR });
  expect(asking.body).toMatch(/\/l\/\S+ Hoac nhan 1: da gap, 2: khong gap$/);
  expect(await office.db.message.findMany({ select: { segments: true } })).toEqual([{ segments: 1 }]);
  await office.notice(await office.case(), { kind: 'mentor-assigned' });
  await office.dispatch();
  expect((await office.twilio.expectMessage({ to: MENTOR })).body).not.toContain('Hoac nhan');
});

test('a link that was closed stays closed: what is sent later carries another', async () => {
  const caseId = await office.case();
  const about = { subjectId: `${caseId}/v1` };
  await office.notice(caseId, about);
  await office.dispatch();
  const tokenIn = async () =>
    /\/l\/(\S+)/.exec((await office.twilio.expectMessage({ to: MENTOR })).body)?.[1];
  const first = await tokenIn();
  await office.db.link.updateMany({ data: { revokedAt: new Date(office.now) } });
  office.now += HOUR;
  await office.notice(caseId, about);
  await office.dispatch();
  const second = await tokenIn();
  expect(second?.split('.')[0]).not.toBe(first?.split('.')[0]);
  expect(await office.db.link.findMany()).toMatchObject([{ id: second?.split('.')[0], revokedAt: null }]);
});

test('what the desk sends again stays true as long as the first, and is withdrawn with it', async () => {
  const caseId = await office.case();
  const again = await office.notice(caseId, { key: 'reminder#2' });
  const withdrawn = async () => (await office.noticeOf(again)).status;
  await recordStep(office.deps, office.step(caseId, { wanted: [office.wanted('reminder')] }), async () => {});
  expect(await withdrawn()).toBe('planned');
  await recordStep(office.deps, office.step(caseId, { revision: 2 }), async () => {});
  expect(await withdrawn()).toBe('withdrawn');
});

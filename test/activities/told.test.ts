import { recordStep } from '../../activities/records/step';
import { at } from '../../domain/calendar';
import { Office } from './office';

let office: Office;
beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office.close());

const PHONE = '+84900000077';
async function agreed(more: object = {}): Promise<{ caseId: string; consentId: string }> {
  const caseId = await office.case();
  await office.db.user.update({ where: { id: office.users.mentor }, data: { name: 'Lò Thị Hoa' } });
  const { id: consentId } = await office.db.consent.create({
    data: {
      ...{ caseId, told: 'family', channel: 'sms', address: PHONE, how: 'signed', openKey: caseId },
      ...{
        givenOn: new Date(office.now),
        recordedAt: new Date(office.now),
        recordedById: office.users.officer,
      },
      ...more,
    },
  });
  return { caseId, consentId };
}
const visitTold = (caseId: string, recipientId: string) =>
  office.notice(caseId, {
    ...{ kind: 'visit-told', channels: ['sms', 'email'], recipientId },
    data: { on: '2026-10-15', mentorId: office.users.mentor },
  });

describe('who came home, or their family', () => {
  test('is told the day, and of who comes only initials; without a link, and once', async () => {
    const { caseId, consentId } = await agreed();
    const id = await visitTold(caseId, consentId);
    expect(await office.dispatch()).toMatchObject({ sent: 1 });
    expect(office.twilio.all).toMatchObject([
      { to: PHONE, body: 'Nhip cau: Ngay 15/10/2026 anh/chi L.T.H se ghe tham. Neu ban xin bao xa.' },
    ]);
    expect(await office.noticeOf(id)).toMatchObject({ status: 'sent', recipientId: consentId });
    await office.twilio.expectMessage({ to: PHONE });
  });

  test.each([
    ['took it back', { withdrawnAt: new Date(0), openKey: null }],
    ['has a number that said STOP', {}],
  ])('who %s is told nothing, and nobody is asked to reach them instead', async (why, more) => {
    const { caseId, consentId } = await agreed(more);
    if (/STOP/.test(why)) await office.db.stoppedNumber.create({ data: { number: PHONE } });
    await visitTold(caseId, consentId);
    expect(await office.dispatch()).toMatchObject({ sent: 0 });
    expect(await office.db.message.count()).toBe(0);
    expect(office.slipped).toEqual([]);
  });

  test('is planned for by a step only while they agree; without it nobody is missed', async () => {
    const { caseId, consentId } = await agreed();
    const without = await office.case();
    for (const one of [caseId, without]) {
      const told = { kind: 'visit-told', to: { role: 'person', caseId: one } } as const;
      const wanted = office.wanted(`${one}/v1/told`, told);
      await recordStep(office.deps, office.step(one, { wanted: [wanted] }), async () => {});
    }
    expect(await office.db.notice.findMany()).toMatchObject([{ caseId, recipientId: consentId }]);
    expect(office.slipped).toEqual([]);
  });
});

test('what a supervisor sends in spite of the hours goes at night, and what it passed over is kept', async () => {
  const caseId = await office.case();
  office.now = at('2026-10-14', '23:10');
  const id = await office.notice(caseId, { notBefore: office.now });
  expect(await office.dispatch()).toEqual({ sent: 0, nextAt: at('2026-10-15', '07:00') });
  const nowAt = new Date(office.now);
  await office.db.notice.update({
    where: { id },
    data: {
      priority: 'critical',
      notBefore: nowAt,
      nowWhy: 'danger',
      nowById: office.users.supervisor,
      nowAt,
    },
  });
  expect(await office.dispatch()).toMatchObject({ sent: 1 });
  expect(await office.noticeOf(id)).toMatchObject({ status: 'sent', despite: 'hours', nowWhy: 'danger' });
  await office.twilio.expectMessage({ to: '+84900000002' });
});

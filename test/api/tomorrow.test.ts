import { randomUUID } from 'node:crypto';
import { aCase, NOW, signedIn, type TestApi, testApi } from './support';

let api: TestApi;
let supervisor: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  api = await testApi();
  supervisor = await signedIn(api.app, 'supervisor');
});
afterAll(() => api.stop());
beforeEach(async () => {
  await api.db.message.deleteMany();
  await api.db.notice.deleteMany();
});

const DAY = 86_400_000;
const TOMORROW = new Date('2026-11-24');
async function planned(more: object = {}) {
  const caseId = await aCase(api.db, { mentorId: 'user-mentor', followUp: true });
  return api.db.notice.create({
    data: {
      ...{ key: randomUUID(), scope: 'x', provinceId: '14', kind: 'visit-reminder', priority: 'routine' },
      ...{
        channels: ['push', 'sms', 'email'],
        recipientId: 'user-mentor',
        caseId,
        subjectId: `${caseId}/v2`,
      },
      ...{ collapseKey: 'x', data: { on: '2026-11-25' } },
      ...{ notBefore: new Date(NOW + DAY), expiresAt: new Date(NOW + 3 * DAY), ...more },
    },
  });
}
const shown = async () => (await supervisor.get('/api/v1/desk/tomorrow')).body.items;

test('what is meant for an officer who is away that day is shown with who receives it', async () => {
  const { id: coverId } = await api.db.user.create({
    data: {
      role: 'commune',
      name: 'Người thay',
      communeId: '14-mai-son',
      provinceId: '14',
      phone: '+84900003333',
    },
  });
  await planned({
    kind: 'follow-up-request',
    priority: 'urgent',
    recipientId: 'user-commune',
    channels: ['sms'],
  });
  expect(await shown()).toMatchObject([{ recipient: { id: 'user-commune' } }]);
  await api.db.userCover.create({
    data: {
      userId: 'user-commune',
      coverId,
      from: TOMORROW,
      until: TOMORROW,
      reason: 'leave',
      createdBy: 'x',
    },
  });
  expect(await shown()).toMatchObject([{ recipient: { id: coverId, name: 'Người thay' } }]);
  await api.db.userCover.deleteMany();
  await api.db.user.delete({ where: { id: coverId } });
});

test('a number that has had enough by then is not shown another, what presses is', async () => {
  const { phone } = await api.db.user.findUniqueOrThrow({ where: { id: 'user-mentor' } });
  await planned();
  await planned({ priority: 'urgent', kind: 'mentor-assigned' });
  expect(await shown()).toHaveLength(2);
  for (let n = 0; n < 3; n++) {
    const { id: noticeId, caseId } = await planned({ status: 'sent', notBefore: new Date(NOW) });
    await api.db.message.create({
      data: {
        ...{
          key: randomUUID(),
          noticeId,
          provinceId: '14',
          channel: 'sms',
          recipientId: 'user-mentor',
          caseId,
        },
        ...{ to: phone as string, body: 'x', segments: 1, status: 'sent', createdAt: new Date(NOW) },
      },
    });
  }
  // They fall out of the day's count only after the one of tomorrow was due: its last useful moment is before that.
  await api.db.notice.updateMany({
    where: { kind: 'visit-reminder', status: 'planned' },
    data: { notBefore: new Date(NOW + DAY - 3_600_000), expiresAt: new Date(NOW + DAY - 60_000) },
  });
  expect(await shown()).toMatchObject([{ kind: 'mentor-assigned' }]);
});

test('a number that said STOP is shown what presses by text, and what is routine by letter', async () => {
  const { phone } = await api.db.user.findUniqueOrThrow({ where: { id: 'user-mentor' } });
  await api.db.stoppedNumber.create({ data: { number: phone as string } });
  await planned();
  expect(await shown()).toMatchObject([{ texts: [{ channel: 'email' }] }]);
  await api.db.notice.updateMany({ data: { priority: 'urgent' } });
  expect(await shown()).toMatchObject([{ texts: [{ channel: 'sms' }] }]);
  await api.db.stoppedNumber.deleteMany();
});

test('who reads Thái best is shown in Vietnamese, and that it is so', async () => {
  await api.db.user.update({ where: { id: 'user-mentor' }, data: { language: 'tai' } });
  await planned();
  expect(await shown()).toMatchObject([
    { fellBack: true, texts: [{ body: expect.stringMatching(/^Nhip cau: Xin ghe tham/) }] },
  ]);
  await api.db.user.update({ where: { id: 'user-mentor' }, data: { language: 'vi' } });
  expect(await shown()).toMatchObject([{ fellBack: false }]);
});

test('a full week is shown as the one text that goes with the first of it', async () => {
  for (const days of [1, 2, 3, 4])
    await planned({ notBefore: new Date(NOW + days * DAY), expiresAt: new Date(NOW + (days + 2) * DAY) });
  expect(await shown()).toMatchObject([
    {
      at: new Date(NOW + DAY).toISOString(),
      others: 3,
      texts: [{ channel: 'sms', body: expect.stringMatching(/4 luot hen/) }],
    },
  ]);
});

import { HOUR } from '../../domain/calendar';
import { NOW, PEOPLE, type Town } from './town';

/** What the mentor of the small place is told, has been told, and perhaps was told; and a text that nobody understood. */
export async function told({ db, users, link }: Pick<Town, 'db' | 'users'> & { link: string }) {
  const place = { provinceId: '14', caseId: 'home', recipientId: users.mentor };
  const message = (channel: string, status: string, more: object = {}) => ({
    ...place,
    ...{ channel, status, to: channel === 'push' ? users.mentor : PEOPLE.mentor.phone },
    body: `Nhip cau: Xin ghe tham L.V.T (K7M4X) roi bao lai: ${link}`,
    segments: channel === 'sms' ? 1 : 0,
    sentAt: new Date(NOW - HOUR),
    ...more,
  });
  const notice = async (
    key: string,
    status: string,
    messages: ReturnType<typeof message>[],
    more: object = {},
  ) => {
    const { id } = await db.notice.create({
      data: {
        ...{ ...place, key, scope: 'follow-up/home', kind: 'visit-reminder', priority: 'routine', status },
        ...{ channels: ['push', 'sms'], subjectId: 'home/v3', collapseKey: key },
        ...{ notBefore: new Date(NOW - HOUR), expiresAt: new Date(NOW + 48 * HOUR) },
        ...more,
        messages: { create: messages.map((one) => ({ ...one, key: `${key}/${one.channel}` })) },
      },
    });
    return String(id);
  };
  await db.inbound.create({
    data: {
      ...{ id: 'in', from: PEOPLE.mentor.phone, to: '', body: 'mai em ghé nhé', receivedAt: new Date(NOW) },
      ...{ status: 'desk', why: 'not-understood', userId: users.mentor, communeId: 'MS', provinceId: '14' },
      dueAt: new Date(NOW + HOUR),
    },
  });
  return {
    ':planned': await notice('told/planned', 'planned', [], { heldFor: 'own-hours' }),
    ':fellback': await notice('told/fell-back', 'sent', [
      message('push', 'sent'),
      message('sms', 'delivered'),
    ]),
    ':unknown': await notice('told/unknown', 'claimed', [
      message('sms', 'unknown', { code: 'timeout', sentAt: null, tryAt: null }),
    ]),
  };
}

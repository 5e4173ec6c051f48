import { raise } from '../../activities/records/raise';
import { recordStep } from '../../activities/records/step';
import { HOUR } from '../../domain/calendar';
import { COMMUNE, MENTOR, Office, PROVINCE } from './office';

let office: Office;
beforeEach(async () => {
  office = await Office.open(); // of its own: what another test left planned would be put together with this one's
});
afterEach(() => office.close());

const nothing = async () => {};
const noticesOf = (caseId: string) =>
  office.db.notice.findMany({ where: { caseId }, orderBy: { id: 'asc' } });
const pokesFrom = async (act: () => Promise<unknown>) => {
  const before = office.pokes.length;
  await act();
  return office.pokes.slice(before);
};

describe('recording a step', () => {
  test('twice records once, and makes sure again that the courier knows', async () => {
    const caseId = await office.case();
    let written = 0;
    const write = async () => {
      written += 1;
    };
    const step = office.step(caseId, { wanted: [office.wanted(`${caseId}/v1`)] });
    const first = await pokesFrom(() => recordStep(office.deps, step, write));
    const again = await pokesFrom(() => recordStep(office.deps, step, write));
    expect(written).toBe(1);
    expect(await office.db.timelineEvent.count({ where: { caseId } })).toBe(1);
    expect(await noticesOf(caseId)).toMatchObject([{ status: 'planned', recipientId: office.users.mentor }]);
    expect([first, again]).toEqual([
      [{ provinceId: PROVINCE, wakeAt: office.now }],
      [{ provinceId: PROVINCE, wakeAt: office.now }],
    ]);
  });

  test('that cannot be written leaves nothing behind', async () => {
    const caseId = await office.case();
    const step = office.step(caseId, { wanted: [office.wanted(`${caseId}/v1`)] });
    const fails = recordStep(office.deps, step, async () => {
      throw new Error('no');
    });
    await expect(fails).rejects.toThrow('no');
    expect(await office.db.timelineEvent.count({ where: { caseId } })).toBe(0);
    expect(await noticesOf(caseId)).toEqual([]);
  });

  test('withdraws what its state no longer wants, of its own scope only', async () => {
    const caseId = await office.case();
    await office.notice(caseId, { key: `${caseId}/other`, scope: `referral/${caseId}` });
    await recordStep(
      office.deps,
      office.step(caseId, { wanted: [office.wanted(`${caseId}/a`), office.wanted(`${caseId}/b`)] }),
      nothing,
    );
    await recordStep(
      office.deps,
      office.step(caseId, { revision: 2, wanted: [office.wanted(`${caseId}/b`)] }),
      nothing,
    );
    expect((await noticesOf(caseId)).map((n) => [n.key.split('/')[1], n.status])).toEqual([
      ['other', 'planned'],
      ['a', 'withdrawn'],
      ['b', 'planned'],
    ]);
  });

  test('that wants again what was withdrawn plans it again: a day moved there and back is still reminded', async () => {
    const caseId = await office.case();
    const wanted = [[`${caseId}/mon`], [`${caseId}/tue`], [`${caseId}/mon`]];
    for (const [i, keys] of wanted.entries())
      await recordStep(
        office.deps,
        office.step(caseId, { revision: i + 1, wanted: keys.map((k) => office.wanted(k)) }),
        nothing,
      );
    expect((await noticesOf(caseId)).map((n) => n.status)).toEqual(['planned', 'withdrawn']);
    await office.dispatch();
    expect((await noticesOf(caseId)).map((n) => n.status)).toEqual(['sent', 'withdrawn']);
    // what has been sent is not sent again
    await recordStep(office.deps, office.step(caseId, { revision: 4, wanted: [] }), nothing);
    await recordStep(
      office.deps,
      office.step(caseId, { revision: 5, wanted: [office.wanted(`${caseId}/mon`)] }),
      nothing,
    );
    expect((await office.dispatch()).sent).toBe(0);
  });

  test('plans nothing that has expired already', async () => {
    const caseId = await office.case();
    await recordStep(
      office.deps,
      office.step(caseId, { wanted: [office.wanted(`${caseId}/v1`, { expiresAt: office.now })] }),
      nothing,
    );
    expect(await noticesOf(caseId)).toEqual([]);
  });

  test('whose notice has nobody to go to is a supervisor’s matter, told once', async () => {
    const caseId = await office.case();
    await office.db.user.update({ where: { id: office.users.mentor }, data: { active: false } });
    const step = office.step(caseId, { wanted: [office.wanted(`${caseId}/v1`)] });
    await recordStep(office.deps, step, nothing);
    await recordStep(office.deps, step, nothing);
    await office.db.user.update({ where: { id: office.users.mentor }, data: { active: true } });
    const items = await office.db.escalationItem.findMany({
      where: { caseId },
      include: { escalation: true },
    });
    expect(items).toMatchObject([
      { id: `${caseId}/v1`, what: 'notice', escalation: { kind: 'nobody-to-tell', status: 'open' } },
    ]);
    expect(office.twilio.all.filter((sms) => sms.to !== MENTOR)).toEqual([]);
  });

  test('pokes nobody who wakes in time anyhow', async () => {
    const caseId = await office.case();
    await office.db.courier.upsert({
      where: { provinceId: PROVINCE },
      create: { provinceId: PROVINCE, wakesAt: new Date(office.now) },
      update: { wakesAt: new Date(office.now) },
    });
    const later = office.wanted(`${caseId}/v1`, { notBefore: office.now + HOUR });
    expect(
      await pokesFrom(() => recordStep(office.deps, office.step(caseId, { wanted: [later] }), nothing)),
    ).toEqual([]);
  });
});

describe('what slipped', () => {
  const slip = (caseId: string, id: string, dueAt = office.now, responsible = office.users.ghost) =>
    raise(office.deps, {
      kind: 'visit-missed',
      caseId,
      provinceId: PROVINCE,
      communeId: COMMUNE,
      responsible: { role: 'mentor', userId: responsible },
      items: [{ id, what: 'visit', dueAt }],
    });
  const escalationOf = (itemId: string) =>
    office.db.escalation.findFirstOrThrow({
      where: { items: { some: { id: itemId } } },
      include: { items: true },
    });

  test('by one responsible is one escalation, by another is another', async () => {
    const caseId = await office.case();
    await slip(caseId, `${caseId}/v1`);
    await slip(caseId, `${caseId}/v2`);
    await slip(caseId, `${caseId}/v3`, office.now, office.users.officer);
    const first = await escalationOf(`${caseId}/v1`);
    expect(first.items.map((i) => i.id).sort()).toEqual([`${caseId}/v1`, `${caseId}/v2`]);
    expect((await escalationOf(`${caseId}/v3`)).id).not.toBe(first.id);
  });

  test('raised again by a retry is told to the same escalation, at once or in parallel', async () => {
    const caseId = await office.case();
    await Promise.all([slip(caseId, `${caseId}/v1`), slip(caseId, `${caseId}/v1`)]);
    const told = office.slipped.filter((s) => s.itemId === `${caseId}/v1`);
    expect(new Set(told.map((s) => s.escalationId)).size).toBe(1);
    expect(await office.db.timelineEvent.count({ where: { caseId, kind: 'escalation-raised' } })).toBe(1);
  });

  test('and was resolved before a retry opens nothing new', async () => {
    const caseId = await office.case();
    await slip(caseId, `${caseId}/v1`);
    const { id } = await escalationOf(`${caseId}/v1`);
    await office.db.escalation.update({ where: { id }, data: { status: 'resolved', openKey: null } });
    await office.db.escalationItem.updateMany({
      where: { escalationId: id },
      data: { closedAt: new Date(office.now) },
    });
    const before = [await office.db.escalation.count(), office.slipped.length];
    await slip(caseId, `${caseId}/v1`);
    expect([await office.db.escalation.count(), office.slipped.length]).toEqual(before);
  });

  test('again under a later date is open again', async () => {
    const caseId = await office.case();
    await slip(caseId, `${caseId}/mentor`);
    const { id } = await escalationOf(`${caseId}/mentor`);
    await office.db.escalation.update({ where: { id }, data: { status: 'resolved', openKey: null } });
    await office.db.escalationItem.updateMany({
      where: { escalationId: id },
      data: { closedAt: new Date(office.now) },
    });
    await slip(caseId, `${caseId}/mentor`, office.now + HOUR);
    const again = await escalationOf(`${caseId}/mentor`);
    expect(again).toMatchObject({ status: 'open', items: [{ closedAt: null }] });
    expect(again.id).not.toBe(id);
  });
});

import { casesOf, escalationsOf, referralsOf } from '../../api/queries/where';
import { actorOf } from '../../api/session';
import { type Area, canSee } from '../../domain/permission';
import { type Account, aCase, anEscalation, aReferral, signedIn, type TestApi, testApi } from './support';

let api: TestApi;
const cases: Record<string, string> = {};

beforeAll(async () => {
  api = await testApi();
  const { db } = api;
  cases.here = await aCase(db, { open: ['proposal'] });
  cases.home = await aCase(db, { followUp: true, mentorId: 'user-mentor' });
  cases.passedOn = await aCase(db, {
    followUp: true,
    mentorId: 'user-other-mentor',
    handoverMentorId: 'user-mentor',
  });
  cases.asked = await aCase(db, { mentorId: 'user-mentor', open: ['mentor'] });
  cases.nextDoor = await aCase(db, { communeId: '14-yen-chau' });
  cases.noCommune = await aCase(db, { communeId: null });
  cases.far = await aCase(db, { communeId: '01-ha-dong', provinceId: '01', centreId: 'CS2' });
  cases.fromFar = await aCase(db, { communeId: '14-mai-son', provinceId: '14', centreId: 'CS2' });
  const covered = { coverId: 'user-mentor', movingToId: '14-yen-chau' };
  cases.covered = await aCase(db, { followUp: true, mentorId: 'user-other-mentor' });
  await db.followUp.update({ where: { id: cases.covered }, data: covered });
  await aReferral(db, cases.home as string);
  await anEscalation(db, cases.home as string);
});
afterAll(() => api.stop());

const ACCOUNTS: Account[] = [
  'centre',
  'other-centre',
  'commune',
  'other-commune',
  'mentor',
  'other-mentor',
  'supervisor',
  'province',
  'other-province',
  'partner',
  'other-partner',
  'admin',
];

test.each(ACCOUNTS)(
  'the database filter shows %s exactly the cases, escalations and referrals that the rule allows',
  async (account) => {
    const { db } = api;
    const actor = actorOf(await db.user.findUniqueOrThrow({ where: { id: `user-${account}` } }));

    const all = await db.handover.findMany({ include: { followUp: true } });
    const area = (c: (typeof all)[number]): Area => ({
      ...c,
      mentorId: c.followUp ? c.followUp.mentorId : c.mentorId,
      coverId: c.followUp?.coverId,
      movingToId: c.followUp?.movingToId,
    });
    const seen = await db.handover.findMany({ where: casesOf(actor), select: { id: true } });
    const allowed = actor.role === 'partner' ? [] : all.filter((c) => canSee(actor, area(c)));
    expect(seen.map((c) => c.id).sort()).toEqual(allowed.map((c) => c.id).sort());

    const referrals = await db.referral.findMany({ include: { followUp: true } });
    const seenReferrals = await db.referral.findMany({ where: referralsOf(actor) });
    const allowedReferrals =
      actor.role === 'centre'
        ? []
        : referrals.filter((r) => canSee(actor, { ...r, mentorId: r.followUp.mentorId }));
    expect(seenReferrals.map((r) => r.id)).toEqual(allowedReferrals.map((r) => r.id));

    const escalations = await db.escalation.findMany();
    const seenEscalations = await db.escalation.findMany({ where: escalationsOf(actor) });
    expect(seenEscalations.map((e) => e.id)).toEqual(
      escalations.filter((e) => canSee(actor, e)).map((e) => e.id),
    );
  },
);

test.each<[Account, string, string]>([
  ['other-commune', 'here', 'another commune'],
  ['other-centre', 'here', 'another centre'],
  ['other-mentor', 'home', 'another mentor'],
  ['mentor', 'passedOn', 'the mentor it was taken from'],
  ['other-province', 'here', 'another province'],
  ['partner', 'home', 'a partner, who only sees referrals'],
  ['admin', 'here', 'the administrator'],
])('%s: a case is not found for %s%s', async (account, which) => {
  const asker = await signedIn(api.app, account);
  for (const path of ['', '/timeline']) {
    const answer = await asker.get(`/api/v1/handovers/${cases[which]}${path}`);
    expect([answer.status, answer.body.type]).toEqual([404, '/problems/not-found']);
  }
  const commands: [string, object][] = [
    [`/handovers/${cases[which]}/milestones/arrival`, {}],
    [`/handovers/${cases[which]}/mentor`, { mentorId: 'user-mentor' }],
    [`/handovers/${cases[which]}/residence`, { communeId: '14-mai-son' }],
    [`/follow-ups/${cases[which]}/reassign`, { mentorId: 'user-mentor' }],
    [`/visits/${encodeURIComponent(`${cases[which]}/v2`)}/report`, { outcome: 'met', heldOn: '2026-11-23' }],
  ];
  for (const [path, body] of commands) {
    const answer = await asker.post(`/api/v1${path}`, body);
    expect([path, answer.status]).toEqual([path, 404]);
  }
  expect(api.engine.told).toEqual([]);
  expect(
    api.lines.some((line) => line.includes('"security":"outside-area"') && line.includes(`user-${account}`)),
  ).toBe(true);
});

test('a role that sees the case but may not act is told so', async () => {
  const supervisor = await signedIn(api.app, 'supervisor');
  const answer = await supervisor.post(`/api/v1/handovers/${cases.here}/milestones/proposal`);
  expect([answer.status, answer.body.type]).toEqual([403, '/problems/forbidden']);
  const centre = await signedIn(api.app, 'centre');
  expect((await centre.get(`/api/v1/handovers/${cases.home}`)).body.followUp.visits[0].note).toBeNull();
});

test('lists hold nothing of another area', async () => {
  const officer = await signedIn(api.app, 'other-commune');
  const list = await officer.get('/api/v1/handovers');
  const ids = list.body.items.map((c: { id: string }) => c.id);
  expect(ids.sort()).toEqual([cases.covered, cases.nextDoor].sort());
  for (const path of ['escalations', 'referrals', 'messages'])
    expect((await officer.get(`/api/v1/${path}`)).body).toEqual({ items: [], next: null });
  expect((await officer.get('/api/v1/imports')).body).toEqual({ items: [], next: null });
  expect((await officer.get('/api/v1/users')).status).toBe(403);
});

test('a partner learns initials and code, and the name after accepting', async () => {
  const partner = await signedIn(api.app, 'partner');
  const before = (await partner.get('/api/v1/referrals')).body.items[0];
  expect(before).toMatchObject({ fullName: null, phone: null, moves: ['accepted', 'rejected'] });
  expect(before.who).toMatch(/^L\.V\.M \(T\d+\)$/);
  await api.db.referral.updateMany({ data: { status: 'accepted' } });
  expect((await partner.get(`/api/v1/referrals/${encodeURIComponent(before.id)}`)).body).toMatchObject({
    fullName: 'Lường Văn Mẫu',
    phone: '+84912345678',
  });
  const other = await signedIn(api.app, 'other-partner');
  expect((await other.get(`/api/v1/referrals/${encodeURIComponent(before.id)}`)).status).toBe(404);
});

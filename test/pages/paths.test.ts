import request from 'supertest';
import { addDays, endOfDay } from '../../domain/calendar';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, TODAY, Town } from './town';

let town: Town;
beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  const [shop] = await town.db.organisation.createManyAndReturn({
    data: [{ name: 'Xưởng may Mai Sơn', kind: 'employer', provinceId: '14' }],
  });
  employer = shop?.id as string;
});
afterAll(() => town.close());
beforeEach(() => {
  town.asked.length = 0;
});
let employer: string;

const REFERRAL = 'home/v1/training';
const at = (day: number) => new Date(addDays(TODAY, day));

/** Another referral of the person at home, as the process would have written it. */
async function referral(id: string, more: object) {
  await town.db.referral.create({
    data: {
      id,
      followUpId: 'home',
      provinceId: '14',
      communeId: 'MS',
      requesterId: town.users.mentor,
      requestedAt: at(-20),
      nextDue: new Date(endOfDay(addDays(TODAY, 4))),
      kind: 'training',
      status: 'in-progress',
      ...more,
    },
  });
}

async function open(token: string) {
  const { text } = await request(town.app).get(`/l/${token}`).expect(200);
  expect(town.asked).toEqual([]); // opening changes nothing
  expect(text).not.toContain('Lò Văn Thương');
  expect(Buffer.byteLength(text)).toBeLessThan(20_000);
  return { _key: fieldsOf(text)._key, text };
}
const send = (token: string, body: object) =>
  request(town.app).post(`/l/${token}`).type('form').send(body).expect(200);

test('the partner’s inbox shows first what is new, with its date, then what runs; attendance of a class is one form', async () => {
  await referral('home/r1/training', {
    organisationId: 'school',
    training: {
      create: {
        id: 'home/r1/training',
        ...{ caseId: 'home', place: 'community', provinceId: '14', communeId: 'MS', providerId: 'school' },
        ...{ trade: 'sewing', course: 'May công nghiệp', costSupport: 1_500_000, status: 'attending' },
        ...{ startsOn: at(-20), endsOn: at(40) },
        sessions: { create: [{ heldOn: at(-3), present: true, recordedAt: at(-3) }] },
      },
    },
  });
  const partner = await town.signIn('partner');
  const { text } = await partner.get('/referrals').expect(200);
  expect(text.indexOf('Mới, cần trả lời')).toBeLessThan(text.indexOf('Đang thực hiện'));
  expect(text).toContain('May công nghiệp');
  expect(text).toContain('1/1 buổi');
  expect(text).toContain('1.500.000');

  const page = await partner.get('/referrals/attendance').expect(200);
  const { _key, _csrf } = fieldsOf(page.text);
  const body = { _key, _csrf, on: TODAY, trainees: 'home/r1/training', course: 'x' }; // nobody ticked
  await partner.post('/referrals/attendance').type('form').send(body).expect(303);
  expect(town.asked).toMatchObject([
    {
      workflowId: 'referral/home/r1/training',
      update: 'tellTraining',
      args: { step: 'attended', on: TODAY, present: false },
    },
  ]);
});

test('the provider’s link opens what must be done: enrol, with the words kept out of the engine', async () => {
  await town.db.referral.update({ where: { id: REFERRAL }, data: { status: 'accepted' } });
  const token = await town.link('referral', 'partner', REFERRAL, 'home');
  const { _key } = await open(token);
  const days = { startsOn: TODAY, endsOn: addDays(TODAY, 90) };
  const step = {
    _key,
    step: 'enrolled',
    trade: 'welding',
    course: 'Hàn điện',
    costSupport: '1.500.000',
    ...days,
  };
  const missing = await request(town.app)
    .post(`/l/${token}`)
    .type('form')
    .send({ ...step, trade: '' })
    .expect(400);
  expect(missing.text).toContain('Hàn điện');
  await send(token, step);
  expect(town.asked).toMatchObject([
    {
      update: 'tellTraining',
      args: { step: 'enrolled', place: 'community', trade: 'welding', ...days },
    },
  ]);
  expect(JSON.stringify(town.asked)).not.toMatch(/Hàn điện|1500000/);
  const kept = await town.db.submission.findFirstOrThrow({
    where: { update: 'tellTraining', args: { path: ['step'], equals: 'enrolled' } },
  });
  expect(kept.payload).toMatchObject({ course: 'Hàn điện', costSupport: '1500000' });
});

test('an offer is one tap of the mentor: to another partner, never the one that refused', async () => {
  await referral('home/r2/job', {
    kind: 'job',
    status: 'rejected',
    organisationId: employer,
    closedAt: at(-1),
  });
  const [service] = await town.db.organisation.createManyAndReturn({
    data: [{ name: 'Trung tâm dịch vụ việc làm', kind: 'employment', provinceId: '14' }],
  });
  await referral('home/r2/job/2', { kind: 'job', status: 'draft', why: 'refused', followsId: 'home/r2/job' });
  const token = await town.link('referral', 'mentor', 'home/r2/job/2', 'home');
  const { _key, text } = await open(token);
  expect(text).toContain('Trung tâm dịch vụ việc làm');
  expect(text).not.toContain('Xưởng may Mai Sơn');
  await send(token, { _key, send: `requested ${service?.id}` });
  expect(town.asked).toMatchObject([
    { update: 'moveReferral', args: { to: 'requested', organisationId: service?.id } },
  ]);
});

test('nobody is asked who does not meet the need', async () => {
  await referral('home/r3/training', { status: 'draft', why: 'refused' });
  const officer = await town.signIn('officer');
  const { text } = await officer.get('/referrals').expect(200);
  const { _key, _csrf } = fieldsOf(text);
  const path = `/referrals/${encodeURIComponent('home/r3/training')}`;
  const body = { _key, _csrf, send: `requested ${employer}` };
  const back = await officer.post(path).type('form').send(body).expect(400);
  expect(back.text).toContain('không nhận việc này');
  expect(town.asked).toEqual([]);
});

test('the mentor looks at a job on its day and not before; who placed the person does not judge it', async () => {
  const placement = {
    caseId: 'home',
    provinceId: '14',
    communeId: 'MS',
    stage: 'started',
    startedOn: at(-92),
  };
  await referral('home/r4/job', {
    kind: 'job',
    organisationId: 'school',
    placement: { create: { ...placement, trade: 'sewing', nextCheckOn: at(0), employerId: employer } },
  });
  await referral('home/r5/job', { kind: 'job', placement: { create: { ...placement, nextCheckOn: at(1) } } });
  const mentor = await town.link('referral', 'mentor', 'home/r4/job', 'home');
  const { _key, text } = await open(mentor);
  expect(text).toContain('value="still-there"');
  const early = await open(await town.link('referral', 'mentor', 'home/r5/job', 'home'));
  expect(early.text).not.toContain('value="still-there"');
  const partner = await open(await town.link('referral', 'partner', 'home/r4/job', 'home'));
  expect(partner.text).not.toContain('value="still-there"');
  await send(mentor, { _key, step: 'still-there', on: TODAY });
  expect(town.asked).toMatchObject([{ update: 'tellJob', args: { step: 'still-there', on: TODAY } }]);
});

test('an employer known here is chosen by name, or another one written down', async () => {
  await referral('home/r6/job', { kind: 'job', status: 'accepted' });
  const officer = await town.signIn('officer');
  const { text } = await officer.get('/referrals').expect(200);
  expect(text).toContain(`<option value="${employer}">Xưởng may Mai Sơn</option>`);
  const { _key, _csrf } = fieldsOf(text);
  const body = { _key, _csrf, step: 'introduced', on: TODAY, employerId: employer, employer: '' };
  await officer
    .post(`/referrals/${encodeURIComponent('home/r6/job')}/job`)
    .type('form')
    .send(body)
    .expect(303);
  expect(town.asked).toMatchObject([
    { update: 'tellJob', args: { step: 'introduced', employerId: employer } },
  ]);
});

test('what was handed on to the commune is its alone: the mentor of before sees it no more', async () => {
  await referral('home/r7/job', { kind: 'job', status: 'in-progress' });
  const path = `/api/v1/referrals/${encodeURIComponent('home/r7/job')}`;
  const [mentor, officer] = [await town.signIn('mentor'), await town.signIn('officer')];
  await mentor.get(path).expect(200);
  await town.db.referral.update({ where: { id: 'home/r7/job' }, data: { handedOnAt: at(0) } });
  await mentor.get(path).expect(404);
  const { items } = (await mentor.get('/api/v1/referrals').expect(200)).body;
  expect(items.map((one: { id: string }) => one.id)).not.toContain('home/r7/job');
  await officer.get(path).expect(200);
});

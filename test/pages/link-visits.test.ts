import request from 'supertest';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, TODAY, Town } from './town';

let town: Town;
beforeAll(async () => {
  town = await Town.open(await freshDatabase());
});
afterAll(() => town.close());

/** One message has spoken of the second and the third visit. */
async function told() {
  const head = await town.db.notice.findFirstOrThrow({ where: { subjectId: 'home/v2' } });
  const { id: _id, ...row } = head;
  await town.db.notice.upsert({
    where: { key: 'home/v3/reminder' },
    create: {
      ...{ ...row, data: {}, key: 'home/v3/reminder', subjectId: 'home/v3' },
      ...{ status: 'collapsed', digestId: head.id },
    },
    update: {},
  });
  return String(head.id);
}

test('the list of a mentor’s visits names nobody, needs no script, and each visit is reported on its own page', async () => {
  const subject = await told();
  const report = await town.link('visit-report', 'mentor', 'home/v3', 'home');
  const list = await town.link('visits', 'mentor', subject, 'home');
  const { text } = await request(town.app).get(`/l/${list}`).expect(200);
  expect(text).toContain('Các lượt hẹn của bạn');
  expect(text).toContain(`href="/l/${report}"`);
  expect(text).not.toMatch(/Lò Văn Thương|Lo Van Thuong/);
  expect(text).not.toMatch(/<script(?! src="[^"]+" defer>)/);
  expect(Buffer.byteLength(text)).toBeLessThan(15_000);

  const page = await request(town.app).get(`/l/${report}`).expect(200);
  const { _key } = fieldsOf(page.text);
  await request(town.app)
    .post(`/l/${report}`)
    .type('form')
    .send({ _key, outcome: 'met', heldOn: TODAY })
    .expect(200);
  const after = await request(town.app).get(`/l/${list}`).expect(200);
  expect(after.text).not.toContain(`href="/l/${report}"`);
});

test('somebody else’s list says that it is not theirs; posting to a list does nothing', async () => {
  const subject = await told();
  const other = await town.link('visits', 'otherMentor', subject, 'home');
  await request(town.app).get(`/l/${other}`).expect(410);
  const list = await town.link('visits', 'mentor', subject, 'home');
  town.asked.length = 0;
  await request(town.app).post(`/l/${list}`).type('form').send({ outcome: 'met' }).expect(410);
  expect(town.asked).toEqual([]);
});

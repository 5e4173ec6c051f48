import { addDays } from '../../domain/calendar';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, TODAY, Town } from './town';

let town: Town;
beforeAll(async () => {
  town = await Town.open(await freshDatabase());
});
afterAll(() => town.close());
beforeEach(() => {
  town.asked.length = 0;
});

test('a centre enters a course with several people, and tells of each in one form; words stay here', async () => {
  const centre = await town.signIn('centre');
  const send = async (from: string, action: string, body: object, status: number) => {
    const { _csrf, _key } = fieldsOf((await centre.get(from).expect(200)).text);
    const sent = centre.post(action).type('form');
    return sent.send({ _csrf, _key, ...body }).expect(status);
  };
  const list = '/community/courses';
  const course = {
    ...{
      name: 'Mộc dân dụng',
      trade: 'carpentry',
      costSupport: '1.750.000',
      caseIds: ['waiting', 'decide', 'home'],
    },
    ...{ startsOn: TODAY, endsOn: addDays(TODAY, 90) },
  };
  const wrong = await send(list, list, { ...course, endsOn: addDays(TODAY, -1) }, 400);
  expect(wrong.text).toContain('Mộc dân dụng');
  expect((await send(list, list, { ...course, caseIds: 'home' }, 400)).text).toContain('Hãy chọn ai học');
  const opened = await send(list, list, course, 303);
  const id =
    /courses/.test(opened.headers.location as string) && (await town.db.course.findFirstOrThrow()).id;
  const facts = { courseId: id, centreId: 'CS1', trade: 'carpentry', startsOn: TODAY };
  expect(town.asked).toMatchObject([
    { workflowId: `course/${id}`, update: 'openCourse', args: { facts, caseIds: expect.any(Array) } },
  ]);
  // Who is home already learns elsewhere.
  const { caseIds } = (town.asked[0] as (typeof town.asked)[0]).args as { caseIds: string[] };
  expect([...caseIds].sort()).toEqual(['decide', 'waiting']);
  expect(JSON.stringify(town.asked)).not.toMatch(/Mộc|1750000/);

  // As its activity would have written it.
  const common = {
    courseId: id as string,
    place: 'centre',
    provinceId: '14',
    centreId: 'CS1',
    trade: 'carpentry',
  };
  const days = { startsOn: new Date(TODAY), endsOn: new Date(addDays(TODAY, 90)), status: 'enrolled' };
  await town.db.training.createMany({
    data: caseIds.map((caseId) => ({
      ...common,
      ...days,
      id: `${caseId}/${id}`,
      caseId,
      course: 'Mộc dân dụng',
    })),
  });
  const page = `${list}/${id}`;
  expect((await centre.get(page).expect(200)).text).toContain('Ghi kết quả');
  town.asked.length = 0;
  await send(page, `${page}/lessons`, { on: TODAY, trainees: caseIds, present: caseIds[0] }, 303);
  const [first, second] = caseIds as [string, string];
  const results = { caseId: [first, second], result: ['elementary', ''], note: ['SC-17', ''] };
  await send(page, `${page}/results`, { on: TODAY, ...results }, 303);
  expect(
    (await send(page, `${page}/results`, { on: TODAY, ...results, result: ['', ''] }, 400)).text,
  ).toContain('Hãy chọn kết quả');
  expect(town.asked.map(({ args }) => args.told)).toEqual([
    [
      { caseId: first, told: { step: 'attended', on: TODAY, present: true } },
      { caseId: second, told: { step: 'attended', on: TODAY, present: false } },
    ],
    [{ caseId: first, told: { step: 'certified', on: TODAY, certificate: 'elementary' } }],
  ]);
  expect(JSON.stringify(town.asked)).not.toContain('SC-17');
  expect(
    await town.db.submission.count({ where: { payload: { path: [`number/${first}`], equals: 'SC-17' } } }),
  ).toBe(1);

  // The province looks; a commune sees what was learnt on the case, and no class.
  const province = await town.signIn('province');
  const seen = (await province.get(`/api/v1/courses/${id}`).expect(200)).body;
  expect([seen.class.length, seen.canTell]).toEqual([2, false]);
  const officer = await town.signIn('officer');
  await officer.get(`/api/v1/courses/${id}`).expect(404);
  expect((await officer.get('/api/v1/courses').expect(200)).body.items).toEqual([]);
  expect((await officer.get(`/cases/${first}`).expect(200)).text).toContain('Mộc dân dụng');
});

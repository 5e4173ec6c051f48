import { freshDatabase } from '../support/real-parts';
import { fieldsOf, Town } from './town';

let town: Town;
beforeAll(async () => {
  town = await Town.open(await freshDatabase());
});
afterAll(() => town.close());

const path = (id: string) => `/users/${id}/reading`;

test('an officer sets when and how a mentor of the commune is written to', async () => {
  const browser = await town.signIn('officer');
  const mentor = town.users.mentor;
  const { text } = await browser.get(path(mentor)).expect(200);
  expect(text).toContain('Cách nhận tin');
  await browser
    .post(path(mentor))
    .type('form')
    .send({
      ...fieldsOf(text),
      ...{ quietFrom: '20:00', quietTo: '07:30', daysOff: ['0', '3'], smsAccents: 'yes', phoneShared: 'yes' },
    })
    .expect(303);
  expect(await town.db.user.findUniqueOrThrow({ where: { id: mentor } })).toMatchObject({
    ...{ quietFrom: '20:00', quietTo: '07:30', daysOff: [0, 3], smsAccents: true, phoneShared: true },
  });
});

test.each([
  ['one hour without the other', { quietFrom: '20:00' }, 'Hãy ghi cả hai giờ'],
  ['nearly the whole day', { quietFrom: '08:00', quietTo: '07:00' }, 'Tối đa 14 giờ'],
  ['the whole week', { daysOff: ['0', '1', '2', '3', '4', '5', '6'] }, 'Tối đa năm ngày'],
])('%s is refused with a reason', async (_, wrong, says) => {
  const browser = await town.signIn('officer');
  const own = path(town.users.officer);
  const { text } = await browser.get(own).expect(200);
  const sent = { ...fieldsOf(text), smsAccents: 'no', phoneShared: 'no', ...wrong };
  const { text: again } = await browser.post(own).type('form').send(sent).expect(400);
  expect(again).toContain(says);
});

test('an officer has no say in how a supervisor is written to, a supervisor does in the area', async () => {
  const officer = await town.signIn('officer');
  await officer.get(path(town.users.supervisor)).expect(404);
  const supervisor = await town.signIn('supervisor');
  await supervisor.get(path(town.users.officer)).expect(200);
});

import { addDays } from '../../domain/calendar';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, NOW, TODAY, Town } from './town';
import { walking } from './walking';

let town: Town;
const { browsers, page, send, signIn } = walking(() => town);

/** Five people of one mentor, oldest first, and two more escalations beside the one every town has. */
beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  await signIn('officer', 'supervisor', 'province', 'farOfficer', 'mentor', 'admin');
  const ago = (days: number) => new Date(NOW - days * 86_400_000);
  const open = { provinceId: '14', communeId: 'MS', status: 'open', rung: 'commune' };
  const of = (id: string, days: number[]) => ({
    create: days.map((n, i) => ({
      id: `${id}/v${i}`,
      caseId: ['home', 'waiting', 'decide', 'asked', 'nowhere'][i] as string,
      what: 'visit',
      dueAt: ago(n),
    })),
  });
  await town.db.escalation.create({
    data: {
      ...open,
      id: 'five',
      kind: 'visit-missed',
      responsibleId: town.users.otherMentor,
      responsibleRole: 'mentor',
      silence: 'unreachable',
      raisedAt: ago(9),
      nextDue: new Date(NOW + 3_600_000),
      ownerId: town.users.supervisor,
      items: of('five', [9, 7, 5, 3, 2]),
    },
  });
  await town.db.escalation.create({
    data: {
      ...open,
      id: 'step',
      kind: 'milestone-overdue',
      responsibleId: town.users.officer,
      responsibleRole: 'commune',
      status: 'acknowledged',
      level: 1,
      rung: 'province',
      acknowledgedAt: ago(1),
      acknowledgedById: town.users.province,
      ownerId: town.users.province,
      silence: 'silent',
      raisedAt: ago(4),
      items: of('step', [4]),
    },
  });
  await town.db.escalation.create({
    data: {
      ...open,
      id: 'over',
      kind: 'visit-missed',
      responsibleId: town.users.mentor,
      responsibleRole: 'mentor',
      status: 'resolved',
      resolvedAt: ago(2),
      resolvedById: town.users.supervisor,
      resolution: 'mentor-reminded',
      note: 'Đã gọi, mai đi.',
      silence: 'silent',
      raisedAt: ago(20),
      items: {
        create: [
          {
            id: 'over/v1',
            caseId: 'home',
            what: 'visit',
            dueAt: ago(20),
            closedAt: ago(16),
            closedHow: 'done-late',
          },
          {
            id: 'over/v2',
            caseId: 'home',
            what: 'visit',
            dueAt: ago(8),
            closedAt: ago(2),
            closedHow: 'mentor-reminded',
          },
        ],
      },
    },
  });
});
afterAll(() => town.close());
beforeEach(() => {
  town.asked.length = 0;
  town.answer = { kind: 'applied' };
});

/** The cards of a board, in order: id and text. */
const cards = (html: string): [string, string][] =>
  [...html.matchAll(/<article class="card" id="e-([\w-]+)"[\s\S]*?<\/article>/g)].map(([text, id]) => [
    id as string,
    text,
  ]);
const idsOf = (html: string) => cards(html).map(([id]) => id);
const card = (html: string, id: string) => cards(html).find(([one]) => one === id)?.[1] ?? '';

describe('the board', () => {
  test('is oldest first and says of each who, why it is silent, what to do, and who has it', async () => {
    const html = await page('supervisor', '/escalations');
    expect(idsOf(html)).toEqual(['five', 'step', 'esc']);
    const five = card(html, 'five');
    expect(five).toContain('Chưa có tin về buổi thăm · 5 người');
    expect(five).toContain('Không liên lạc được.');
    expect(five).toContain('hỏi số mới');
    expect(five).toContain('Bậc 1: lãnh đạo xã');
    for (const days of [9, 7, 5, 3, 2]) expect(five).toContain(`quá hạn ${days} ngày`);
    for (const name of ['Lò Văn Thương', 'Vàng A Páo']) expect(five).toContain(name);
    const step = card(html, 'step');
    expect(step).toContain('Vì Văn Trọng đang xử lý');
    expect(step).toContain('Bậc 2: lãnh đạo tỉnh');
  });

  test.each([
    ['kind=milestone-overdue', ['step']],
    ['only=untaken', ['five', 'esc']],
    ['only=mine', ['five', 'esc']],
    ['kind=visit-missed&only=untaken', ['five', 'esc']],
    ['kind=referral-silent', []],
    ['kind=nonsense&only=nonsense', ['five', 'step', 'esc']],
  ])('narrowed by %s shows %j', async (query, ids) => {
    const html = await page('supervisor', `/escalations?${query}`);
    expect(idsOf(html)).toEqual(ids);
    if (ids.length === 0) expect(html).toContain('Không có việc nào khớp với bộ lọc');
  });

  test('nothing leaves it by being read; what is over says how, by whom, and which of it was done late', async () => {
    await page('supervisor', '/escalations');
    expect(idsOf(await page('supervisor', '/escalations'))).toHaveLength(3);
    const html = await page('supervisor', '/escalations?state=resolved');
    expect(idsOf(html)).toEqual(['over']);
    const over = card(html, 'over');
    expect(over).toContain('Đinh Thị Lan');
    expect(over).toContain('Đã gọi, mai đi.');
    expect(over).toMatch(/Đã làm, dù muộn, trễ 4 ngày/);
    expect(over).toMatch(/Đã nhắc người đồng hành, trễ 6 ngày/);
    expect(over).not.toContain('quá hạn');
    expect(over).not.toContain('Đề xuất');
  });

  test('is of the reader’s own area; who may not act sees no box to tick', async () => {
    const html = await page('officer', '/escalations');
    expect(idsOf(html)).toEqual(['five', 'step', 'esc']);
    expect(html).not.toContain('type="checkbox"');
    expect(idsOf(await page('farOfficer', '/escalations'))).toEqual([]);
    expect(await page('farOfficer', '/escalations')).toContain('Không có việc nào cần xử lý');
    expect(idsOf(await page('province', '/escalations'))).toEqual(['five', 'step', 'esc']);
  });

  test('goes on page by page under the same filter', async () => {
    const answer = await browsers.supervisor.get('/escalations');
    expect(answer.text).not.toContain('rel="next"');
    const many = Array.from({ length: 30 }, (_, i) => ({
      id: `many${i}`,
      kind: 'nobody-to-tell',
      provinceId: '14',
      communeId: 'MS',
      responsibleRole: 'commune',
      status: 'open',
      raisedAt: new Date(NOW - i * 60_000),
    }));
    await town.db.escalation.createMany({ data: many });
    const seen: string[] = [];
    let path: string | undefined = '/escalations?kind=nobody-to-tell';
    while (path) {
      const html: string = await page('supervisor', path);
      seen.push(...idsOf(html));
      path = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    await town.db.escalation.deleteMany({ where: { kind: 'nobody-to-tell' } });
    expect(seen).toEqual(many.map(({ id }) => id).reverse());
  });

  test('speaks English too', async () => {
    await town.db.user.update({ where: { id: town.users.supervisor }, data: { language: 'en' } });
    const html = await page('supervisor', '/escalations');
    await town.db.user.update({ where: { id: town.users.supervisor }, data: { language: 'vi' } });
    const five = card(html, 'five');
    for (const words of ['5 people', 'Cannot be reached.', 'Level 1: the commune', '9 days overdue'])
      expect(five).toContain(words);
  });
});

describe('several at once', () => {
  const asked = () => town.asked.map(({ workflowId, update }) => `${workflowId} ${update}`).sort();

  test('are taken each by a command of its own; sent twice it is done once', async () => {
    const { _csrf, _key } = fieldsOf(await page('supervisor', '/escalations'));
    const form = {
      _csrf,
      _key,
      what: 'acknowledge',
      ids: ['five', 'esc'],
      seen_five: 'five/v0',
      seen_esc: 'home/v2',
    };
    for (let times = 0; times < 2; times++) {
      const answer = await browsers.supervisor.post('/escalations?only=untaken').type('form').send(form);
      expect([answer.status, answer.headers.location]).toEqual([
        303,
        '/escalations?done=recorded&only=untaken',
      ]);
    }
    expect(asked()).toEqual(['escalation/esc acknowledge', 'escalation/five acknowledge']);
    expect(await town.db.submission.count({ where: { key: { contains: _key } } })).toBe(2);
  });

  test('are resolved with what the page showed of each', async () => {
    const html = await page('supervisor', '/escalations');
    const fields = fieldsOf(html);
    expect(fields.seen_five).toBe('five/v0 five/v1 five/v2 five/v3 five/v4');
    await browsers.supervisor
      .post('/escalations')
      .type('form')
      .send({ ...fields, what: 'resolve', how: 'other', note: 'Họp xã', all: 'yes' })
      .expect(303);
    expect(asked()).toHaveLength(3);
    const five = town.asked.find(({ workflowId }) => workflowId === 'escalation/five');
    expect(five?.args).toMatchObject({
      how: 'other',
      seen: ['five/v0', 'five/v1', 'five/v2', 'five/v3', 'five/v4'],
    });
    expect(JSON.stringify(town.asked)).not.toContain('Họp xã');
  });

  test('what is refused is named with its reason and stays ticked; the others are recorded', async () => {
    const fields = fieldsOf(await page('supervisor', '/escalations'));
    await town.db.submission.deleteMany();
    const engine = town.ctx.engine as unknown as {
      update: (id: string, ...rest: unknown[]) => Promise<unknown>;
    };
    const update = engine.update;
    engine.update = (id, ...rest) =>
      id === 'escalation/five' ? Promise.resolve({ kind: 'refused', code: 'stale' }) : update(id, ...rest);
    const answer = await browsers.supervisor
      .post('/escalations')
      .type('form')
      .send({
        ...fields,
        what: 'resolve',
        how: 'not-needed',
        note: 'Cả hai đã về',
        ids: ['five', 'esc', 'no-such'],
      });
    engine.update = update;
    expect(answer.status).toBe(200);
    expect(asked()).toEqual(['escalation/esc resolve']);
    expect(answer.text).toContain('Đã ghi 1 trên 3 việc.');
    expect(answer.text.match(/<tbody>[\s\S]*?<\/tbody>/)?.[0].match(/<tr/g)).toHaveLength(2);
    expect(card(answer.text, 'five')).toMatch(/name="ids" value="five"[^>]* checked/);
    expect(card(answer.text, 'esc')).not.toMatch(/name="ids"[^>]* checked/);
    expect(answer.text).toContain('Cả hai đã về</textarea>');
  });

  test.each([
    [{ what: 'acknowledge' }, 'Hãy chọn ít nhất một việc'],
    [{ what: 'resolve', ids: 'five', seen_five: 'five/v0' }, 'Hãy chọn đã giải quyết thế nào'],
  ])('%j is asked to be completed', async (fields, said) => {
    const answer = await send('supervisor', '/escalations', '/escalations', fields);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(said);
    expect(town.asked).toEqual([]);
  });

  test('an officer’s are all refused', async () => {
    const answer = await send('officer', '/escalations', '/escalations', {
      what: 'acknowledge',
      ids: ['five'],
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Đã ghi 0 trên 1 việc');
    expect(town.asked).toEqual([]);
  });
});

test('the page behind a text says how many people, why it is silent and what to do, without a name', async () => {
  const token = await town.link('escalation', 'supervisor', 'five', 'home');
  const { text } = await browsers.mentor.get(`/l/${token}`).expect(200);
  for (const words of ['5 người', 'Không liên lạc được.', 'quá hạn 9 ngày']) expect(text).toContain(words);
  expect(text).not.toContain('Thương');
});

describe('absences', () => {
  const mine = () => `/users/${town.users.supervisor}/absence`;
  const fields = () => ({
    from: TODAY,
    until: addDays(TODAY, 4),
    reason: 'leave',
    coverId: town.users.province,
  });

  test('one’s own are reached from every page, noted, shown and ended', async () => {
    expect(await page('supervisor', '/work')).toContain('href="/absence"');
    expect((await browsers.supervisor.get('/absence')).headers.location).toBe(mine());
    expect((await send('supervisor', mine(), mine(), fields())).headers.location).toBe(
      `${mine()}?done=recorded`,
    );
    const html = await page('supervisor', mine());
    for (const words of ['27/11/2026', 'Nghỉ phép', 'Vì Văn Trọng']) expect(html).toContain(words);
    const again = await send('supervisor', mine(), mine(), fields());
    expect([again.status, again.text.includes('Đã báo vắng trong những ngày này')]).toEqual([400, true]);
    const [, end] = /action="([^"]+\/end)"/.exec(html) ?? [];
    await send('supervisor', mine(), end as string, {});
    expect(await page('supervisor', mine())).toContain('Không có ngày vắng nào sắp tới');
  });

  test('what has begun ends with yesterday and stays on record', async () => {
    const absence = await town.db.userCover.create({
      data: {
        userId: town.users.supervisor,
        from: new Date(addDays(TODAY, -3)),
        until: new Date(addDays(TODAY, 3)),
        reason: 'ill',
        createdBy: town.users.admin,
      },
    });
    await send('admin', mine(), `${mine()}/${absence.id}/end`, {});
    expect(await town.db.userCover.findUnique({ where: { id: absence.id } })).toMatchObject({
      until: new Date(addDays(TODAY, -1)),
    });
    await town.db.userCover.deleteMany();
  });

  test('the standing deputy is named and taken back', async () => {
    const deputy = async () =>
      (await town.db.user.findUniqueOrThrow({ where: { id: town.users.supervisor } })).deputyId;
    await send('supervisor', mine(), `${mine()}/deputy`, { deputyId: town.users.province });
    expect(await deputy()).toBe(town.users.province);
    await send('supervisor', mine(), `${mine()}/deputy`, { deputyId: '' });
    expect(await deputy()).toBeNull();
  });

  test.each([
    ['a cover of another role', () => ({ coverId: town.users.officer }), 'không nhận thay được'],
    ['a cover that is not there', () => ({ coverId: 'nobody' }), 'không nhận thay được'],
    ['an end before the beginning', () => ({ until: addDays(TODAY, -1) }), 'Ngày cuối phải sau ngày đầu'],
    ['days that are over', () => ({ from: addDays(TODAY, -5), until: addDays(TODAY, -2) }), 'đã qua'],
    ['years', () => ({ until: addDays(TODAY, 800) }), 'Quá một năm'],
    ['no day', () => ({ from: 'mai' }), 'Không phải là ngày'],
    ['another reason', () => ({ reason: 'whim' }), 'Không có lựa chọn này'],
  ])('%s is refused and the form keeps what was chosen', async (_what, wrong, said) => {
    const { status, text } = await send('supervisor', mine(), mine(), { ...fields(), ...wrong() });
    expect([status, text.includes(said)]).toEqual([400, true]);
    expect(await town.db.userCover.count()).toBe(0);
  });

  test('are the account’s own, its supervisor’s and the administrator’s to note; nobody else finds them', async () => {
    const officers = `/users/${town.users.officer}/absence`;
    const own = await page('supervisor', `/users/${town.users.supervisor}/absence`);
    expect(own).toMatch(new RegExp(`<a href="${officers}">Hà Văn Sáng</a>`));
    expect(own).not.toContain('Tòng Văn Xa'); // of another commune
    expect(await page('officer', `/users/${town.users.officer}/absence`)).not.toContain('id="offices"');
    for (const who of ['officer', 'supervisor', 'province', 'admin'] as const) await page(who, officers);
    for (const who of ['farOfficer', 'mentor'] as const) await page(who, officers, 404);
    await page('officer', mine(), 404);
    await page('admin', `/users/${town.users.mentor}/absence`, 404);
    expect((await send('officer', '/work', mine(), fields())).status).toBe(404);
  });

  test('speak English too', async () => {
    await town.db.user.update({ where: { id: town.users.officer }, data: { language: 'en' } });
    const html = await page('officer', `/users/${town.users.officer}/absence`);
    await town.db.user.update({ where: { id: town.users.officer }, data: { language: 'vi' } });
    for (const words of ['No absence ahead', 'Standing deputy', 'Nobody of the same office'])
      expect(html).toContain(words);
  });
});

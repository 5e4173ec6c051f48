import request from 'supertest';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, NOW, TODAY, Town } from './town';

let town: Town;
beforeAll(async () => {
  town = await Town.open(await freshDatabase());
});
afterAll(() => town.close());
beforeEach(() => {
  town.asked.length = 0;
  town.answer = { kind: 'applied' };
});

const NAMES = /Lò Văn Thương|Lo Van Thuong|Hoàng Thị Mận|Quàng Thị Hoa/;

async function openPage(token: string, status = 200) {
  const { text } = await request(town.app).get(`/l/${token}`).expect(status);
  return text;
}

describe('pages opened from a message', () => {
  const links = {
    'a visit report': () => town.link('visit-report', 'mentor', 'home/v3', 'home'),
    'a request to a mentor': () => town.link('mentor-request', 'mentor', 'asked/mentor', 'asked'),
    'an escalation': () => town.link('escalation', 'supervisor', 'esc', 'home'),
    'a referral': () => town.link('referral', 'partner', 'home/v1/training', 'home'),
  };

  test.each(Object.entries(links))(
    '%s is under 30 kB with all it loads, works without its script and tells no name',
    async (what, link) => {
      const html = await openPage(await link());
      const [, style] = /href="(\/assets\/style[^"]+)"/.exec(html) ?? [];
      const css = await request(town.app)
        .get(style as string)
        .expect(200);
      const scripts = [...html.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes as string);
      expect(scripts).toEqual(
        ['keep', ...(what === 'a visit report' ? ['push'] : [])].map((name) =>
          expect.stringMatching(new RegExp(`^ src="/assets/${name}\\.\\w+\\.js" defer$`)),
        ),
      );
      const loaded = await Promise.all(
        scripts.map((script) => request(town.app).get(/src="([^"]+)"/.exec(script)?.[1] as string)),
      );
      const texts = loaded.map(({ status, text }) => (status === 200 ? text : ''));
      for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(3_000);
      expect(texts.every(Boolean)).toBe(true);
      expect([html, css.text, ...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0)).toBeLessThan(
        30_000,
      );
      expect(html).not.toMatch(NAMES);
      expect(html).toContain('<main id="main"');
      expect(html).toMatch(/<h1>[^<]+<\/h1>/);
    },
  );

  test.each(Object.entries(links))(
    'opening %s twice changes nothing: previews of messages open links too',
    async (_what, link) => {
      const token = await link();
      await openPage(token);
      await openPage(token);
      expect(town.asked).toEqual([]);
      expect(await town.db.link.count({ where: { usedAt: { not: null } } })).toBe(0);
      expect(await town.db.submission.count()).toBe(0);
    },
  );

  test('a visit is reported: what was recorded is said, and the link has done its work', async () => {
    const token = await town.link('visit-report', 'mentor', 'home/v3', 'home');
    const html = await openPage(token);
    const { _key } = fieldsOf(html);
    const answer = { _key, outcome: 'met', heldOn: TODAY, needs: 'training', note: 'Đang học nghề mộc' };
    const done = await request(town.app).post(`/l/${token}`).type('form').send(answer).expect(200);
    expect(done.text).toContain('Cảm ơn');
    expect(done.text).toContain('Đã gặp, mọi việc ổn, 23/11/2026');
    expect(town.asked).toMatchObject([
      {
        workflowId: 'follow-up/home',
        update: 'reportVisit',
        args: { seq: 3, outcome: 'met', heldOn: TODAY },
      },
    ]);
    expect(JSON.stringify(town.asked)).not.toContain('mộc');
    expect(await openPage(token, 410)).toContain('đã dùng');
    await request(town.app).post(`/l/${token}`).type('form').send(answer).expect(303);
    expect(town.asked).toHaveLength(1);
  });

  test('an incomplete report comes back with all that was typed and what is missing', async () => {
    const token = await town.link('visit-report', 'mentor', 'home/v3', 'home');
    const html = await openPage(token);
    const back = await request(town.app)
      .post(`/l/${token}`)
      .type('form')
      .send({
        _key: fieldsOf(html)._key,
        heldOn: '31/02/2026',
        needs: ['training', 'loan'],
        note: 'Viết <rất> dài',
      })
      .expect(400);
    expect(back.text).toContain('role="alert"');
    expect(back.text).toContain('href="#outcome"');
    expect(back.text).toContain('href="#heldOn"');
    expect(back.text).toContain('Viết &lt;rất> dài');
    expect(back.text).toMatch(/value="loan" checked/);
    expect(await town.db.link.count({ where: { usedAt: { not: null } } })).toBe(0);
  });

  test('a day typed as people here write it is understood, for phones without a date field', async () => {
    const token = await town.link('visit-report', 'mentor', 'home/v3', 'home');
    const { _key } = fieldsOf(await openPage(token));
    await request(town.app)
      .post(`/l/${token}`)
      .type('form')
      .send({ _key, outcome: 'phone', heldOn: '22/11/2026' })
      .expect(200);
    expect(town.asked[0]?.args).toMatchObject({ heldOn: '2026-11-22' });
  });

  test('an expired link says what to do', async () => {
    const token = await town.link('visit-report', 'mentor', 'home/v3', 'home', new Date(NOW - 1));
    expect(await openPage(token, 410)).toContain('gọi cho cán bộ xã');
    await request(town.app).post(`/l/${token}`).type('form').send({ _key: 'any-key-at-all' }).expect(303);
    expect(town.asked).toEqual([]);
  });

  test('a forged link is a page like any that does not exist', async () => {
    const token = await town.link('visit-report', 'mentor', 'home/v3', 'home');
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect(await openPage(forged, 404)).toContain('Không có trang này');
    expect(await openPage('nothing', 404)).toContain('Không có trang này');
    await request(town.app).post(`/l/${forged}`).type('form').send({ _key: 'any-key-at-all' }).expect(303);
    expect(town.asked).toEqual([]);
  });

  test('with the engine out of reach the report is kept, and the page says so', async () => {
    const token = await town.link('visit-report', 'mentor', 'home/v3', 'home');
    const { _key } = fieldsOf(await openPage(token));
    town.answer = { kind: 'unreachable', cause: null };
    const kept = await request(town.app)
      .post(`/l/${token}`)
      .type('form')
      .send({ _key, outcome: 'ill', heldOn: TODAY })
      .expect(503);
    expect(kept.text).toContain('Không cần gửi lại');
    expect(await town.db.submission.findFirst({ where: { status: 'received' } })).toMatchObject({
      caseId: 'home',
      update: 'reportVisit',
    });
  });

  test('a mentor accepts with one tap', async () => {
    const token = await town.link('mentor-request', 'mentor', 'asked/mentor', 'asked');
    const { _key } = fieldsOf(await openPage(token));
    const done = await request(town.app)
      .post(`/l/${token}`)
      .type('form')
      .send({ _key, reason: '', accepts: 'yes' })
      .expect(200);
    expect(done.text).toContain('Tôi nhận lời');
    expect(town.asked).toMatchObject([
      { workflowId: 'handover/asked', update: 'answerMentorRequest', args: { accepts: true } },
    ]);
  });

  test('a refusal by the rules is said in a sentence', async () => {
    const token = await town.link('mentor-request', 'mentor', 'asked/mentor', 'asked');
    const { _key } = fieldsOf(await openPage(token));
    town.answer = { kind: 'refused', code: 'not-asked' };
    const { text } = await request(town.app)
      .post(`/l/${token}`)
      .type('form')
      .send({ _key, accepts: 'no' })
      .expect(409);
    expect(text).toContain('xã đã mời người khác');
  });

  test('who is no longer asked is told so', async () => {
    const token = await town.link('mentor-request', 'otherMentor', 'asked/mentor', 'asked');
    expect(await openPage(token, 410)).toContain('không còn cần đến bạn');
  });

  test('who no longer accompanies the person, and a closed account, find the link closed; a HEAD changes nothing', async () => {
    const token = await town.link('visit-report', 'mentor', 'home/v3', 'home');
    await request(town.app).head(`/l/${token}`).expect(200);
    const followUp = (mentorId: string) =>
      town.db.followUp.update({ where: { id: 'home' }, data: { mentorId } });
    await followUp(town.users.otherMentor);
    expect(await openPage(token, 410)).toContain('không còn cần đến bạn');
    await followUp(town.users.mentor);
    const account = (active: boolean) =>
      town.db.user.update({ where: { id: town.users.mentor }, data: { active } });
    await account(false);
    await openPage(token, 404);
    await request(town.app).post(`/l/${token}`).type('form').send({ _key: 'any-key-at-all' }).expect(303);
    await account(true);
    await openPage(token);
    expect(town.asked).toEqual([]);
  });

  test('an answer cannot be bent to another visit or case', async () => {
    const token = await town.link('visit-report', 'mentor', 'home/v3', 'home');
    const { _key } = fieldsOf(await openPage(token));
    const bent = { _key, outcome: 'met', heldOn: TODAY, caseId: 'asked', seq: '1' };
    await request(town.app).post(`/l/${token}`).type('form').send(bent).expect(200);
    expect(town.asked).toMatchObject([{ workflowId: 'follow-up/home', args: { seq: 3 } }]);
  });

  test('an escalation is taken, and the same link then resolves it', async () => {
    const token = await town.link('escalation', 'supervisor', 'esc', 'home');
    const html = await openPage(token);
    await request(town.app)
      .post(`/l/${token}`)
      .type('form')
      .send({ _key: 'take-it-once', what: 'take' })
      .expect(200);
    await town.db.escalation.update({ where: { id: 'esc' }, data: { status: 'acknowledged' } });
    expect(await openPage(token)).not.toContain('value="take"');
    const seen = fieldsOf(html).seen;
    await request(town.app)
      .post(`/l/${token}`)
      .type('form')
      .send({ _key: 'resolve-it-once', what: 'resolve', how: 'mentor-reminded', seen })
      .expect(200);
    expect(town.asked).toMatchObject([
      { update: 'acknowledge' },
      { update: 'resolve', args: { how: 'mentor-reminded', seen: ['home/v2'] } },
    ]);
    await openPage(token, 410);
    await town.db.escalation.update({ where: { id: 'esc' }, data: { status: 'open' } });
  });

  test('a partner who refuses is asked why', async () => {
    const token = await town.link('referral', 'partner', 'home/v1/training', 'home');
    const { _key } = fieldsOf(await openPage(token));
    const back = await request(town.app)
      .post(`/l/${token}`)
      .type('form')
      .send({ _key, to: 'rejected', reason: '' })
      .expect(400);
    expect(back.text).toContain('<details open');
    await request(town.app)
      .post(`/l/${token}`)
      .type('form')
      .send({ _key: 'another-key', to: 'rejected', reason: 'Hết chỗ' })
      .expect(200);
    expect(town.asked).toMatchObject([
      { workflowId: 'referral/home/v1/training', update: 'moveReferral', args: { to: 'rejected' } },
    ]);
  });

  test('the page speaks the language of whom it was sent to, or the one asked for', async () => {
    const token = await town.link('visit-report', 'mentor', 'home/v3', 'home');
    expect(await openPage(token)).toContain('<html lang="vi"');
    expect(await openPage(`${token}?lang=en`)).toContain('Report a visit');
  });
});

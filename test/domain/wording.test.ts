import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { VisitChange } from '../../activities/contract';
import { addDays } from '../../domain/calendar';
import { RESOLUTIONS } from '../../domain/escalation';
import { DUTIES, NEEDS } from '../../domain/follow-up';
import { MILESTONES, NO_SHOW_STEPS } from '../../domain/handover';
import { type Channel, NOTICE_KINDS, type NoticeKind } from '../../domain/notice';
import { newPersonCode } from '../../domain/person-code';
import { OFFER_REASONS, REFERRAL_STATUSES } from '../../domain/referral';
import { SILENCES } from '../../domain/silence';
import { segmentsOf } from '../../domain/sms';
import { renderDigest } from '../../domain/wording/digest';
import * as labels from '../../domain/wording/labels';
import {
  LONGEST_LINK,
  type MessageFacts,
  render,
  somebody,
  textProblems,
  whoOf,
} from '../../domain/wording/messages';
import { REFUSALS } from '../../domain/wording/refusals';
import { messagesDoc } from '../../scripts/make-messages-doc';

const root = join(__dirname, '../..');
const ESCALATIONS = Object.keys(labels.ESCALATION_KIND_LABELS);
const HOST = 'https://nhipcau.sonla.gov.vn';
const ONE_TIME = `${HOST}/l/aB3_dE6-hI.kL9mN2pQ5sT8_W-Z`;
const OFFICE = `${HOST}/cases/0190f5a2-3b4c-7d8e-9f01-23456789abcd`;

/** The longest link a kind may carry: plain case links go to offices, and to the mentor with an answer. */
const LINK: Record<NoticeKind, string> = {
  'milestone-request': OFFICE,
  'milestone-reminder': OFFICE,
  'case-returned': OFFICE,
  'not-arrived': OFFICE,
  'mentor-request': ONE_TIME,
  'mentor-declined': OFFICE,
  'visit-reminder': ONE_TIME,
  'follow-up-request': OFFICE,
  'follow-up-reminder': OFFICE,
  'mentor-assigned': OFFICE,
  'move-declined': OFFICE,
  escalation: ONE_TIME,
  'referral-request': OFFICE,
  'referral-answer': OFFICE,
  'loan-request': OFFICE,
  'loan-reminder': OFFICE,
  'loan-talk': ONE_TIME,
  'loan-news': OFFICE,
  'push-agreed': ONE_TIME,
  'visit-told': '',
  'report-taken': ONE_TIME,
  'referral-offer': ONE_TIME,
  'referral-reminder': ONE_TIME,
  'job-check': ONE_TIME,
  'training-absent': OFFICE,
  'report-saved': OFFICE,
  'club-meeting': ONE_TIME,
  'club-report': ONE_TIME,
  'course-report': `${HOST}/community/courses/0190f5a2-3b4c-7d8e-9f01-23456789abcd`,
  'later-check': OFFICE,
  'phone-dead': OFFICE,
};

const FACTS: Record<NoticeKind, Partial<MessageFacts>[]> = {
  'milestone-request': MILESTONES.map((milestone) => ({ milestone })),
  'milestone-reminder': [...MILESTONES, ...NO_SHOW_STEPS.map((step) => `no-show-${step}` as const)].map(
    (milestone) => ({ milestone }),
  ),
  'case-returned': [{ milestone: 'residence' }],
  'not-arrived': [{}],
  'mentor-request': [{ milestone: 'mentor' }],
  'mentor-declined': [{ milestone: 'mentor' }],
  'visit-reminder': [{ on: '2026-12-28' }],
  'follow-up-request': DUTIES.map((duty) => ({ duty })),
  'follow-up-reminder': DUTIES.map((duty) => ({ duty })),
  'mentor-assigned': [{}, { until: '2026-12-28' }],
  'move-declined': [{}],
  escalation: [
    ...ESCALATIONS.map((kind) => ({ kind })),
    ...SILENCES.map((silence) => ({ kind: 'visit-missed', silence })),
  ],
  'referral-request': NEEDS.map((kind) => ({ kind, status: 'requested' })),
  'loan-request': [{}],
  'loan-reminder': [{ on: '2026-12-28' }],
  'loan-talk': [{}],
  'loan-news': [{}],
  'push-agreed': [{}],
  'visit-told': [{ on: '2026-12-28', helper: 'C.T.T.N.T.H.N' }, {}],
  'report-taken': [{}],
  'referral-answer': NEEDS.flatMap((kind) =>
    ['accepted', 'rejected', 'completed', 'failed'].map((status) => ({ kind, status })),
  ),
  'referral-offer': NEEDS.flatMap((kind) => OFFER_REASONS.map((why) => ({ kind, why }))),
  'referral-reminder': NEEDS.map((kind) => ({ kind })),
  'job-check': [{}],
  'training-absent': [{}, { times: '12' }],
  'report-saved': [{}, { month: '2026-11' }],
  'club-meeting': [{ on: '2026-12-28' }],
  'club-report': [{ on: '2026-12-28' }],
  'course-report': [{}],
  'later-check': [{}],
  'phone-dead': [{}],
};

const NAME = 'Công Tằng Tôn Nữ Thị Hồng Nhung';
const CASES = NOTICE_KINDS.flatMap((kind) =>
  (['sms', 'email'] as const).flatMap((channel) =>
    (['vi', 'en'] as const).flatMap((language) =>
      FACTS[kind].flatMap((facts) =>
        [facts, { ...facts, due: '2026-12-28' }, { ...facts, due: '2026-12-28', items: 99 }].map((full) => ({
          kind,
          channel,
          language,
          facts: full,
        })),
      ),
    ),
  ),
);

describe('a message', () => {
  const who = whoOf(NAME, 'K7M4X');

  test('is measured with the longest links there are', () => {
    expect(ONE_TIME).toHaveLength(LONGEST_LINK.oneTime);
    expect(OFFICE).toHaveLength(LONGEST_LINK.office);
  });

  test.each(CASES)(
    '$kind by $channel in $language with $facts tells nothing it should not',
    ({ kind, channel, language, facts }) => {
      const link = LINK[kind];
      const { subject, body } = render(kind, channel, { language }, { who, link, ...facts });
      expect(textProblems(body, [NAME], channel)).toEqual([]);
      expect(body).toContain(link);
      // What is a club's or a class's is nobody's: it is known by its day.
      const ofNobody = /^(push-agreed|report-saved|club-|course-)/.test(facts.kind ?? kind);
      if (link && !ofNobody) expect(body).toContain(who);
      if (channel === 'sms') {
        expect(subject).toBeUndefined();
        expect(body).toMatch(/^Nhip cau: /);
        expect({ body, ...segmentsOf(body) }).toMatchObject({ encoding: 'GSM-7', segments: 1 });
      } else {
        expect(textProblems(subject as string, [NAME])).toEqual([]);
        expect(body.split('\n')).toContain(link); // a line of its own
      }
      const day =
        facts.on ??
        ([
          'referral-answer',
          'mentor-assigned',
          'move-declined',
          'not-arrived',
          'loan-news',
          'report-saved',
          'phone-dead',
          'push-agreed',
          'visit-told',
          'report-taken',
          'training-absent',
        ].includes(kind)
          ? undefined
          : facts.due);
      if (day) expect(body).toContain('28/12/2026');
    },
  );

  test.each(NOTICE_KINDS)(
    'of kind %s still says something true when every fact is missing or unknown',
    (kind) => {
      for (const facts of [{}, { kind: '?', status: '?', milestone: '?' as never }]) {
        for (const channel of ['sms', 'email'] as const) {
          const { body } = render(kind, channel, { language: 'vi' }, { who, link: LINK[kind], ...facts });
          expect(textProblems(body, [NAME], channel)).toEqual([]);
        }
      }
    },
  );

  test.each(CASES.filter(({ channel, language }) => channel === 'sms' && language === 'vi'))(
    '$kind with accents and $facts costs at most three segments',
    ({ kind, facts }) => {
      const accents = { language: 'vi', accents: true } as const;
      const { body } = render(kind, 'sms', accents, { who, link: LINK[kind], ...facts });
      expect(body).toMatch(/^Nhịp cầu: /);
      expect(textProblems(body, [NAME], 'sms', true)).toEqual([]);
      expect(segmentsOf(body).segments).toBeLessThanOrEqual(3);
    },
  );

  test.each(['visits', 'morning'] as const)(
    'that stands for many (%s) is one segment and names nobody',
    (of) => {
      for (const [language, n] of [
        ['vi', 2],
        ['en', 99],
      ] as const) {
        const part = { kind: 'visit-reminder', facts: { who, link: ONE_TIME, on: '2026-12-28' } } as const;
        const early = { ...part, facts: { ...part.facts, on: '2026-12-21' } };
        const facts = { of, parts: [early, ...Array.from({ length: n - 1 }, () => part)], link: ONE_TIME };
        const { body } = renderDigest('sms', { language }, facts);
        expect(textProblems(body, [NAME], 'sms')).toEqual([]);
        expect(segmentsOf(body)).toMatchObject({ encoding: 'GSM-7', segments: 1 });
        expect(body).toContain(String(n));
        expect(body).toContain('21/12/2026');
        expect(body).not.toContain(who);
        const letter = renderDigest('email', { language }, facts);
        expect(textProblems(letter.body, [NAME])).toEqual([]);
        expect(letter.body.split(who)).toHaveLength(n + 1);
      }
    },
  );

  test.each(CASES.filter(({ channel }) => channel === 'sms'))(
    '$kind in $language on a shared phone with $facts names nobody',
    ({ kind, language, facts }) => {
      const { body } = render(
        kind,
        'sms',
        { language },
        { who: somebody(language), link: LINK[kind], ...facts },
      );
      expect(textProblems(body, [NAME], 'sms')).toEqual([]);
      expect(segmentsOf(body).segments).toBe(1);
      expect(body).not.toContain('K7M4X');
    },
  );

  const word = fc.constantFrom(
    ...'Nguyễn Lò Giàng Thị Văn A Ánh Đức Ích Hồng Vũ Chí Cao Xuân Bảo An Rơ Mỹ Êm Tâm Đặng Bàn Giao Lý Sớm Chị'.split(
      ' ',
    ),
  );
  const token = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) =>
    Buffer.from(bytes)
      .toString('base64url')
      .replace(/^(.{10})./, '$1.'),
  );
  const arbitrary = fc.record({
    one: fc.constantFrom(...CASES),
    name: fc.array(word, { minLength: 2, maxLength: 9 }).map((words) => words.join(' ')),
    code: fc.uint8Array({ minLength: 5, maxLength: 5 }).map(newPersonCode),
    token,
    day: fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2026-01-01', days)),
    items: fc.integer({ min: 0, max: 5000 }),
  });

  test('keeps the rule for anybody, any day and any link', () => {
    fc.assert(
      fc.property(arbitrary, ({ one, name, code, token: random, day, items }) => {
        const link = LINK[one.kind] === OFFICE ? OFFICE : `${HOST}/l/${random}`;
        const facts = { ...one.facts, who: whoOf(name, code), link, due: day, on: day, items };
        const { body, subject = '' } = render(one.kind, one.channel, one, facts);
        expect(textProblems(body, [name], one.channel)).toEqual([]);
        expect(textProblems(subject, [name])).toEqual([]);
        expect(body).toContain(link);
        if (one.channel === 'sms') expect(segmentsOf(body)).toMatchObject({ encoding: 'GSM-7', segments: 1 });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the check before sending', () => {
  const good =
    'Nhip cau: Xin ghe tham L.V.T (K7M4X) ngay 05/12/2026 roi bao lai: https://nhipcau.example/l/abc';
  const bad: [string, string, string[], Channel, string][] = [
    ['a telling word without accents', 'Xin ghe tham nguoi sau cai L.V.T', [], 'sms', 'sau cai'],
    ['a telling word with accents', 'Người này đang điều trị', [], 'email', 'điều trị'],
    ['a telling word in English', 'Please visit the drug rehab client', [], 'email', 'rehab'],
    ['the police', 'Cong an xa moi ban den', [], 'sms', 'công an'],
    ['a telling web address', 'Xem https://cainghien.example/l/abc', [], 'sms', 'glued words'],
    ['the full name', 'Xin ghe tham Lo Van Thuong', ['Lò Văn Thương'], 'sms', 'full name'],
    ['the full name in capitals', 'Xin ghe tham LO VAN THUONG', ['Lò Văn Thương'], 'sms', 'full name'],
    [
      'the full name as it was typed, without capitals',
      'Xin ghe tham lo van Thuong',
      ['lò văn Thương'],
      'sms',
      'full name',
    ],
    ['a phone number', 'Goi 0912 345 678', [], 'sms', 'phone number'],
    ['accents in an SMS', 'Xin ghé thăm', [], 'sms', 'not GSM-7'],
    ['a hole in the template', 'Xin ghe tham undefined', [], 'sms', 'unfilled template'],
    ['a text that costs more than two segments', 'a'.repeat(320), [], 'sms', 'too long'],
    ['broken characters', 'Xin gh\ufffd tham', [], 'email', 'broken characters'],
    ['half an emoji', 'Xin ghe tham \ud83d', [], 'email', 'broken characters'],
  ];

  test('lets a good text pass', () => expect(textProblems(good, ['Lò Văn Thương'], 'sms')).toEqual([]));
  test.each(bad)('stops %s', (_, text, names, channel, problem) =>
    expect(textProblems(text, names, channel)).toContain(problem),
  );
  test('does not take its own words for a name', () => {
    expect(textProblems('Xin ban giao giay to, nhan xu ly som', ['Bàn Giao', 'Lý Sớm'], 'sms')).toEqual([]);
  });
  test('never quotes the name or number it found', () => {
    expect(textProblems('Lo Van Thuong 0912345678', ['Lò Văn Thương'], 'sms').join()).not.toMatch(
      /Thuong|Thương|0912/,
    );
  });
  test('does not stop a link whose random part spells something', () => {
    expect(textProblems(good.replace('abc', 'x-hiv-.-0912345678_'), [], 'sms')).toEqual([]);
    expect(
      textProblems('Xem https://a.example/cases/0190f5a2-8423-7123-8123-abcdefabcdef', [], 'sms'),
    ).toEqual([]);
  });
});

describe('whom a message speaks of', () => {
  test.each([
    ['Nguyễn Văn An', 'N.V.A (K7M4X)'],
    ['Lò Thị Đào', 'L.T.D (K7M4X)'],
    [NAME, 'T.N.T.H.N (K7M4X)'],
    ['Hoàng Ích Vũ', 'V (K7M4X)'], // H.I.V
    ['', 'K7M4X'],
    ['A A', 'A (K7M4X)'],
  ])('%s is %s', (name, who) => expect(whoOf(name, 'K7M4X')).toBe(who));
});

describe('a person code', () => {
  test('has five signs that spell nothing and are not mistaken for one another', () => {
    for (let i = 0; i < 2000; i++)
      expect(newPersonCode(randomBytes(5))).toMatch(/^[CDFHJKMNPQRTVWX3479]{5}$/);
  });
  test('uses the whole range of what is random', () => {
    const signs = new Set(
      Array.from({ length: 256 }, (_, byte) => newPersonCode(new Uint8Array(5).fill(byte))),
    );
    expect(signs.size).toBe(19);
  });
  test('asks for enough that is random', () =>
    expect(() => newPersonCode(new Uint8Array(4))).toThrow(RangeError));
});

describe('labels', () => {
  const lists = Object.entries(labels).filter(([name]) => name.endsWith('_LABELS')) as [
    string,
    Record<string, labels.Text>,
  ][];

  test.each([...lists, ['REFUSALS', REFUSALS] as (typeof lists)[number]])(
    '%s have both languages, no two alike',
    (_, list) => {
      for (const language of ['vi', 'en'] as const) {
        const said = Object.values(list).map((text) => text[language]);
        expect(said.every((text) => text.trim().length > 1 && text === text.normalize('NFC'))).toBe(true);
        expect(new Set(said).size).toBe(said.length);
      }
    },
  );

  test('cover the closed lists of the domain', () => {
    expect(Object.keys(labels.MILESTONE_LABELS)).toEqual([...MILESTONES]);
    expect(Object.keys(labels.REFERRAL_STATUS_LABELS)).toEqual([...REFERRAL_STATUSES]);
    expect(Object.keys(labels.RESOLUTION_LABELS)).toEqual([...RESOLUTIONS]);
    expect(Object.keys(labels.NOTICE_KIND_LABELS)).toEqual([...NOTICE_KINDS]);
    const visits: Record<VisitChange['status'], labels.Text> = labels.VISIT_STATUS_LABELS;
    expect(Object.keys(visits)).toHaveLength(6);
  });

  test('show a value no list knows as it is', () => {
    expect(labels.label(labels.NEED_LABELS, 'training', 'vi')).toBe('Học nghề');
    expect(labels.label(labels.NEED_LABELS, 'toString', 'vi')).toBe('toString');
  });
});

test('docs/messages.md shows the messages as they are', () => {
  expect(readFileSync(join(root, 'docs/messages.md'), 'utf8')).toBe(messagesDoc());
});

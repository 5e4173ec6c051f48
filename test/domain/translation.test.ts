import { segmentsOf, toGsm } from '../../domain/sms';
import { PLACES, TRANSLATABLE, type Translatable } from '../../domain/wording/languages/places';
import { render, textProblems, whoOf } from '../../domain/wording/messages';
import {
  fallsBack,
  langOfTongue,
  type Tongue,
  TRANSLATIONS,
  translated,
  translationProblems,
} from '../../domain/wording/translation';

const NAME = 'Công Tằng Tôn Nữ Thị Hồng Nhung';
const LINK = 'https://nhipcau.sonla.gov.vn/l/aB3_dE6-hI.kL9mN2pQ5sT8_W-Z';
const FACTS = {
  ...{ who: whoOf(NAME, 'K7M4X'), helper: 'C.T.T.N.T.H.N', count: 99 },
  ...{
    due: '2026-12-28',
    on: '2026-12-28',
    from: '2026-12-28',
    to: '2026-12-31',
    month: '2026-12',
    times: '12',
  },
};
/** A sentence for one case of a kind is held to the same as the general one. */
const shipped = Object.entries(TRANSLATIONS).flatMap(([tongue, sentences]) =>
  Object.entries(sentences).map(([name, sentence = '']) => {
    const message = name.split(':')[0] as Translatable;
    return { tongue: tongue as Tongue, message, sentence };
  }),
);

test('each shipped translation names its facts, tells nothing it should not, and is one segment with the longest values', () => {
  for (const { tongue, message, sentence } of shipped) {
    expect([tongue, message, translationProblems(message, sentence)]).toEqual([tongue, message, []]);
    const said = translated(message, tongue, FACTS, { [tongue]: { [message]: sentence } }) as string;
    const body = toGsm(`Nhịp cầu: ${said}${message === 'visit-told' ? '.' : `: ${LINK}`}`);
    expect([tongue, message, textProblems(body, [NAME], 'sms'), segmentsOf(body).segments]).toEqual([
      tongue,
      message,
      [],
      1,
    ]);
  }
});

describe('a translation', () => {
  const own = { tai: { 'visit-reminder': 'X {who} Y {on} Z', visits: '{count}: {from} {to}' } };

  test('says its facts in its own order', () => {
    expect(translated('visit-reminder', 'tai', { who: 'N.V.A (K7M4X)', on: '2026-12-05' }, own)).toBe(
      'X N.V.A (K7M4X) Y 05/12/2026 Z',
    );
    expect(translated('visits', 'tai', { count: 3, from: '2026-12-05', to: '2026-12-11' }, own)).toBe(
      '3: 05/12/2026 11/12/2026',
    );
  });

  test('of one case of a kind goes before the general one', () => {
    const office = {
      tai: {
        'milestone-request': 'A {who} {due}',
        'milestone-request:decision': 'B {who} {due}',
        morning: 'M {count}',
      },
    };
    const facts = { who: 'N.V.A', due: '2026-12-05' };
    expect(translated('milestone-request', 'tai', { ...facts, milestone: 'decision' }, office)).toBe(
      'B N.V.A 05/12/2026',
    );
    expect(translated('milestone-request', 'tai', { ...facts, milestone: 'plan' }, office)).toBe(
      'A N.V.A 05/12/2026',
    );
    expect(translated('morning', 'tai', { count: 4 }, office)).toBe('M 4');
  });

  test.each([
    ['another language', 'visit-reminder', 'hmong', { who: 'x', on: '2026-12-05' }],
    ['Vietnamese itself', 'visit-reminder', 'vi', { who: 'x', on: '2026-12-05' }],
    ['a message that is not translated', 'visit-told', 'tai', { helper: 'x', on: '2026-12-05' }],
    ['a fact that is missing', 'visit-reminder', 'tai', { who: 'x' }],
    ['several people', 'visit-reminder', 'tai', { who: 'x', on: '2026-12-05', items: 2 }],
    ['a kind without a sentence', 'milestone-request', 'tai', { who: 'x', due: '2026-12-05' }],
  ] as const)('is not there for %s: then Vietnamese is sent', (_, message, tongue, facts) => {
    expect(translated(message, tongue, facts, own)).toBeNull();
  });

  test.each([
    ['X {who}', ['{on} is missing']],
    ['X {who} {on} {phone}', ['{phone} is not a fact']],
    ['{who} {on} {who}', ['a fact stands twice']],
    ['{who} {on}', []],
  ])('"%s" has these faults: %j', (sentence, faults) => {
    expect(translationProblems('visit-reminder', sentence)).toEqual(faults);
  });
});

test('a language without a sentence goes out in Vietnamese, and that can be seen', () => {
  const facts = { who: 'N.V.A (K7M4X)', link: LINK, on: '2026-12-05' };
  for (const tongue of ['tai', 'hmong'] as const)
    if (fallsBack('visit-reminder', tongue))
      expect(render('visit-reminder', 'sms', { language: tongue }, facts)).toEqual(
        render('visit-reminder', 'sms', { language: 'vi' }, facts),
      );
  expect([fallsBack('visit-reminder', 'vi'), fallsBack('visit-reminder', 'en')]).toEqual([false, false]);
  expect(['vi', 'en', 'tai', null, 'xx'].map(langOfTongue)).toEqual(['vi', 'en', 'vi', 'vi', 'vi']);
  expect(Object.keys(PLACES)).toEqual([...TRANSLATABLE]);
});

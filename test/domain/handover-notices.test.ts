import { type Instant, startOfDay } from '../../domain/calendar';
import type { Handover } from '../../domain/handover';
import type { Wanted } from '../../domain/notice';
import { away, done, milestone, NOW, opened } from './returns';

// What each situation of a return asks to be sent, to the letter: a key that changed would be a second message.

const time = (moment: Instant) =>
  moment === 0 ? 'now' : new Date(moment + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const who = (to: Wanted['to']) => ('userId' in to ? to.userId : to.role);
const line = (w: Wanted) =>
  [
    w.key.replace('case/', ''),
    w.subjectId.replace('case/', ''),
    w.kind,
    who(w.to),
    // Only what this state says otherwise than the kind.
    ...(w.channels ? [`only by ${w.channels.join('+')}`] : []),
    ...(w.priority ? [w.priority] : []),
    `${time(w.notBefore)}${w.expiresAt ? ` until ${time(w.expiresAt)}` : ''}`,
    Object.values(w.data).join(' '),
  ].join(' | ');

/** The certificate and the personal plan are the centre's from the first day on, whatever the commune does. */
const PLAN =
  'plan/reminder | plan | milestone-reminder | centre | 2026-12-16 07:30 until 2026-12-18 00:00 | plan 2026-12-17';
const CERTIFICATE =
  'certificate/reminder | certificate | milestone-reminder | centre | 2026-12-31 07:30 until 2027-01-03 00:00 | certificate 2027-01-02';
const ARRIVAL =
  'arrival/reminder | arrival | milestone-reminder | commune | 2027-01-07 07:30 until 2027-01-09 00:00 | arrival 2027-01-08';
const decided = () => done(opened(), 'proposal', 'decision');
const after = (h: Handover, change: (h: Handover) => void) => {
  change(h);
  return h;
};

// biome-ignore format: a table reads best one line a row
test.each<[string, () => Handover, string[]]>([
  ['the commune is not known', () => opened({}, null), [
    'residence/reminder | residence | milestone-reminder | centre | 2026-12-02 07:30 until 2026-12-04 00:00 | residence 2026-12-03',
  ]],
  ['the commune has been told', () => opened(), [
    'acceptance/request | acceptance | milestone-request | commune | only by email | now until 2026-11-26 00:00 | acceptance 2026-11-25',
    'acceptance/reminder | acceptance | milestone-reminder | commune | 2026-11-24 07:30 until 2026-11-26 00:00 | acceptance 2026-11-25',
    ARRIVAL,
  ]],
  ['it took the case over', () => done(opened(), 'acceptance'), [
    'proposal/reminder | proposal | milestone-reminder | commune | 2026-11-24 07:30 until 2026-11-26 00:00 | proposal 2026-11-25',
    ARRIVAL,
  ]],
  ['decided: the mentor is asked', decided, [
    'mentor/ask1 | mentor | mentor-request | mai | now until 2026-11-26 00:00 | mentor 2026-11-25',
    'mentor/reminder1 | mentor | mentor-request | mai | routine | 2026-11-24 08:00 until 2026-11-26 00:00 | mentor 2026-11-25',
    'team/reminder | team | milestone-reminder | commune | 2026-11-27 07:30 until 2026-12-01 00:00 | team 2026-11-30',
    'monitoring/request | monitoring | milestone-request | commune | now until 2026-11-24 00:00 | monitoring 2026-11-23',
    ARRIVAL,
  ]],
  ['the mentor declined', () => after(decided(), (h) => h.answer('mai', false, NOW)), [
    'mentor/declined1 | mentor | mentor-declined | commune | now until 2026-11-26 00:00 | mentor 2026-11-25',
    'mentor/reminder-declined1 | mentor | milestone-reminder | commune | 2026-11-24 07:30 until 2026-11-26 00:00 | mentor 2026-11-25',
    'team/reminder | team | milestone-reminder | commune | 2026-11-27 07:30 until 2026-12-01 00:00 | team 2026-11-30',
    'monitoring/request | monitoring | milestone-request | commune | now until 2026-11-24 00:00 | monitoring 2026-11-23',
    ARRIVAL,
  ]],
  ['given back: another commune', () => after(opened(), (h) => h.returnCase('not-resident', NOW)), [
    'residence/returned/1 | residence | case-returned | centre | now until 2026-11-27 00:00 | residence 2026-11-26',
    'residence/reminder/1 | residence | milestone-reminder | centre | 2026-11-25 07:30 until 2026-11-27 00:00 | residence 2026-11-26',
  ]],
  ['given back: papers are missing', () => after(opened(), (h) => h.returnCase('incomplete-file', NOW)), [
    'notice/returned/1 | notice | case-returned | centre | now until 2026-11-27 00:00 | notice 2026-11-26',
    'notice/reminder/1 | notice | milestone-reminder | centre | 2026-11-25 07:30 until 2026-11-27 00:00 | notice 2026-11-26',
    ARRIVAL,
  ]],
  ['arrived before anybody said yes: the commune’s to see', () => done(opened(), 'arrival'), [
    'proposal/reminder | proposal | milestone-reminder | commune | 2026-11-24 07:30 until 2026-11-26 00:00 | proposal 2026-11-25',
    'first-contact/reminder | first-contact | milestone-reminder | commune | 2027-01-08 07:30 until 2027-01-10 00:00 | first-contact 2027-01-09',
  ]],
  ['home: the follow-up reminds of the first visit', () => done(decided(), 'mentor', 'team', 'monitoring', 'arrival'), []],
])('%s', (_what, make, lines) => {
  expect(make().wanted().map(line).filter((text) => text !== PLAN && text !== CERTIFICATE)).toEqual(lines);
  expect(make().wanted().map(line)).toEqual(expect.arrayContaining([PLAN, CERTIFICATE]));
});

test('a mentor named in another’s place is asked under a key of their own', () => {
  const h = decided();
  h.nameMentor('lan', NOW);
  const keys = h.wanted().filter((w) => who(w.to) === 'lan');
  expect(keys.map((w) => w.key)).toEqual(['case/mentor/ask2', 'case/mentor/reminder2']);
});

describe('who did not come', () => {
  const begun = startOfDay('2027-01-09');
  const ALERTS = [
    `no-show/${begun}/alert0 | no-show/${begun} | not-arrived | commune | 2027-01-09 00:00 | `,
    `no-show/${begun}/alert24 | no-show/${begun} | not-arrived | commune | 2027-01-10 00:00 | `,
    `no-show/${begun}/alert72 | no-show/${begun} | not-arrived | commune | 2027-01-12 00:00 | `,
  ];
  const reminder = (n: number, step: string, from: string, until: string, day: string) =>
    `no-show/${begun}/${n}/reminder | no-show/${begun}/${n} | milestone-reminder | commune | ${from} 07:30 until ${until} 00:00 | no-show-${step} ${day}`;

  test('is told of three times, and before the date of each step', () => {
    const h = away(opened());
    expect(h.wanted().map(line)).toEqual([
      ...ALERTS,
      reminder(0, 'call-family', '2027-01-13', '2027-01-15', '2027-01-14'),
    ]);
    h.recordNoShowStep('call-family', false, begun);
    expect(h.wanted().map(line)).toEqual([
      ...ALERTS,
      reminder(1, 'look-at-home', '2027-01-11', '2027-01-13', '2027-01-12'),
    ]);
    h.fallOverdue(startOfDay('2027-01-13'));
    expect(h.wanted().map(line)).toEqual(ALERTS); // a human was told of the step
  });

  test('is whose turn? The commune’s, in place of the arrival, and the ids say which absence', () => {
    const h = away(done(opened(), 'acceptance', 'proposal', 'decision', 'mentor', 'team', 'monitoring'));
    done(h, 'plan', 'certificate', 'handout');
    const search = { kind: 'no-show-call-family', owner: { role: 'commune' }, due: startOfDay('2027-01-15') };
    expect(h.next()).toEqual(search);
    expect(h.dates()).toEqual({ 'no-show-call-family': search.due });
    expect(h.wakesAt()).toBe(search.due);
    expect(h.overdue()).toEqual(['case/arrival']);
    expect(h.fallOverdue(search.due - 1)).toEqual([]);
    expect(h.fallOverdue(search.due)).toEqual([{ ...search, id: `case/no-show/${begun}/0` }]);
    expect([h.overdue(), h.wakesAt(), h.dates()]).toEqual([
      ['case/arrival', `case/no-show/${begun}/0`],
      null,
      {},
    ]);
  });

  test('and is found: the arrival has a date again, and its reminder is a new one', () => {
    const h = away(opened());
    const found = startOfDay('2027-01-11');
    h.recordNoShowStep('call-family', true, found);
    expect(milestone(h, 'arrival')).toMatchObject({ due: startOfDay('2027-01-14'), since: found, times: 1 });
    expect(h.wanted().map((w) => w.key)).toEqual(['case/arrival/reminder/1']);
  });
});

describe('once the follow-up has begun', () => {
  const home = () => done(decided(), 'mentor', 'arrival');

  test('its mentor and place are the handover’s too: what is still asked for is asked there', () => {
    const h = home();
    h.accompanied({ mentorId: 'lan', communeId: 'elsewhere', provinceId: '01' });
    expect(h.state).toMatchObject({ mentorId: 'lan', communeId: 'elsewhere', provinceId: '01' });
    expect(h.accountable()).toEqual({ role: 'mentor', userId: 'lan' });
    expect(h.owner('first-contact')).toEqual({ role: 'mentor', userId: 'lan' });
    h.accompanied({ mentorId: null, communeId: 'elsewhere', provinceId: '01' });
    expect(h.accountable()).toEqual({ role: 'commune' });
  });

  test('the first contact is asked for until it was, and its end puts every paper to rest', () => {
    const h = home();
    expect(h.asksForContact).toBe(true);
    h.contacted('mai', NOW);
    expect([h.asksForContact, milestone(h, 'first-contact').doneBy]).toEqual([false, 'mai']);
    const { revision } = h.state;
    h.endWithFollowUp();
    expect([h.closed, h.wanted(), h.next(), h.state.revision]).toEqual([true, [], null, revision + 1]);
    const unseen = home();
    unseen.endWithFollowUp();
    expect(unseen.asksForContact).toBe(false);
  });
});

describe('what lies ahead', () => {
  test('is what is open: whose date comes first, and on the same day what comes first by law', () => {
    const h = done(opened(), 'proposal', 'decision');
    h.record('monitoring', 'officer', NOW);
    expect(h.next()?.kind).toBe('mentor');
    expect(Object.keys(h.dates())).toEqual(['plan', 'mentor', 'team', 'certificate', 'arrival']);
    expect(h.wakesAt()).toBe(milestone(h, 'mentor').due);
    h.fallOverdue(milestone(h, 'mentor').due as Instant);
    expect(h.dates()).not.toHaveProperty('mentor');
    expect(h.next()?.kind).toBe('mentor'); // still theirs, though late
    expect(h.overdue()).toEqual(['case/mentor']);
  });
});

import fc from 'fast-check';
import { addDays, addMonths, at, type Day, endOfDay } from '../../domain/calendar';
import { END_REASONS, NEEDS } from '../../domain/follow-up';
import { policyInForce } from '../../domain/policy';
import {
  AT_THE_END,
  absencesInARow,
  afterJob,
  afterTraining,
  type JobState,
  type JobStep,
  REFERRAL_STATUSES,
  Referral,
  type ReferralFacts,
  runsOn,
  type TrainingState,
  type TrainingStep,
} from '../../domain/referral';
import { refusalOf } from './refusals';

const TODAY = '2026-11-23';
const policy = policyInForce(TODAY);
const noon = (day: Day) => at(day, '12:00');
const facts = (kind: ReferralFacts['kind']): ReferralFacts => ({
  referralId: `case/r1/${kind}`,
  caseId: 'case',
  kind,
  provinceId: '14',
  communeId: '14-mai-son',
  requesterId: 'mentor',
  mentorId: 'mentor',
  organisationId: 'partner',
  policy,
});
const accepted = (kind: ReferralFacts['kind']) => {
  const referral = Referral.request(facts(kind), noon(TODAY));
  referral.move('accepted', noon(TODAY));
  return referral;
};
const enrolled: TrainingStep = {
  step: 'enrolled',
  place: 'community',
  trade: 'sewing',
  startsOn: TODAY,
  endsOn: addDays(TODAY, 60),
};
const started: JobStep = {
  step: 'started',
  on: TODAY,
  trade: 'sewing',
  employerId: null,
  selfEmployed: false,
};

describe('a course', () => {
  const told = (course: TrainingState | null, step: TrainingStep, today: Day = TODAY) =>
    afterTraining(course, step, today, policy);
  const running = told(null, enrolled);

  test.each<[string, TrainingState | null, TrainingStep, string | null]>([
    ['enrolling', null, enrolled, null],
    ['enrolling twice', running, enrolled, 'already-done'],
    ['ending before it starts', null, { ...enrolled, endsOn: addDays(TODAY, -1) }, 'wrong-order'],
    ['longer than two years', null, { ...enrolled, endsOn: addDays(TODAY, 732) }, 'wrong-order'],
    ['attending before enrolling', null, { step: 'attended', on: TODAY, present: true }, 'not-yet'],
    ['attending', running, { step: 'attended', on: TODAY, present: true }, null],
    [
      'attending tomorrow',
      running,
      { step: 'attended', on: addDays(TODAY, 1), present: true },
      'in-the-future',
    ],
    [
      'attending before the start',
      running,
      { step: 'attended', on: addDays(TODAY, -1), present: true },
      'wrong-order',
    ],
    [
      'a certificate without a course',
      null,
      { step: 'certified', on: TODAY, certificate: 'other' },
      'not-yet',
    ],
    ['a certificate', running, { step: 'certified', on: TODAY, certificate: 'elementary' }, null],
    ['leaving', running, { step: 'dropped-out', on: TODAY }, null],
  ])('%s', (_, course, step, refused) => {
    expect(refusalOf(() => told(course, step))).toBe(refused);
  });

  test('attendance may be told in any order, and the last word on a day counts: the run of absences is the same', () => {
    const days = fc.array(fc.record({ day: fc.integer({ min: 0, max: 40 }), present: fc.boolean() }), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(days, (sessions) => {
        const today = addDays(TODAY, 40);
        const course = sessions.reduce(
          (c, { day, present }) => told(c, { step: 'attended', on: addDays(TODAY, day), present }, today),
          running,
        );
        // Independently: the last word of each day, read from the latest day back.
        const last = new Map(sessions.map(({ day, present }) => [day, present]));
        let run = 0;
        for (const day of [...last.keys()].sort((a, b) => b - a)) {
          if (last.get(day)) break;
          run += 1;
        }
        expect(absencesInARow(course.sessions)).toBe(run);
        expect(course.alarmed).toBe(run >= 3);
      }),
    );
  });

  test('too many absences in a row are told once for each run', () => {
    const referral = accepted('training');
    referral.tellTraining(enrolled, noon(TODAY));
    const attend = (day: number, present: boolean) => {
      const on = addDays(TODAY, day);
      referral.tellTraining({ step: 'attended', on, present }, noon(on));
      return referral.absences();
    };
    expect([attend(1, true), attend(2, false), attend(3, false)]).toEqual([null, null, null]);
    expect(attend(4, false)).toBe('case/r1/training/absent-1');
    expect(referral.wanted()).toContainEqual(
      expect.objectContaining({ kind: 'training-absent', data: { kind: 'training', times: '3' } }),
    );
    expect(attend(5, false)).toBe('case/r1/training/absent-1');
    expect(attend(6, true)).toBeNull();
    expect([attend(7, false), attend(8, false), attend(9, false)]).toEqual([
      null,
      null,
      'case/r1/training/absent-2',
    ]);
  });

  test('the provider must be heard of every fortnight, then of the result; each word puts the date off', () => {
    const referral = accepted('training');
    const partner = { role: 'partner', organisationId: 'partner' };
    referral.tellTraining(enrolled, noon(TODAY));
    expect(referral.next()).toEqual({
      action: 'training-attendance',
      owner: partner,
      due: endOfDay(addDays(TODAY, 14)),
    });
    const on = addDays(TODAY, 50);
    referral.fallOverdue(referral.wakesAt() as number);
    referral.tellTraining({ step: 'attended', on, present: true }, noon(on));
    expect(referral.state.overdue).toBe(false);
    expect(referral.next()).toMatchObject({ action: 'training-result', due: endOfDay(addDays(TODAY, 90)) });
  });

  test('a certificate ends the referral and offers a job, which is sent to nobody yet', () => {
    const referral = accepted('training');
    referral.tellTraining(enrolled, noon(TODAY));
    referral.tellTraining({ step: 'certified', on: TODAY, certificate: 'elementary' }, noon(TODAY));
    expect(referral.state.status).toBe('completed');
    const offer = Referral.request(referral.offers() as ReferralFacts, noon(TODAY));
    expect(offer.state).toMatchObject({
      status: 'draft',
      mentorId: 'mentor',
      facts: { referralId: 'case/r1/training/job', kind: 'job', organisationId: null, why: 'certificate' },
    });
    expect(offer.wanted().every(({ to }) => to.role === 'mentor')).toBe(true);
    const left = accepted('training');
    left.tellTraining(enrolled, noon(TODAY));
    left.tellTraining({ step: 'dropped-out', on: TODAY }, noon(TODAY));
    expect([left.state.status, left.offers()]).toEqual(['failed', null]);
  });
});

describe('a job', () => {
  const told = (job: JobState | null, step: JobStep, today: Day = TODAY) =>
    afterJob(job, step, today, policy);
  const at3 = addMonths(TODAY, 3);
  const at6 = addMonths(TODAY, 6);
  const advised = told(null, { step: 'advised', on: TODAY });
  const introduced = told(advised, { step: 'introduced', on: TODAY, employerId: 'e' });
  const working = told(null, started);
  const checked = told(working, { step: 'still-there', on: at3 }, at3);
  const stable = told(checked, { step: 'still-there', on: at6 }, at6);

  const STEPS: Record<JobStep['step'], JobStep> = {
    advised: { step: 'advised', on: at6 },
    introduced: { step: 'introduced', on: at6, employerId: null },
    started: { ...started, on: at6 },
    'still-there': { step: 'still-there', on: at6 },
    lost: { step: 'lost', on: at6 },
  };
  // + is taken, < has been already, . is too early, x is over
  const TABLE: [string, JobState | null, string][] = [
    //                          advised introduced started still-there lost
    ['nothing told', null, '      +       +          +       .           .'],
    ['advised', advised, '        <       +          +       .           .'],
    ['introduced', introduced, '  <       <          +       .           .'],
    ['at work', working, '        <       <          <       +           +'],
    ['once checked', checked, '   <       <          <       +           +'],
    ['stable', stable, '          x       x          x       x           x'],
  ];
  const MEANS: Record<string, string | null> = {
    '+': null,
    '<': 'already-done',
    '.': 'not-yet',
    x: 'closed',
  };
  test.each(
    TABLE.flatMap(([name, job, row]) =>
      row
        .trim()
        .split(/\s+/)
        .map(
          (sign, i) => [name, Object.values(STEPS)[i] as JobStep, job, MEANS[sign] as string | null] as const,
        ),
    ),
  )('%s, then %j', (_, step, job, refused) => {
    expect(refusalOf(() => told(job, step, at6))).toBe(refused);
  });

  test('is looked at by the mentor after three months and after six, and then it is stable', () => {
    const referral = accepted('job');
    referral.tellJob(started, noon(TODAY));
    const owner = { role: 'mentor', userId: 'mentor' };
    expect(referral.next()).toMatchObject({ action: 'job-check', owner });
    expect(referral.wanted()[0]).toMatchObject({ kind: 'job-check', to: owner, notBefore: at(at3, '08:00') });
    expect(refusalOf(() => referral.checkJob({ step: 'still-there', on: addDays(at3, -1) }, noon(at3)))).toBe(
      'not-yet',
    );
    referral.tellJob({ step: 'still-there', on: at3 }, noon(at3));
    expect(referral.wanted()[0]).toMatchObject({ notBefore: at(at6, '08:00') });
    referral.tellJob({ step: 'still-there', on: at6 }, noon(at6));
    expect(referral.state).toMatchObject({
      status: 'completed',
      job: { stage: 'stable', checks: [at3, at6] },
    });
    expect([referral.offers(), referral.wanted()]).toEqual([null, []]);
  });

  test('nobody looked for half a year: one look says both', () => {
    expect(told(working, { step: 'still-there', on: at6 }, at6)).toMatchObject({
      stage: 'stable',
      checks: [at6, at6],
    });
  });

  test('one that is lost reopens the need; and no word by hand makes one stable', () => {
    const referral = accepted('job');
    expect(refusalOf(() => referral.checkMove('completed'))).toBe('stable-first');
    referral.tellJob(started, noon(TODAY));
    referral.tellJob({ step: 'lost', on: at3 }, noon(at3));
    expect(referral.state.status).toBe('failed');
    expect(referral.offers()).toMatchObject({ kind: 'job', why: 'job-lost', referralId: 'case/r1/job/2' });
  });
});

describe('a refusal', () => {
  test('offers the same need anew and remembers who was asked', () => {
    const first = Referral.request(facts('loan'), noon(TODAY));
    first.move('rejected', noon(TODAY));
    const second = Referral.request(first.offers() as ReferralFacts, noon(TODAY));
    second.move('requested', noon(TODAY), 'other');
    second.move('rejected', noon(TODAY));
    expect(second.offers()).toMatchObject({
      referralId: 'case/r1/loan/3',
      followsId: 'case/r1/loan/2',
      asked: ['partner', 'other'],
      organisationId: null,
    });
  });
});

describe('the end of the follow-up', () => {
  const WHYS = ['completed', ...END_REASONS] as const;

  test('hands on what people learn, work at and repay after an end in good order, and closes all else', () => {
    const runs = WHYS.flatMap((why) =>
      NEEDS.flatMap((need) =>
        REFERRAL_STATUSES.filter((s) => runsOn(why, need, s)).map((s) => `${why} ${need} ${s}`),
      ),
    );
    expect(runs).toEqual(
      ['training', 'job', 'loan'].flatMap((need) =>
        ['accepted', 'in-progress', 'on-hold'].map((status) => `completed ${need} ${status}`),
      ),
    );
    expect(Object.keys(AT_THE_END)).toEqual([...WHYS]);
  });

  test('makes the commune the one told, with a date counted anew', () => {
    const referral = accepted('job');
    referral.tellJob(started, noon(TODAY));
    const late = addMonths(TODAY, 4);
    referral.fallOverdue(noon(late));
    referral.caseEnded('completed', noon(late));
    expect(referral.state).toMatchObject({ status: 'in-progress', handedOn: true, overdue: false });
    expect(referral.next()).toMatchObject({ action: 'job-check', owner: { role: 'commune' } });
    expect(referral.wakesAt()).toBeGreaterThan(noon(late));
    referral.tellJob({ step: 'lost', on: late }, noon(late));
    expect(Referral.request(referral.offers() as ReferralFacts, noon(late)).owner).toEqual({
      role: 'commune',
    });
  });

  test.each(END_REASONS)('closes it after %s', (why) => {
    const referral = accepted('job');
    referral.caseEnded(why, noon(TODAY));
    expect([referral.state.status, referral.offers()]).toEqual(['cancelled', null]);
  });
});

test('whatever is told in whatever order: open has one owner and one date, and no key serves two needs', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays(TODAY, n));
  const step = fc.oneof(
    fc.record({ to: fc.constantFrom(...REFERRAL_STATUSES) }),
    fc.record({
      job: fc.constantFrom<JobStep['step']>('advised', 'introduced', 'started', 'still-there', 'lost'),
    }),
    fc.record({
      course: fc.constantFrom<TrainingStep['step']>('enrolled', 'attended', 'certified', 'dropped-out'),
      present: fc.boolean(),
    }),
    fc.constant('silence' as const),
    fc.constant('the end' as const),
    fc.constantFrom('another' as const, null).map((mentor) => ({ mentor })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...NEEDS), fc.array(fc.tuple(day, step), { maxLength: 25 }), (kind, told) => {
      const referral = Referral.request(facts(kind), noon(TODAY));
      const needs = new Map<string, string>();
      for (const [on, what] of told.sort(([a], [b]) => (a < b ? -1 : 1))) {
        const now = noon(on);
        const before = structuredClone(referral.state);
        const refused = refusalOf(() => {
          if (what === 'silence') referral.fallOverdue(now);
          else if (what === 'the end') {
            if (!referral.closed && !referral.state.handedOn) referral.caseEnded('completed', now);
          } else if ('to' in what) referral.move(what.to, now);
          else if ('job' in what) {
            const more = { trade: 'sewing', employerId: null, selfEmployed: true };
            referral.tellJob({ step: what.job, on, ...more } as JobStep, now);
          } else if ('course' in what) {
            const { course, present } = what;
            const more = { present, certificate: 'other', place: 'community', trade: 'crops' };
            const days = { startsOn: on, endsOn: addDays(on, 30) };
            referral.tellTraining({ step: course, on, ...more, ...days } as TrainingStep, now);
          } else if (!referral.closed && !referral.state.handedOn)
            referral.accompaniedBy(what.mentor, 'k2', '14');
        });
        if (refused) expect(referral.state).toEqual(before);
        const next = referral.next();
        expect(next === null).toBe(referral.closed);
        if (next) expect(next.due).toBe(referral.state.due);
        for (const w of referral.wanted()) {
          const need = JSON.stringify([w.kind, w.to, w.expiresAt]);
          expect([w.key, needs.get(w.key) ?? need]).toEqual([w.key, need]);
          needs.set(w.key, need);
        }
      }
    }),
  );
});

import fc from 'fast-check';
import { addDays, addWorkingDays, at, type Day, endOfDay } from '../../domain/calendar';
import { paramsOf, policyInForce } from '../../domain/policy';
import { REFERRAL_STATUSES, Referral, type ReferralFacts, type ReferralStatus } from '../../domain/referral';
import { refusalOf } from './refusals';

const TODAY = '2026-11-23';
const NOW = at(TODAY, '09:00');
const facts: ReferralFacts = {
  referralId: 'case/v1/training',
  caseId: 'case',
  kind: 'training',
  provinceId: '14',
  communeId: '14-mai-son',
  requesterId: 'mentor',
  organisationId: 'school',
  policy: policyInForce(TODAY),
};

const inStatus = (status: ReferralStatus) => {
  const referral = Referral.request(structuredClone(facts), NOW);
  referral.state.status = status;
  return referral;
};

/** Columns in the order of the rows: + goes there, = is there already, . is a stale page, x is closed. */
// biome-ignore format: a table
const TABLE: Record<ReferralStatus, string> = {
  //                  draft req acc rej inp hold compl failed canc error
  draft:             '=     +   .   .   .   .    .     .      +    +',
  requested:         '.     =   +   +   .   .    .     .      +    +',
  accepted:          '.     .   =   .   +   .    +     +      +    +',
  rejected:          'x     x   x   x   x   x    x     x      x    x',
  'in-progress':     '.     .   .   .   =   +    +     +      +    +',
  'on-hold':         '.     .   .   .   +   =    .     +      +    +',
  completed:         'x     x   x   x   x   x    x     x      x    x',
  failed:            'x     x   x   x   x   x    x     x      x    x',
  cancelled:         'x     x   x   x   x   x    x     x      x    x',
  'entered-in-error':'x     x   x   x   x   x    x     x      x    x',
};
const MEANS: Record<string, string | null> = { '+': null, '=': 'already-done', '.': 'stale', x: 'closed' };

describe('moving a referral', () => {
  const moves = REFERRAL_STATUSES.flatMap((from) =>
    TABLE[from].split(/\s+/).map((sign, i) => ({
      from,
      to: REFERRAL_STATUSES[i] as ReferralStatus,
      outcome: MEANS[sign] as string | null,
    })),
  );

  test('every status is tried against every target', () => {
    expect(moves).toHaveLength(REFERRAL_STATUSES.length ** 2);
  });

  test.each(moves)('from $from to $to: $outcome', ({ from, to, outcome }) => {
    const referral = inStatus(from);
    const before = structuredClone(referral.state);
    expect(refusalOf(() => referral.move(to, NOW))).toBe(outcome);
    if (outcome === null)
      expect(referral.state).toMatchObject({ status: to, revision: before.revision + 1, overdue: false });
    else expect(referral.state).toEqual(before); // a refusal changes nothing
  });
});

describe('the dates of a referral', () => {
  const { params, calendar } = facts.policy;

  const { referralReply, referralStart, referralEnd, referralHold } = paramsOf(facts.policy);
  test.each<[ReferralStatus, Day]>([
    ['requested', addWorkingDays(TODAY, referralReply, calendar)],
    ['accepted', addDays(TODAY, referralStart)],
    ['in-progress', addDays(TODAY, referralEnd)],
    ['on-hold', addDays(TODAY, referralHold)],
  ])('each open status has a date of its own: %s', (status, day) => {
    const referral = Referral.request(structuredClone(facts), NOW);
    const way: ReferralStatus[] = ['accepted', 'in-progress', 'on-hold'];
    for (const to of way.slice(0, way.indexOf(status) + 1)) referral.move(to, NOW);
    expect(referral.state).toMatchObject({ status, due: endOfDay(day) });
  });

  test('an offer has one too, and waits for the mentor; once sent it is the partner’s', () => {
    const referral = Referral.request({ ...facts, organisationId: null, why: 'refused' }, NOW);
    expect(referral.next()).toEqual({
      action: 'referral-draft',
      owner: { role: 'mentor', userId: 'mentor' },
      due: endOfDay('2026-11-30'),
    });
    referral.move('requested', NOW, 'another school');
    expect(referral.owner).toEqual({ role: 'partner', organisationId: 'another school' });
  });

  test('a snapshot from before gives every open status the time of the outcome; a closed one has none', () => {
    const old = structuredClone(facts.policy);
    delete old.params.referralStart;
    const referral = Referral.request({ ...facts, policy: old }, NOW);
    referral.move('accepted', NOW);
    expect(referral.state.due).toBe(endOfDay(addDays(TODAY, params.referralEnd)));
    referral.move('completed', NOW);
    expect([referral.state.due, referral.wakesAt(), referral.closed]).toEqual([null, null, true]);
  });

  test('silence is told once per status, and a move makes the next silence count again', () => {
    const referral = Referral.request(facts, NOW);
    const due = referral.wakesAt() as number;
    expect(referral.fallOverdue(due - 1)).toBe(false);
    expect(referral.fallOverdue(due)).toBe(true);
    expect(referral.fallOverdue(due + 1)).toBe(false);
    expect(referral.wakesAt()).toBeNull();
    referral.move('accepted', due + 1);
    expect(referral.fallOverdue(referral.wakesAt() as number)).toBe(true);
  });

  test('without a partner it is the commune that must find one', () => {
    expect(Referral.request({ ...facts, organisationId: null }, NOW).owner).toEqual({ role: 'commune' });
  });
});

describe('what a referral asks to be sent, to the letter', () => {
  // 2026-11-23 is a Monday; the partner has five working days.
  const request = {
    kind: 'referral-request',
    to: { role: 'partner', organisationId: 'school' },
    subjectId: 'case/v1/training',
    expiresAt: endOfDay('2026-11-30'),
    data: { kind: 'training', status: 'requested', due: '2026-11-30' },
  };

  test('the partner is asked at once and reminded on the working day before', () => {
    expect(Referral.request(facts, NOW).wanted()).toEqual([
      { ...request, key: 'case/v1/training/request', notBefore: 0 },
      {
        ...request,
        key: 'case/v1/training/reminder',
        priority: 'routine', // a request, asked again
        notBefore: at('2026-11-27', '07:30'),
      },
    ]);
    expect(Referral.request({ ...facts, organisationId: null }, NOW).wanted()).toMatchObject([
      { to: { role: 'commune' } },
      { to: { role: 'commune' } },
    ]);
  });

  const answer = (status: ReferralStatus, due?: string) => ({
    key: 'case/v1/training/answer',
    kind: 'referral-answer',
    to: { role: 'mentor', userId: 'mentor' },
    subjectId: 'case/v1/training',
    notBefore: 0,
    data: { kind: 'training', status, ...(due && { due }) },
  });

  test('accepted: the mentor hears it, and the partner is reminded to begin', () => {
    const referral = Referral.request(structuredClone(facts), NOW);
    referral.move('accepted', NOW);
    expect(referral.wanted()).toEqual([
      answer('accepted', '2026-12-23'),
      {
        ...answer('accepted', '2026-12-23'),
        key: 'case/v1/training/referral-accepted/2026-12-23/partner',
        kind: 'referral-reminder',
        to: { role: 'partner', organisationId: 'school' },
        notBefore: at('2026-12-22', '07:30'),
        expiresAt: endOfDay('2026-12-23'),
      },
    ]);
  });

  test('rejected: the mentor hears it from the offer that follows; of one from before, by the answer', () => {
    const referral = Referral.request(structuredClone(facts), NOW);
    referral.move('rejected', NOW);
    expect(referral.wanted()).toEqual([answer('rejected')]);
    referral.state.offered = true;
    expect(referral.wanted()).toEqual([]);
    const offer = Referral.request(referral.offers() as ReferralFacts, NOW);
    expect(offer.wanted()).toMatchObject([
      { kind: 'referral-offer', to: answer('rejected').to, data: { kind: 'training', why: 'refused' } },
      { kind: 'referral-reminder', to: answer('rejected').to },
    ]);
  });

  test('the mentor hears the outcome, and nothing of what was withdrawn', () => {
    for (const status of ['completed', 'failed'] as const) {
      const referral = Referral.request(structuredClone(facts), NOW);
      referral.move('accepted', NOW);
      referral.move(status, NOW);
      expect(referral.wanted()).toEqual([{ ...answer(status), key: 'case/v1/training/outcome' }]);
    }
    const referral = Referral.request(structuredClone(facts), NOW);
    referral.move('cancelled', NOW);
    expect(referral.wanted()).toEqual([]);
  });
});

describe('whose turn a referral is', () => {
  test('the partner’s, for its present status, until its date; nobody’s once it is closed', () => {
    const referral = Referral.request(structuredClone(facts), NOW);
    const owner = { role: 'partner', organisationId: 'school' };
    const due = endOfDay('2026-11-30');
    expect(referral.next()).toEqual({ action: 'referral-requested', owner, due });
    expect(referral.dates()).toEqual({ 'referral-requested': due });
    referral.move('accepted', NOW);
    expect(referral.next()).toEqual({ action: 'referral-accepted', owner, due: endOfDay('2026-12-23') });
    referral.move('failed', NOW);
    expect([referral.next(), referral.dates(), referral.wakesAt()]).toEqual([null, {}, null]);
  });

  test('a new version counts its date from when the status began, but for what has slipped or is not known', () => {
    const slower = policyInForce(TODAY, { params: { referralReply: 10 } });
    const later = at(addDays(TODAY, 2), '09:00');
    const moved = Referral.request(structuredClone(facts), NOW);
    moved.adopt(slower, later);
    expect(moved.state).toMatchObject({ due: endOfDay('2026-12-07'), revision: 2 });
    expect(moved.state.facts.policy.params.referralReply).toBe(10);

    const slipped = Referral.request(structuredClone(facts), NOW);
    slipped.fallOverdue(slipped.wakesAt() as number);
    slipped.adopt(slower, endOfDay('2026-11-30'));
    expect(slipped.state.due).toBe(endOfDay('2026-11-30'));

    const old = Referral.request(structuredClone(facts), NOW);
    delete old.state.since;
    old.adopt(slower, later);
    expect(old.state.due).toBe(endOfDay('2026-11-30'));
  });

  test('where the date would be over it is the end of the next working day', () => {
    const quick = policyInForce(TODAY, { params: { referralReply: 1 } });
    const referral = Referral.request(structuredClone(facts), NOW);
    referral.adopt(quick, at('2026-11-26', '09:00'));
    expect(referral.state.due).toBe(endOfDay('2026-11-27'));
  });
});

test('whatever is tried in whatever order: open has a date and an owner, closed wants nothing but the answer, a key is one need', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...REFERRAL_STATUSES), { maxLength: 20 }), (targets) => {
      const referral = Referral.request(structuredClone(facts), NOW);
      const needs = new Map<string, string>();
      for (const [hour, to] of targets.entries()) {
        refusalOf(() => referral.move(to, NOW + hour * 3_600_000));
        expect(referral.state.due === null).toBe(referral.closed);
        const wanted = referral.wanted();
        if (referral.closed) expect(wanted.every(({ kind }) => kind === 'referral-answer')).toBe(true);
        for (const w of wanted) {
          const need = JSON.stringify([w.kind, w.to, w.expiresAt]);
          expect(needs.get(w.key) ?? need).toBe(need);
          needs.set(w.key, need);
        }
      }
    }),
  );
});

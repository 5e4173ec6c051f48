import { addDays, addWorkingDays, at, endOfDay, type Instant } from '../../domain/calendar';
import { FIRST_MILESTONES, Handover, MILESTONES } from '../../domain/handover';
import { type PolicyParams, policyInForce, termEnd } from '../../domain/policy';
import { refusalOf } from './refusals';
import { done, factsOf, MAI_SON, milestone, NOW, opened, policy, TODAY, YEN_CHAU } from './returns';

// The last day on which something is taken, and what a step leaves of the others.

const soon = (now: Instant = NOW): Instant =>
  endOfDay(addWorkingDays(TODAY, Math.round((now - NOW) / 86_400_000) + 1, policy.calendar));
const later = at(addDays(TODAY, 2), '09:00');
const old = (h: Handover) =>
  new Handover({
    ...h.state,
    milestones: h.state.milestones.filter((m) => FIRST_MILESTONES.includes(m.kind)),
  });
const decided = () => done(opened(), 'proposal', 'decision');
const atFacility = () => {
  const h = opened({}, null);
  h.giveFacility('facility', MAI_SON, 'centre', NOW);
  return h;
};

describe('the follow-up may begin', () => {
  test('once the person is there and the mentor has said yes, whatever paper is missing, and not once it is cancelled', () => {
    const home = done(decided(), 'mentor', 'arrival');
    expect(
      [decided(), done(decided(), 'mentor'), done(opened(), 'arrival'), home].map((h) => h.readyForFollowUp),
    ).toEqual([false, false, false, true]);
    expect(new Handover({ ...home.state, cancelled: 'died' }).readyForFollowUp).toBe(false);
  });

  test('with the day of the arrival, and the term counted from the completion', () => {
    const home = done(decided(), 'mentor', 'arrival');
    const { endDay } = factsOf();
    expect(home.followUpFacts()).toEqual({
      ...{ caseId: 'case', personId: 'person', ...MAI_SON, startDay: TODAY, policy },
      endDay: termEnd(endDay, 24),
      term: { from: endDay, treatment: 'compulsory', minor: false },
    });
  });
});

describe('a mentor', () => {
  test('is named by the decision and by nothing else', () => {
    const h = opened();
    h.record('certificate', 'officer', NOW, 'mai');
    expect([h.state.mentorId, h.state.asked]).toEqual([null, 0]);
  });

  test('who is named after another has the whole time to answer', () => {
    for (const change of [
      (h: Handover) => h.nameMentor('lan', later),
      (h: Handover) => h.answer('mai', false, later),
    ]) {
      const h = decided();
      change(h);
      const due = endOfDay(addWorkingDays(addDays(TODAY, 2), policy.params.mentorReply, policy.calendar));
      expect(milestone(h, 'mentor')).toMatchObject({ status: 'open', times: 1, since: later, due });
    }
  });
});

test('who stands in the commune is the commune’s, also in an old case whose papers are still the centre’s', () => {
  expect(old(opened()).accountable()).toEqual({ role: 'centre' });
  expect(old(done(opened(), 'arrival')).accountable()).toEqual({ role: 'commune' });
});

describe('given back by the commune', () => {
  test('a case asks for its steps anew; that the person is there stays true', () => {
    const [there, expected] = [old(done(opened(), 'arrival')), opened()];
    for (const h of [there, expected]) h.returnCase('not-resident', NOW);
    expect(milestone(there, 'arrival').status).toBe('done');
    expect(milestone(expected, 'arrival')).toMatchObject({ status: 'waiting', due: undefined });
    expect(milestone(expected, 'proposal')).toMatchObject({ status: 'waiting', times: 1 });
  });

  test('an old case, which knows no taking over, asks for its proposal anew', () => {
    const h = old(opened());
    expect(milestone(h, 'proposal').status).toBe('waiting');
    const open = new Handover({
      ...h.state,
      milestones: h.state.milestones.map((m) =>
        m.kind === 'proposal' ? { ...m, status: 'open', due: later } : m,
      ),
    });
    open.returnCase('incomplete-file', NOW);
    expect(milestone(open, 'proposal')).toMatchObject({ status: 'waiting', due: undefined });
  });

  test('only the step that was asked for back has the date of the return', () => {
    const h = opened();
    h.returnCase('incomplete-file', NOW);
    const { due } = h.state.returned ?? {};
    expect(milestone(h, 'notice').due).toBe(due);
    h.moveEnd(addDays(TODAY, 60), NOW);
    expect(milestone(h, 'certificate').due).toBe(endOfDay(addDays(TODAY, 60)));
  });
});

describe('the dossier of a facility', () => {
  test('stands in its place among the steps', () => {
    const kinds = atFacility().state.milestones.map((m) => m.kind);
    expect(kinds).toEqual(MILESTONES);
  });

  test('is not asked for while no facility takes the person, and anew when another does', () => {
    const h = atFacility();
    h.returnCase('not-resident', NOW);
    expect(refusalOf(() => h.checkRecord('dossier'))).toBe('not-yet');
    h.giveFacility('other', YEN_CHAU, 'centre', NOW);
    expect(milestone(h, 'dossier')).toMatchObject({ status: 'open', times: 1 });
  });

  test('that was delivered stays so', () => {
    const h = done(atFacility(), 'dossier');
    h.returnCase('not-resident', NOW);
    expect(milestone(h, 'dossier').status).toBe('done');
    h.giveFacility('other', YEN_CHAU, 'centre', NOW);
    expect(milestone(h, 'dossier').status).toBe('done');
  });
});

describe('the treatment ends on another day', () => {
  const slipped = () => {
    const h = opened({ endDay: addDays(TODAY, 1) });
    const now = milestone(h, 'certificate').due as Instant;
    h.fallOverdue(now);
    return { h, now };
  };

  test('what had slipped is in time again where there is time for it', () => {
    const { h, now } = slipped();
    expect(milestone(h, 'certificate').status).toBe('overdue');
    h.moveEnd(addDays(TODAY, 30), now);
    expect(milestone(h, 'certificate')).toMatchObject({ status: 'open', due: endOfDay(addDays(TODAY, 30)) });
  });

  test('what had slipped stays so where it would only be hurried', () => {
    const { h, now } = slipped();
    const before = milestone(h, 'certificate').due;
    h.moveEnd(addDays(TODAY, 2), now);
    expect(milestone(h, 'certificate')).toMatchObject({ status: 'overdue', due: before });
  });

  test('what is open and would be late is hurried; what keeps its date is not asked for again', () => {
    const h = opened();
    h.moveEnd(addDays(TODAY, 1), NOW);
    expect(milestone(h, 'certificate')).toMatchObject({ status: 'open', due: soon(), times: 1 });
    const { times, due } = milestone(h, 'plan');
    h.moveEnd(addDays(TODAY, 2), NOW);
    expect(milestone(h, 'plan')).toMatchObject({ times, due });
  });
});

describe('the last day', () => {
  test('of a meeting before the release is the day of the completion', () => {
    const h = () => opened({ endDay: addDays(TODAY, -1) });
    expect(refusalOf(() => h().checkMeeting(addDays(TODAY, -1), NOW))).toBeNull();
    expect(refusalOf(() => h().checkMeeting(TODAY, NOW))).toBe('after-the-release');
  });

  test('of a signature is today', () => {
    expect(refusalOf(() => opened().checkDocument(TODAY, NOW))).toBeNull();
    expect(refusalOf(() => opened().checkDocument(addDays(TODAY, 1), NOW))).toBe('in-the-future');
  });

  test('of what is due today is the next working day', () =>
    expect(milestone(opened({ endDay: TODAY }), 'certificate').due).toBe(soon()));

  test('of the first visit is told once where the aim and the latest day are one', () => {
    const seen = (params: Partial<PolicyParams>) =>
      milestone(done(opened({ policy: policyInForce(TODAY, { params }) }), 'arrival'), 'first-contact')
        .latest;
    expect(seen({ firstContact: 7, firstContactLatest: 7 })).toBeUndefined();
    expect(seen({ firstContact: 7, firstContactLatest: 8 })).toBe(endOfDay(addDays(factsOf().endDay, 8)));
  });
});

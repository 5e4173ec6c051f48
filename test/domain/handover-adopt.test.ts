import { addDays, addWorkingDays, at, endOfDay, type Instant } from '../../domain/calendar';
import { FIRST_MILESTONES, Handover } from '../../domain/handover';
import { type PolicyParams, policyInForce } from '../../domain/policy';
import { done, milestone, NOW, opened, policy, TODAY } from './returns';

const own = (params: Partial<PolicyParams>) => policyInForce(TODAY, { params });
const workingDay = (days: number): Instant => endOfDay(addWorkingDays(TODAY, days, policy.calendar));
/** As cases were kept before it was written when a step opened. */
const old = ({ state }: Handover) =>
  new Handover({ ...state, milestones: state.milestones.map((m) => ({ ...m, since: undefined })) });
const decided = () => done(opened(), 'proposal', 'decision');

describe('a step under a new version of the rules', () => {
  test('is counted from when it opened, also where that has to be told from the step before', () => {
    for (const h of [decided(), old(decided())]) {
      h.adopt(own({ mentorReply: 5 }), NOW);
      expect(milestone(h, 'mentor').due).toBe(workingDay(5));
    }
  });

  test('of a mentor asked after another said no stays where it is, when nothing says since when', () => {
    const asked = decided();
    asked.answer('mai', false, NOW);
    asked.nameMentor('lan', NOW);
    const before = milestone(asked, 'mentor').due;
    const [known, unknown] = [asked, old(asked)];
    unknown.adopt(own({ mentorReply: 5 }), NOW);
    expect(milestone(unknown, 'mentor').due).toBe(before);
    known.adopt(own({ mentorReply: 5 }), NOW);
    expect(milestone(known, 'mentor').due).toBe(workingDay(5));
  });

  test('that follows nothing moves only where it is known when it opened', () => {
    const later = own({ personalPlan: policy.params.personalPlan + 3 });
    const before = milestone(opened(), 'plan').due as Instant;
    const [known, unknown] = [opened(), old(opened())];
    known.adopt(later, NOW);
    unknown.adopt(later, NOW);
    expect(milestone(known, 'plan').due).toBe(before + 3 * 24 * 3600 * 1000);
    expect(milestone(unknown, 'plan').due).toBe(before);
  });

  test('that waits for another has no date yet, that has slipped keeps the one it missed', () => {
    const h = done(opened(), 'acceptance');
    const missed = milestone(h, 'proposal').due as Instant;
    h.fallOverdue(missed);
    h.adopt(own({ chairDecision: 10 }), missed);
    expect(milestone(h, 'decision').due).toBeUndefined();
    expect(milestone(h, 'proposal')).toMatchObject({ status: 'overdue', due: missed });
  });

  test('of a case that was asked for fewer steps moves as well', () => {
    const { state } = old(decided());
    const h = new Handover({
      ...state,
      milestones: state.milestones.filter((m) => FIRST_MILESTONES.includes(m.kind)),
    });
    h.adopt(own({ mentorReply: 5 }), NOW);
    expect(milestone(h, 'mentor').due).toBe(workingDay(5));
  });

  test('is told a second time by the new date, or not at all where both fall together', () => {
    const seen = (params: Partial<PolicyParams>) => {
      const h = done(opened({ endDay: TODAY }), 'arrival');
      h.adopt(own(params), NOW);
      return milestone(h, 'first-contact');
    };
    expect(seen({ firstContact: 7, firstContactLatest: 20 })).toMatchObject({
      ...{ due: endOfDay(addDays(TODAY, 7)), latest: endOfDay(addDays(TODAY, 20)) },
    });
    expect(seen({ firstContact: 7, firstContactLatest: 7 }).latest).toBeUndefined();
  });

  test('that would have passed is hurried to the next working day, no further', () => {
    const h = decided();
    const now = at(addDays(TODAY, 1), '10:00');
    h.adopt(own({ mentorReply: 1 }), now);
    expect(milestone(h, 'mentor').due).toBe(workingDay(1));
    h.adopt(own({ mentorReply: 1 }), at(addDays(TODAY, 2), '00:00'));
    expect(milestone(h, 'mentor').due).toBe(workingDay(1));
  });
});

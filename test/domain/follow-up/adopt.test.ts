import { addDays, at, type Day, endOfDay, type Instant } from '../../../domain/calendar';
import { FollowUp, type FollowUpFacts } from '../../../domain/follow-up';
import { endCertificateOpens, type PolicyParams, policyInForce, termEnd } from '../../../domain/policy';

// What another version of the rules moves in a follow-up, and what it leaves.

const START: Day = '2026-11-23'; // a Monday
const policy = policyInForce(START);
const own = (params: Partial<PolicyParams>) => ({ ...policy, params: { ...policy.params, ...params } });
const term = { from: START, treatment: 'compulsory' as const, minor: false };
const facts: FollowUpFacts = {
  ...{ caseId: 'case', personId: 'person', provinceId: '14', communeId: 'origin' },
  ...{ startDay: START, endDay: termEnd(START, 24), term, policy },
};
const day = (n: number) => addDays(START, n);
const on = (n: number): Instant => at(day(n), '09:00');
const begun = (more: Partial<FollowUpFacts> = {}) => FollowUp.begin({ ...facts, ...more }, 'mai', on(0));
const months = (termAdultCompulsory: number) => own({ termAdultCompulsory });

describe('the end of the term', () => {
  test.each<[string, Partial<FollowUpFacts>, number, number, Day]>([
    ['moves with the law', {}, 12, 3, termEnd(START, 12)],
    ['is today, where it would have been over', {}, 1, 60, day(60)],
    ['is today on its last day', { endDay: day(60) }, 1, 60, day(60)],
    ['stays over, where it was over', { endDay: day(59) }, 1, 60, termEnd(START, 1)],
    ['stays, where nobody knows from when it counts', { term: undefined }, 12, 3, facts.endDay],
  ])('%s', (_, more, length, now, end) => {
    const f = begun(more);
    f.adopt(months(length), on(now));
    expect([f.endDay, f.state.facts.policy.params.termAdultCompulsory]).toEqual([end, length]);
  });

  const asked = () => {
    const f = begun();
    f.absent({ from: day(1), until: f.endDay, reported: true }, on(0));
    f.wake(at(endCertificateOpens(f.endDay, policy), '09:00'));
    return f;
  };
  test('asks for its papers anew when it moves, and only then', () => {
    const [same, later] = [asked(), asked()];
    expect(same.state.duties).toMatchObject([{ kind: 'end-certificate' }]);
    const now = endOfDay(same.endDay) - 1;
    same.adopt(own({ visitGrace: 5 }), now);
    later.adopt(months(30), now);
    expect([same.state.duties.length, later.state.duties.length]).toEqual([1, 0]);
  });
});

describe('the visit that is planned', () => {
  const every = (everyDays: number) => own({ cadence: [{ everyDays }] });

  test('moves with the cadence from the day it was counted from, also on its day', () => {
    const f = begun();
    f.adopt(every(10), on(7));
    expect(f.state.planned).toEqual({
      ...{ seq: 1, on: day(10), from: START, graceEnds: endOfDay(day(15)) },
    });
  });

  test('that would have been before today is today', () => {
    const f = begun();
    f.adopt(every(3), on(5));
    expect(f.state.planned?.on).toBe(day(5));
  });

  test('stays a promise, and on the day promised', () => {
    const f = begun();
    const told = { seq: 1, heldOn: day(3), needs: [], by: 'mai', submissionId: 's' };
    f.report({ ...told, outcome: 'promised', promisedOn: day(9) }, on(3));
    f.adopt(every(3), on(4));
    expect(f.state.planned).toMatchObject({ seq: 2, on: day(9), promised: true });
  });

  test('on a day somebody chose is left out only where it lies beyond the new end', () => {
    const end = termEnd(START, 1);
    for (const [chosen, planned] of [
      [end, end],
      [addDays(end, 1), undefined],
    ] as const) {
      const f = begun();
      f.reschedule(1, chosen, on(0));
      f.adopt(months(1), on(1));
      expect(f.state.planned?.on).toBe(planned);
    }
  });

  test('there is none: none is planned', () => {
    const f = begun();
    f.pause('hospital', day(1), on(1));
    f.adopt(every(3), on(2));
    expect(f.state.planned).toBeNull();
  });
});

test('is a change like any other', () => {
  const f = begun();
  const { revision } = f.state;
  f.adopt(policy, on(1));
  expect(f.state.revision).toBe(revision + 1);
});

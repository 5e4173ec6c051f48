import fc from 'fast-check';
import { addDays, addWorkingDays, at, type Day, endOfDay } from '../../domain/calendar';
import { type ClassStep, Course, type CourseFacts } from '../../domain/course';
import { paramsOf, policyInForce } from '../../domain/policy';
import { refusalOf } from './refusals';

const TODAY = '2026-11-23';
const NOW = at(TODAY, '09:00');
const policy = policyInForce(TODAY);
const { attendanceWithin, trainingResult } = paramsOf(policy);
const facts: CourseFacts = {
  ...{ courseId: 'course', centreId: 'CS1', provinceId: '14', trade: 'carpentry', policy },
  ...{ startsOn: TODAY, endsOn: addDays(TODAY, 60) },
};
const begin = (...caseIds: string[]) => Course.open(structuredClone(facts), caseIds, NOW);
const soon = (day: Day) => endOfDay(addWorkingDays(day, 1, policy.calendar));
const attended = (on: Day, present: boolean): ClassStep => ({ step: 'attended', on, present });
const certified: ClassStep = { step: 'certified', on: TODAY, certificate: 'elementary' };
const left: ClassStep = { step: 'dropped-out', on: TODAY };

describe('a course in the centre', () => {
  test('waits for the next word on its lessons, and then for what came of it; always of the centre', () => {
    const course = begin('a', 'b');
    const due = endOfDay(addDays(TODAY, attendanceWithin));
    expect(course.next()).toEqual({ action: 'training-attendance', owner: { role: 'centre' }, due });
    const last = addDays(facts.endsOn, -2);
    for (const caseId of ['a', 'b'])
      course.tell([{ caseId, told: attended(last, true) }], at(addDays(last, 1), '09:00'));
    expect(course.next()).toMatchObject({
      action: 'training-result',
      due: endOfDay(addDays(facts.endsOn, trainingResult)),
    });
  });

  test('waits for whoever of the class was told of longest ago', () => {
    const course = begin('a', 'b');
    const on = addDays(TODAY, 7);
    course.tell([{ caseId: 'a', told: attended(on, true) }], at(on, '15:00'));
    expect(course.next()?.due).toBe(endOfDay(addDays(TODAY, attendanceWithin)));
  });

  test('entered late it is not late at once: it has the next working day', () => {
    const long = { ...facts, startsOn: addDays(TODAY, -90), endsOn: addDays(TODAY, 9) };
    expect(Course.open(long, ['a'], NOW).next()?.due).toBe(soon(TODAY));
  });

  test('silence is told once, and again only after something was told', () => {
    const course = begin('a');
    const due = course.state.due as number;
    expect([course.fallOverdue(due - 1), course.fallOverdue(due), course.fallOverdue(due + 1)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(course.wakesAt()).toBeNull();
    course.tell([{ caseId: 'a', told: attended(TODAY, true) }], due);
    expect(course.wakesAt()).toBeGreaterThan(due);
  });

  test('absences in a row are one matter of that person, until they come again', () => {
    const course = begin('a', 'b');
    const now = at(addDays(TODAY, 9), '09:00');
    const miss = (n: number) => course.tell([{ caseId: 'a', told: attended(addDays(TODAY, n), false) }], now);
    miss(1);
    miss(2);
    expect(course.absences()).toEqual([]);
    miss(3);
    miss(4);
    expect(course.absences()).toEqual([{ caseId: 'a', id: 'course/a/absent-1' }]);
    course.tell([{ caseId: 'a', told: attended(addDays(TODAY, 5), true) }], now);
    expect(course.absences()).toEqual([]);
    for (const n of [6, 7, 8]) miss(n);
    expect(course.absences()).toEqual([{ caseId: 'a', id: 'course/a/absent-2' }]);
    course.tell([{ caseId: 'a', told: left }], now);
    expect(course.absences()).toEqual([]);
  });

  test.each([
    ['somebody who is no trainee', 'z', attended(TODAY, true), 'not-yet'],
    ['somebody twice', 'a', { step: 'enrolled' } as const, 'already-done'],
    ['a lesson of tomorrow', 'a', attended(addDays(TODAY, 1), true), 'in-the-future'],
    ['a lesson before the course', 'a', attended(addDays(TODAY, -1), true), 'wrong-order'],
    ['who has ended', 'done', attended(TODAY, true), 'already-done'],
  ])('refuses what is told of %s, and all that came with it', (_what, caseId, told, why) => {
    const course = begin('a', 'b', 'done');
    course.tell([{ caseId: 'done', told: certified }], NOW);
    const before = structuredClone(course.state);
    const both = [
      { caseId: 'b', told: attended(TODAY, true) },
      { caseId, told },
    ];
    expect([refusalOf(() => course.checkTell(both, NOW)), refusalOf(() => course.tell(both, NOW))]).toEqual([
      why,
      why,
    ]);
    expect(course.state).toEqual(before);
  });

  test('whatever is told in whatever order: while somebody learns it has one date of the centre and one reminder', () => {
    const step = fc.record({
      caseId: fc.constantFrom('a', 'b', 'c'),
      told: fc.oneof(
        fc.record({
          step: fc.constant('attended' as const),
          on: fc.integer({ min: 0, max: 40 }).map((n) => addDays(TODAY, n)),
          present: fc.boolean(),
        }),
        fc.constant<ClassStep>({ step: 'enrolled' }),
        fc.constant(certified),
        fc.constant(left),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(fc.record({ step, days: fc.integer({ min: 0, max: 20 }) }), { maxLength: 25 }),
        (story) => {
          const course = begin('a', 'b');
          let now = NOW;
          for (const { step, days } of story) {
            now += days * 86_400_000;
            course.fallOverdue(now);
            if (refusalOf(() => course.checkTell([step], now)) === null) course.tell([step], now);
            const learns = Object.values(course.state.trainees).some(({ status }) =>
              ['enrolled', 'attending'].includes(status),
            );
            expect([course.closed, course.next() === null, course.wanted().length]).toEqual([
              !learns,
              !learns,
              learns ? 1 : 0,
            ]);
            if (learns)
              expect(course.state.overdue || (course.state.due as number) > now - 86_400_000 * 21).toBe(true);
          }
        },
      ),
    );
  });
});

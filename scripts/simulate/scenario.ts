import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { addDays, dayOf, isDay } from '../../domain/calendar';
import { VISIT_OUTCOMES } from '../../domain/follow-up';
import { Missing } from '../parts/say';

const share = z.number().min(0).max(1);
const day = z.string().refine(isDay, 'a day, YYYY-MM-DD');
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'a moment in Vietnam, YYYY-MM-DDTHH:mm');

const Mentor = z
  .strictObject({
    share: share.describe('How many of the mentors are so'),
    remembers: share.describe('Visits held on their day without anybody’s word'),
    lateDays: z.number().positive().describe('Mean days until a forgotten visit is remembered'),
    reminder: share.describe('Forgotten visits that a text the day before brings about'),
    wearsOff: share
      .default(1)
      .describe(
        'What is left of a reminder’s effect after each one ignored; a supervisor’s call restores it',
      ),
    call: share.describe('Missed visits made good when the supervisor calls'),
    callDays: z.number().positive().default(1.5).describe('Mean days from the call to the visit'),
    accepts: share.default(0.9).describe('Requests to accompany a person that are accepted'),
    declines: share.default(0.07).describe('… that are declined; the rest stay unanswered'),
    leaves: z.boolean().default(false).describe('Gone for good on some day of the scenario'),
    away: share
      .default(0)
      .describe('… who are away once, for which the supervisor arranges cover between two dates'),
    awayDays: z.number().positive().default(14).describe('Mean days of that'),
  })
  .describe('How one kind of mentor behaves; all probabilities are per visit or per request');

export const Scenario = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string(),
    about: z.string().optional(),
    seed: z.number().int().default(1).describe('Same scenario and seed: same result'),
    start: day.describe(
      'First day; the time-skipping server starts today, so it moves by whole years of 52 weeks when passed',
    ),
    days: z.number().int().positive().describe('How long it runs'),
    places: z
      .strictObject({
        provinces: z.number().int().positive().default(1),
        communes: z.number().int().positive().describe('In each province'),
        mentors: z.number().int().positive().describe('In each commune'),
        schools: z.boolean().default(true).describe('Whether a province has a school and a bank to refer to'),
      })
      .describe('Each province has one centre and one supervisor, each commune an officer and a supervisor'),
    people: z.strictObject({
      count: z.number().int().positive(),
      fromDay: z.number().int().default(0).describe('First end of treatment, in days from the start'),
      toDay: z.number().int().describe('Last end of treatment, in days from the start'),
      startBefore: z
        .number()
        .int()
        .default(40)
        .describe('Days before the end on which the centre starts the handover'),
      startedLate: share.default(0.1).describe('Handovers started less than ten days before the end'),
      compulsory: share.default(0.7),
      minor: share.default(0.03),
      private: share.default(0.1),
      residenceUnknown: share.default(0.05).describe('Commune not yet known at the start'),
      arrivesLate: share.default(0.1),
      lateDays: z.number().positive().default(6).describe('Mean days of a late arrival'),
      moves: share
        .default(0.03)
        .describe('People who move to the neighbouring commune on some day of their follow-up'),
      pauses: share.default(0.03).describe('People who are in hospital for some weeks'),
      pauseDays: z.number().positive().default(20).describe('Mean days of that'),
      returned: share
        .default(0)
        .describe(
          'Cases the commune gives back before it takes them over (wrong commune, not resident, incomplete file)',
        ),
      found: share.default(0.4).describe('Steps taken for a person who did not come that find them'),
      ends: share.default(0.02).describe('Follow-ups that end before their term (prison, death)'),
      needs: share.default(0.02).describe('Reports that pass on a need'),
    }),
    outcomes: z
      .partialRecord(z.enum(VISIT_OUTCOMES), z.number().nonnegative())
      .default({ met: 85, phone: 6, 'not-home': 4, away: 2, ill: 1, worry: 2 })
      .describe('What a visit finds, by weight'),
    mentors: z.record(z.string(), Mentor),
    offices: z
      .strictObject({
        onTime: share.default(0.9),
        lateDays: z.number().positive().default(3).describe('Mean days too late otherwise'),
        call: share.default(0.95).describe('Steps done within two days of a supervisor’s call'),
      })
      .prefault({}),
    supervisors: z
      .strictObject({
        answers: share.default(0.85).describe('Messages upon which the supervisor takes it'),
        afterHours: z.number().positive().default(2).describe('Mean hours until then'),
        resolvesAfterDays: z
          .number()
          .positive()
          .default(3)
          .describe('Days until they look again and settle what is left'),
        replaces: share.default(0.5).describe('Mentors replaced when the call has not helped'),
      })
      .prefault({}),
    partners: z
      .strictObject({
        answers: share.default(0.8),
        accepts: share.default(0.8),
        answerDays: z.number().default(2),
      })
      .prefault({}),
    phones: z
      .strictObject({ unreachable: share.default(0).describe('Mentors whose number takes no text') })
      .prefault({}),
    outages: z
      .array(z.strictObject({ from: moment, to: moment }))
      .default([])
      .describe('The worker is down; what is asked meanwhile is stored and delivered afterwards'),
    effects: z
      .strictObject({
        reminders: z.boolean().default(true).describe('false: nobody reads a reminder'),
        escalations: z.boolean().default(true).describe('false: no supervisor reads an escalation'),
      })
      .prefault({}),
    arms: z
      .boolean()
      .default(false)
      .describe('Ends with the same people on the model three times: deaf, reminded, reminded and called'),
    segmentPrice: z
      .number()
      .default(800)
      .describe('Đồng per SMS segment: an assumption, put your contract’s in'),
  })
  .describe('A scenario of npm run simulate');
export type Scenario = z.infer<typeof Scenario>;
export type MentorBehaviour = z.infer<typeof Mentor>;

/** Reads and checks a scenario; what is wrong is named by its place in the file. */
export function readScenario(file: string): Scenario {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Missing(
      `Không đọc được kịch bản ${file}: ${(error as Error).message}`,
      `The scenario ${file} cannot be read: ${(error as Error).message}`,
    );
  }
  const result = Scenario.safeParse(read);
  if (result.success) return result.data;
  const problems = z.prettifyError(result.error);
  throw new Missing(`Kịch bản ${file} có lỗi:\n${problems}`, `The scenario ${file} has errors:\n${problems}`);
}

/** The test server's clock starts today: a scenario of the past is moved by years of 52 weeks, so that weekdays stay. */
export function ahead(scenario: Scenario, today = dayOf(Date.now())): Scenario {
  if (scenario.start > today) return scenario;
  let days = 0;
  while (addDays(scenario.start, days) <= today) days += 364;
  const moved = (moment: string) => addDays(moment.slice(0, 10), days) + moment.slice(10);
  return {
    ...scenario,
    start: addDays(scenario.start, days),
    outages: scenario.outages.map(({ from, to }) => ({ from: moved(from), to: moved(to) })),
  };
}

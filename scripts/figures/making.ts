import type { Day } from '../../domain/calendar';
import type { Policy } from '../../domain/policy';
import type { Chance } from '../simulate/chance';
import type { Rows } from './rows';
import type { ProvinceScenario } from './scenario';

/** What all parts of the generator share. */
export interface Making {
  scenario: ProvinceScenario;
  chance: Chance;
  rows: Rows;
  provinceId: string;
  policy: Policy;
  /** The last day of the scenario. */
  last: Day;
  /** A day between two, by chance; at most the last day. */
  day(from: Day, span: number, ...what: (string | number)[]): Day;
}

/** Somebody who came home. */
export interface Returned {
  n: number;
  caseId: string;
  personId: string;
  communeId: string;
  mentorId: string;
  endOn: Day;
}

export const ORGANISATIONS = {
  school: 'school',
  employment: 'employment',
  employer: 'employer',
  bank: 'policy-bank',
  union: 'vouched',
  fund: 'revolving',
  charity: 'charity',
  clinic: 'clinic',
} as const;

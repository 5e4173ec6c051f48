/** One definition of each figure a province reports. How each is counted stands beside it in prisma/figures. */
import { COMMUNITY } from './community';
import { COMPANY } from './company';
import type { Indicator } from './indicator';
import { LOAN } from './loan';
import { RETURN } from './return';
import { TRAINING_JOB } from './training-job';

export * from './age';
export * from './hidden';
export * from './history';
export * from './indicator';
export * from './period';

const ALL = [...RETURN, ...COMPANY, ...TRAINING_JOB, ...LOAN, ...COMMUNITY] as const;

export type IndicatorId = (typeof ALL)[number]['id'];
export const INDICATORS: readonly (Indicator & { id: IndicatorId })[] = ALL;
export const indicatorOf = (id: string) => INDICATORS.find((one) => one.id === id);

/** The months after the return: visits, who accompanies, what interrupts them and how they end. */
export * from './follow-up/cadence';
export * from './follow-up/changes';
export * from './follow-up/duties';
export * from './follow-up/follow-up';
export * from './follow-up/outcomes';
export * from './follow-up/state';
export * from './follow-up/term';
export type { VisitReport } from './follow-up/visits';

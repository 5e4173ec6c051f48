/**
 * One row of the spreadsheet in which a centre lists the people who go home: find the columns, read the cells, say
 * what is wrong. Pure; what is already in the database is the caller's question, by `personKey`.
 */
export { type Cell, readDay } from './discharge-row/cell';
export * from './discharge-row/columns';
export type { Problem, ProblemCode, Warning, WarningCode } from './discharge-row/reader';
export * from './discharge-row/row';
export * from './discharge-row/who';

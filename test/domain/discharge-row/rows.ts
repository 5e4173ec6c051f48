/** A row of a spreadsheet as a centre would send it, and what is read from it. */
import {
  type Cell,
  COLUMNS,
  type Column,
  type ColumnMap,
  type RowContext,
  type RowResult,
  readRow,
} from '../../../domain/discharge-row';
import { policyInForce } from '../../../domain/policy';
import { DEMO_PLACES } from '../../../prisma/demo/places';

export const ctx: RowContext = {
  today: '2026-11-22',
  communes: DEMO_PLACES.communes,
  policy: policyInForce('2026-11-22'),
};
export const names = Object.keys(COLUMNS) as Column[];
export const columns = Object.fromEntries(names.map((name, i) => [name, i])) as ColumnMap;
const good: Partial<Record<Column, Cell>> = {
  caseNumber: 'X-1',
  fullName: 'Quàng Văn Thử',
  birthDate: '01/02/1990',
  gender: 'Nam',
  phone: '0592 000 901',
  commune: 'Xã Mai Sơn',
  treatment: 'Bắt buộc',
  endDay: '15/01/2027',
};

/** A good row, with these cells changed. */
export const read = (change: Partial<Record<Column, Cell>> = {}, context = ctx) => {
  const cells = { ...good, ...change };
  return readRow(
    names.map((name) => cells[name]),
    columns,
    context,
  );
};
export const codes = (result: RowResult) =>
  result.ok ? [] : result.problems.map((p) => `${p.column}:${p.code}`);
export const warned = (result: RowResult) => result.warnings.map((w) => w.code);

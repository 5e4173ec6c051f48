import type { Day } from '../calendar';
import { readPhone } from '../phone';
import { type Cell, isFormula, readDay, textOf } from './cell';
import type { Column, ColumnMap } from './columns';

export type ProblemCode =
  | 'missing'
  | 'too-long'
  | 'formula'
  | 'not-a-date'
  | 'no-such-day'
  | 'short-year'
  | 'born-in-future'
  | 'ends-before-birth'
  | 'age'
  | 'too-far'
  | 'term-over'
  | 'treatment-unknown'
  | 'guardian-missing'
  | 'phone-invalid'
  | 'phone-landline'
  | 'phone-foreign'
  | 'commune-unknown'
  | 'commune-ambiguous';
/** Why a row cannot start. `value` is what the cell says; `options` are places that may have been meant. */
export interface Problem {
  column: Column;
  code: ProblemCode;
  value: string;
  options?: string[];
}

export type WarningCode = 'late' | 'no-fixed-residence' | 'no-phone' | 'gender-unread' | 'language-unread';
/** What somebody should know about a row that starts all the same. */
export interface Warning {
  column: Column;
  code: WarningCode;
  value: string;
}

/** Longest text taken from one cell, in characters; a longer one is a paste gone wrong. */
export const LONGEST = { name: 80, text: 500 };

/** Reads the cells of one row and gathers what is wrong with them. */
export class RowReader {
  readonly problems: Problem[] = [];
  readonly warnings: Warning[] = [];

  constructor(
    private readonly row: readonly Cell[],
    private readonly columns: ColumnMap,
  ) {}

  cell(column: Column): Cell {
    const index = this.columns[column];
    return index === undefined ? null : this.row[index];
  }

  problem(column: Column, code: ProblemCode, options?: string[]): null {
    this.problems.push({
      column,
      code,
      value: textOf(this.cell(column)),
      ...(options?.length && { options }),
    });
    return null;
  }

  warning(column: Column, code: WarningCode): null {
    this.warnings.push({ column, code, value: textOf(this.cell(column)) });
    return null;
  }

  text(column: Column, longest = LONGEST.text): string | null {
    const cell = this.cell(column);
    if (isFormula(cell)) return this.problem(column, 'formula');
    const text = textOf(cell);
    if (text.length > longest) return this.problem(column, 'too-long');
    return text || null;
  }

  required(column: Column, longest?: number): string | null {
    const before = this.problems.length;
    const text = this.text(column, longest);
    if (text === null && this.problems.length === before) return this.problem(column, 'missing');
    return text;
  }

  day(column: Column): Day | null {
    if (this.required(column) === null) return null;
    const read = readDay(this.cell(column));
    return 'day' in read ? read.day : this.problem(column, read.problem);
  }

  phone(column: 'phone' | 'guardianPhone'): string | null {
    const text = this.text(column);
    if (text === null) return null;
    const phone = readPhone(text);
    return phone.ok ? phone.e164 : this.problem(column, `phone-${phone.reason}`);
  }
}

import { addDays, type Day, isDay, toDay } from '../calendar';
import { formatDay, normaliseName } from '../vietnamese';

/** A cell as spreadsheets give it; a Date is midnight UTC of a civil day, a number in a date column an Excel serial. */
export type Cell =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | { formula: string }
  | { sharedFormula: string }
  | { error: string }
  | { richText: { text: string }[] }
  | { text: string | { richText: { text: string }[] }; hyperlink?: string };

/** Formulas and errors are never values: what they showed on another computer is not what arrives here. */
export function isFormula(cell: Cell): boolean {
  if (typeof cell === 'string') return /^\s*[=@]|^#(REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL)/.test(cell);
  return (
    typeof cell === 'object' &&
    cell !== null &&
    ('formula' in cell || 'sharedFormula' in cell || 'error' in cell)
  );
}

/** What a cell says, as a person reads it. */
export function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : formatDay(toDay(cell));
  if (typeof cell !== 'object') return normaliseName(String(cell));
  if ('richText' in cell) return normaliseName(cell.richText.map((part) => part.text).join(''));
  if ('text' in cell) return textOf(cell.text);
  return 'formula' in cell ? `=${cell.formula}` : '#';
}

/** A civil day from 'dd/MM/yyyy' (also with - or . and without zeros), ISO, a Date, or an Excel serial (1900 system). */
export function readDay(cell: Cell): { day: Day } | { problem: 'not-a-date' | 'no-such-day' | 'short-year' } {
  if (typeof cell === 'number') {
    // A bare year of birth (1990) is no date, though as a serial it would be a day of 1905.
    return cell > 2100 && cell < 80_000
      ? { day: addDays('1899-12-30', Math.floor(cell)) }
      : { problem: 'not-a-date' };
  }
  const text = textOf(cell);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?$/.exec(text);
  const local = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})$/.exec(text);
  const parts = iso?.slice(1) ?? local?.slice(1).reverse();
  if (!parts) return { problem: 'not-a-date' };
  const [year, month, date] = parts as [string, string, string];
  if (year.length === 2) return { problem: 'short-year' };
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? { day } : { problem: 'no-such-day' };
}

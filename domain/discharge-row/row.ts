import { ageOn, type Day, daysBetween } from '../calendar';
import { readSpoken, type Spoken } from '../mentor-match';
import { type Commune, fullPlaceName, matchPlace } from '../places';
import { noticeDue, type Policy, type Treatment, termEnd, termMonths } from '../policy';
import { fold } from '../vietnamese';
import type { Cell } from './cell';
import type { ColumnMap } from './columns';
import { LONGEST, type Problem, RowReader, type Warning } from './reader';

export interface Discharge {
  caseNumber: string | null;
  fullName: string;
  birthDate: Day;
  gender: 'male' | 'female' | null;
  phone: string | null; // E.164
  guardian: { name: string; phone: string | null } | null;
  communeId: string | null; // null: no fixed residence
  noFixedResidence: boolean;
  treatment: Treatment;
  endDay: Day;
  /** 12 to 17 years old on the day of completion: documents go to the guardian. */
  minor: boolean;
  late: boolean;
  address: string | null;
  /** Spoken with the person. */
  languages: Spoken[];
  note: string | null;
}

export type RowResult =
  | { ok: true; discharge: Discharge; warnings: Warning[] }
  | { ok: false; problems: Problem[]; warnings: Warning[] };

export interface RowContext {
  /** Today in Vietnam. */
  today: Day;
  communes: readonly Commune[];
  policy: Policy;
}

const AGES = { youngest: 12, oldest: 100, grownUp: 18 };
const YEARS_AHEAD = 3;

/** Reads one row. Every problem of the row is found at once, so that it is corrected once. */
export function readRow(row: readonly Cell[], columns: ColumnMap, ctx: RowContext): RowResult {
  const cells = new RowReader(row, columns);
  const fullName = cells.required('fullName', LONGEST.name);
  const birthDate = cells.day('birthDate');
  const endDay = cells.day('endDay');
  const treatment = readTreatment(cells);
  const gender = readGender(cells);
  const phone = cells.phone('phone');
  const guardianName = cells.text('guardian', LONGEST.name);
  const guardianPhone = cells.phone('guardianPhone');
  const place = readPlace(cells, ctx.communes);
  const languages = readLanguages(cells);
  const texts = {
    caseNumber: cells.text('caseNumber', LONGEST.name),
    address: cells.text('address'),
    note: cells.text('note'),
  };

  const age = birthDate && endDay ? ageOn(birthDate, endDay) : null;
  const minor = age !== null && age < AGES.grownUp;
  if (birthDate && birthDate > ctx.today) cells.problem('birthDate', 'born-in-future');
  else if (birthDate && endDay && endDay < birthDate) cells.problem('endDay', 'ends-before-birth');
  else if (age !== null && (age < AGES.youngest || age > AGES.oldest)) cells.problem('birthDate', 'age');
  if (minor && !guardianName && age !== null && age >= AGES.youngest)
    cells.problem('guardian', 'guardian-missing');
  if (endDay && daysBetween(ctx.today, endDay) > YEARS_AHEAD * 365) cells.problem('endDay', 'too-far');
  if (endDay && treatment && termEnd(endDay, termMonths(treatment, minor, ctx.policy)) < ctx.today)
    cells.problem('endDay', 'term-over');

  const late = endDay !== null && ctx.today > noticeDue(endDay, ctx.policy);
  if (late) cells.warning('endDay', 'late');
  if (place === 'none') cells.warning('commune', 'no-fixed-residence');
  if (!phone && !guardianPhone) cells.warning('phone', 'no-phone');

  const { problems, warnings } = cells;
  if (problems.length || !fullName || !birthDate || !endDay || !treatment || !place)
    return { ok: false, problems, warnings };
  const discharge: Discharge = {
    ...texts,
    fullName,
    birthDate,
    gender,
    phone,
    languages,
    treatment,
    endDay,
    minor,
    late,
    guardian: guardianName ? { name: guardianName, phone: guardianPhone } : null,
    communeId: place === 'none' ? null : place.id,
    noFixedResidence: place === 'none',
  };
  return { ok: true, discharge, warnings };
}

function readTreatment(cells: RowReader): Treatment | null {
  const text = cells.required('treatment');
  if (text === null) return null;
  const folded = fold(text);
  const kinds: [RegExp, Treatment][] = [
    [/methadone|thay the|substitution/, 'substitution'],
    [/bat buoc|compulsory|^bb$/, 'compulsory'],
    [/tu nguyen|voluntary|^tn$/, 'voluntary'],
  ];
  const found = kinds.filter(([pattern]) => pattern.test(folded));
  return found.length === 1 ? (found[0]?.[1] as Treatment) : cells.problem('treatment', 'treatment-unknown');
}

function readGender(cells: RowReader): Discharge['gender'] {
  const text = cells.text('gender');
  if (text === null) return null;
  if (/^(nam|male|m|trai)$/.test(fold(text))) return 'male';
  return /^(nu|female|f|gai)$/.test(fold(text)) ? 'female' : cells.warning('gender', 'gender-unread');
}

function readLanguages(cells: RowReader): Spoken[] {
  const text = cells.text('languages');
  const read = readSpoken(fold(text ?? ''));
  if (!read) cells.warning('languages', 'language-unread');
  return read ?? [];
}

function readPlace(cells: RowReader, communes: readonly Commune[]): Commune | 'none' | null {
  const text = cells.required('commune');
  const province = cells.text('province') ?? undefined;
  if (text === null) return null;
  if (/^(khong|chua) (co )?(noi )?(cu tru|o)( on dinh| co dinh)?|^vo gia cu|no fixed/.test(fold(text)))
    return 'none';
  const match = matchPlace(text, communes, province);
  if (match.kind === 'exact') return match.commune;
  return match.kind === 'ambiguous'
    ? cells.problem('commune', 'commune-ambiguous', match.candidates.map(fullPlaceName))
    : cells.problem('commune', 'commune-unknown', match.suggestions.map(fullPlaceName));
}

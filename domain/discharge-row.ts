/**
 * One row of the spreadsheet in which a centre lists the people who go home: find the columns, read the cells, say
 * what is wrong and how to put it right. Pure; what is already in the database is the caller's question, by `personKey`.
 */
import { addDays, ageOn, type Day, daysBetween, isDay, toDay } from './calendar';
import { readSpoken, type Spoken } from './mentor-match';
import { readPhone } from './phone';
import { type Commune, fullPlaceName, matchPlace } from './places';
import { noticeDue, type Policy, type Treatment, termEnd, termMonths } from './policy';
import { fold, formatDay, normaliseName } from './vietnamese';

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

export type Column =
  | 'caseNumber'
  | 'fullName'
  | 'birthDate'
  | 'gender'
  | 'phone'
  | 'guardian'
  | 'guardianPhone'
  | 'commune'
  | 'province'
  | 'treatment'
  | 'endDay'
  | 'address'
  | 'languages'
  | 'note';
export type Lang = 'vi' | 'en';

/** How each column is called on screens, and every heading it is known by (folded, without signs). */
export const COLUMNS: Record<
  Column,
  { vi: string; en: string; required: boolean; known: readonly string[] }
> = {
  caseNumber: {
    vi: 'Số hồ sơ',
    en: 'Case number',
    required: false,
    known: ['so ho so', 'ma ho so', 'ho so so', 'case number', 'case no', 'file number', 'file no'],
  },
  fullName: {
    vi: 'Họ và tên',
    en: 'Full name',
    required: true,
    known: ['ho va ten', 'ho ten', 'ho ten hoc vien', 'ho va ten hoc vien', 'full name', 'name'],
  },
  birthDate: {
    vi: 'Ngày sinh',
    en: 'Date of birth',
    required: true,
    known: ['ngay sinh', 'ngay thang nam sinh', 'sinh ngay', 'date of birth', 'birth date', 'dob'],
  },
  gender: {
    vi: 'Giới tính',
    en: 'Gender',
    required: false,
    known: ['gioi tinh', 'nam nu', 'phai', 'gender', 'sex'],
  },
  phone: {
    vi: 'Số điện thoại',
    en: 'Phone',
    required: false,
    known: ['so dien thoai', 'dien thoai', 'sdt', 'so dt', 'phone', 'phone number', 'mobile'],
  },
  guardian: {
    vi: 'Người thân/Người giám hộ',
    en: 'Relative or guardian',
    required: false,
    known: [
      'nguoi than nguoi giam ho',
      'nguoi than',
      'nguoi giam ho',
      'ho ten nguoi than',
      'than nhan',
      'guardian',
      'relative',
      'relative or guardian',
      'relative guardian',
      'family contact',
    ],
  },
  guardianPhone: {
    vi: 'SĐT người thân',
    en: "Relative's phone",
    required: false,
    known: [
      'sdt nguoi than',
      'so dien thoai nguoi than',
      'dien thoai nguoi than',
      'sdt nguoi giam ho',
      'so dien thoai nguoi giam ho',
      'dien thoai nguoi giam ho',
      'guardian phone',
      'relative phone',
      'relatives phone',
      'relative s phone',
      'guardian s phone',
      'family phone',
    ],
  },
  commune: {
    vi: 'Xã/Phường về cư trú',
    en: 'Commune of return',
    required: true,
    known: [
      'xa phuong ve cu tru',
      'xa phuong',
      'xa',
      'phuong',
      'xa phuong cu tru',
      'noi ve cu tru',
      'noi cu tru',
      'xa ve cu tru',
      'commune',
      'commune of return',
      'ward',
      'commune ward',
      'residence',
    ],
  },
  province: {
    vi: 'Tỉnh',
    en: 'Province',
    required: false,
    known: [
      'tinh',
      'tinh thanh pho',
      'tinh thanh',
      'tinh tp',
      'thanh pho',
      'province',
      'city',
      'province city',
    ],
  },
  treatment: {
    vi: 'Hình thức cai nghiện',
    en: 'Kind of treatment',
    required: true,
    known: [
      'hinh thuc cai nghien',
      'hinh thuc',
      'loai hinh',
      'hinh thuc cai',
      'dien cai nghien',
      'treatment',
      'kind of treatment',
      'treatment type',
      'type of treatment',
    ],
  },
  endDay: {
    vi: 'Ngày hoàn thành',
    en: 'Date of completion',
    required: true,
    known: [
      'ngay hoan thanh',
      'ngay het han',
      'ngay hoan thanh ngay het han',
      'ngay het thoi han',
      'ngay ket thuc',
      'ngay ra',
      'ngay ve',
      'ngay hoan thanh cai nghien',
      'date of completion',
      'completion date',
      'end date',
      'release date',
      'discharge date',
    ],
  },
  address: {
    vi: 'Địa chỉ',
    en: 'Address',
    required: false,
    known: ['dia chi', 'dia chi cu the', 'ban to', 'thon ban', 'address'],
  },
  languages: {
    vi: 'Tiếng nói',
    en: 'Languages spoken',
    required: false,
    known: [
      'tieng noi',
      'noi tieng',
      'ngon ngu',
      'biet tieng',
      'languages spoken',
      'spoken languages',
      'languages',
      'language',
    ],
  },
  note: {
    vi: 'Ghi chú',
    en: 'Note',
    required: false,
    known: ['ghi chu', 'note', 'notes', 'remark', 'remarks'],
  },
};
const ALL = Object.keys(COLUMNS) as Column[];

/** Which column stands where (index in the row). */
export type ColumnMap = Partial<Record<Column, number>>;
export type ColumnMatch =
  | { ok: true; columns: ColumnMap; ignored: string[] }
  | { ok: false; columns: ColumnMap; missing: Column[]; twice: Column[] };

/** Finds the columns by their headings, in Vietnamese with or without accents or in English, in any order. */
export function matchColumns(header: readonly Cell[]): ColumnMatch {
  const columns: ColumnMap = {};
  const twice: Column[] = [];
  const ignored: string[] = [];
  header.forEach((cell, index) => {
    const column = columnOf(headingOf(cell));
    if (!column) {
      if (textOf(cell)) ignored.push(textOf(cell));
    } else if (column in columns) twice.push(column);
    else columns[column] = index;
  });
  const missing = ALL.filter((column) => COLUMNS[column].required && !(column in columns));
  return missing.length || twice.length
    ? { ok: false, columns, missing, twice }
    : { ok: true, columns, ignored };
}

/** The heading row among the first ten (files begin with a title), or the best try to explain what is missing. */
export function findHeader(rows: readonly (readonly Cell[])[]): { row: number; match: ColumnMatch } {
  const tries = rows.slice(0, 10).map((cells, row) => ({ row, match: matchColumns(cells) }));
  const found = (match: ColumnMatch) => Object.keys(match.columns).length;
  return (
    tries.find(({ match }) => match.ok) ??
    tries.reduce((best, next) => (found(next.match) > found(best.match) ? next : best), {
      row: 0,
      match: matchColumns([]),
    })
  );
}

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

export type RowResult =
  | { ok: true; discharge: Discharge; warnings: Warning[] }
  | { ok: false; problems: Problem[]; warnings: Warning[] };

export interface RowContext {
  /** Today in Vietnam. */
  today: Day;
  communes: readonly Commune[];
  policy: Policy;
}

/** Longest text taken from one cell, in characters; a longer one is a paste gone wrong. */
const LONGEST = { name: 80, text: 500 };
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

/**
 * Who this is, however often a file is sent: the case number within its centre, else the folded name and birth date.
 * Personal data: never part of a workflow id or a log.
 */
export function personKey(
  row: Pick<Discharge, 'caseNumber' | 'fullName' | 'birthDate'>,
  centreId: string,
): string {
  const number = row.caseNumber && fold(row.caseNumber).replace(/[^a-z0-9]/g, '');
  return number ? `case:${centreId}:${number}` : `person:${fold(row.fullName)}:${row.birthDate}`;
}

/**
 * Rows that name somebody an earlier row of the same file already names, by case number or by name and birth date:
 * index of the row → index of the first row with the same person.
 */
export function findDuplicates(
  rows: readonly (Pick<Discharge, 'caseNumber' | 'fullName' | 'birthDate'> | null)[],
  centreId: string,
): Map<number, number> {
  const seen = new Map<string, number>();
  const duplicates = new Map<number, number>();
  rows.forEach((row, index) => {
    if (!row) return;
    const keys = [personKey(row, centreId), personKey({ ...row, caseNumber: null }, centreId)];
    const first = keys.map((key) => seen.get(key)).find((at) => at !== undefined);
    if (first !== undefined) duplicates.set(index, first);
    for (const key of keys) if (!seen.has(key)) seen.set(key, first ?? index);
  });
  return duplicates;
}

/** What is wrong and how to put it right, in a sentence or two. */
export function explain(problem: Problem, lang: Lang): string {
  const said = WORDING[problem.code](problem.value, (problem.options ?? []).join('; '));
  return `${COLUMNS[problem.column][lang]}: ${said[lang]}`;
}

/** What somebody should know about a row that starts all the same. */
export function explainWarning(warning: Warning, lang: Lang): string {
  return `${COLUMNS[warning.column][lang]}: ${WARNINGS[warning.code][lang]}`;
}

/** Which columns a file lacks or has twice, in one sentence each. */
export function explainColumns(match: Extract<ColumnMatch, { ok: false }>, lang: Lang): string[] {
  const names = (columns: Column[]) => columns.map((column) => `“${COLUMNS[column][lang]}”`).join(', ');
  const sentences: string[] = [];
  if (match.missing.length) {
    sentences.push(
      lang === 'vi'
        ? `Thiếu cột ${names(match.missing)}. Hãy thêm cột với đúng tên này ở hàng tiêu đề.`
        : `Missing column ${names(match.missing)}. Add it with this heading in the first row.`,
    );
  }
  if (match.twice.length) {
    sentences.push(
      lang === 'vi'
        ? `Cột ${names(match.twice)} có hai lần. Hãy giữ lại một cột.`
        : `Column ${names(match.twice)} is there twice. Keep one.`,
    );
  }
  return sentences;
}

const WORDING: Record<ProblemCode, (value: string, options: string) => Record<Lang, string>> = {
  missing: () => ({ vi: 'Chưa có. Hãy điền ô này.', en: 'Empty. Please fill in this cell.' }),
  'too-long': () => ({
    vi: 'Nội dung quá dài. Hãy rút ngắn.',
    en: 'The text is too long. Please shorten it.',
  }),
  formula: () => ({
    vi: 'Ô chứa công thức hoặc lỗi. Hãy dán lại dưới dạng giá trị (Dán đặc biệt → Giá trị).',
    en: 'The cell holds a formula or an error. Paste it again as a value (Paste special → Values).',
  }),
  'not-a-date': (v) => ({
    vi: `“${v}” không phải là ngày. Hãy viết ngày/tháng/năm, ví dụ 05/12/2026.`,
    en: `“${v}” is not a date. Write day/month/year, for example 05/12/2026.`,
  }),
  'no-such-day': (v) => ({
    vi: `Không có ngày “${v}”. Hãy kiểm tra lại ngày và tháng (ngày/tháng/năm).`,
    en: `There is no day “${v}”. Check the day and the month (day/month/year).`,
  }),
  'short-year': (v) => ({
    vi: `“${v}” thiếu năm đủ bốn chữ số. Hãy viết ví dụ 05/12/2026.`,
    en: `“${v}” lacks a year of four digits. Write for example 05/12/2026.`,
  }),
  'born-in-future': (v) => ({
    vi: `Ngày sinh ${v} ở tương lai. Hãy kiểm tra lại năm.`,
    en: `The birth date ${v} is in the future. Check the year.`,
  }),
  'ends-before-birth': (v) => ({
    vi: `Ngày ${v} trước ngày sinh. Hãy kiểm tra hai ô ngày.`,
    en: `The day ${v} is before the birth date. Check both dates.`,
  }),
  age: (v) => ({
    vi: `Với ngày sinh ${v}, tuổi không nằm trong khoảng 12–100. Hãy kiểm tra lại năm sinh.`,
    en: `With the birth date ${v} the age is not between 12 and 100. Check the year of birth.`,
  }),
  'too-far': (v) => ({
    vi: `Ngày ${v} còn hơn ba năm nữa. Hãy kiểm tra lại năm.`,
    en: `The day ${v} is more than three years ahead. Check the year.`,
  }),
  'term-over': (v) => ({
    vi: `Tính từ ngày ${v}, thời hạn quản lý sau khi về đã hết. Hãy kiểm tra lại năm hoặc bỏ dòng này.`,
    en: `Counted from ${v} the term after the return is already over. Check the year or leave this row out.`,
  }),
  'treatment-unknown': (v) => ({
    vi: `Không rõ hình thức “${v}”. Hãy viết: tự nguyện, bắt buộc hoặc methadone.`,
    en: `Kind “${v}” is not known. Write: voluntary, compulsory or methadone.`,
  }),
  'guardian-missing': () => ({
    vi: 'Người dưới 18 tuổi phải có người giám hộ. Hãy ghi họ tên người giám hộ.',
    en: 'Somebody under 18 needs a guardian. Write the name of the guardian.',
  }),
  'phone-invalid': (v) => ({
    vi: `“${v}” không phải là một số điện thoại. Hãy ghi một số di động 10 chữ số, ví dụ 0912 345 678, hoặc để trống.`,
    en: `“${v}” is not one phone number. Write one mobile number of 10 digits, for example 0912 345 678, or leave it blank.`,
  }),
  'phone-landline': (v) => ({
    vi: `“${v}” là số máy bàn, không nhận được tin nhắn. Hãy ghi số di động hoặc để trống.`,
    en: `“${v}” is a landline and cannot receive messages. Give a mobile number or leave it blank.`,
  }),
  'phone-foreign': (v) => ({
    vi: `“${v}” là số nước ngoài. Hãy ghi số di động Việt Nam hoặc để trống.`,
    en: `“${v}” is a foreign number. Give a Vietnamese mobile number or leave it blank.`,
  }),
  'commune-unknown': (v, options) => ({
    vi: `Không tìm thấy “${v}”. ${options ? `Có phải: ${options}?` : 'Hãy ghi tên xã/phường và tỉnh theo địa giới hiện nay, hoặc “không có nơi cư trú ổn định”.'}`,
    en: `“${v}” is not found. ${options ? `Did you mean: ${options}?` : 'Write the commune and province of today, or “no fixed residence”.'}`,
  }),
  'commune-ambiguous': (v, options) => ({
    vi: `Có nhiều nơi tên “${v}”: ${options}. Hãy ghi thêm tỉnh.`,
    en: `Several places are called “${v}”: ${options}. Add the province.`,
  }),
};

const WARNINGS: Record<WarningCode, Record<Lang, string>> = {
  late: {
    vi: 'Báo muộn: đã quá hạn thông báo hoặc người này đã về. Việc đón về bắt đầu ngay, các bước được rút ngắn.',
    en: 'Late: the notice was due earlier or the person is already home. The handover starts at once, its steps compressed.',
  },
  'no-fixed-residence': {
    vi: 'Chưa có nơi cư trú ổn định. Cơ sở giúp đăng ký hoặc lập hồ sơ vào cơ sở trợ giúp xã hội.',
    en: 'No fixed residence. The centre helps to register one, or prepares the social-protection dossier.',
  },
  'no-phone': {
    vi: 'Không có số điện thoại nào để liên lạc.',
    en: 'There is no phone number to reach anybody.',
  },
  'language-unread': {
    vi: 'Không đọc được; được để trống. Hãy ghi ví dụ: Thái, Mông.',
    en: 'Could not be read; left blank. Write for example: Thái, Mông.',
  },
  'gender-unread': { vi: 'Không đọc được; được để trống.', en: 'Could not be read; left blank.' },
};

class RowReader {
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

/** Formulas and errors are never values: what they showed on another computer is not what arrives here. */
function isFormula(cell: Cell): boolean {
  if (typeof cell === 'string') return /^\s*[=@]|^#(REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL)/.test(cell);
  return (
    typeof cell === 'object' &&
    cell !== null &&
    ('formula' in cell || 'sharedFormula' in cell || 'error' in cell)
  );
}

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : formatDay(toDay(cell));
  if (typeof cell !== 'object') return normaliseName(String(cell));
  if ('richText' in cell) return normaliseName(cell.richText.map((part) => part.text).join(''));
  if ('text' in cell) return textOf(cell.text);
  return 'formula' in cell ? `=${cell.formula}` : '#';
}

function headingOf(cell: Cell): string {
  const text = textOf(cell)
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ');
  return fold(text);
}

function columnOf(heading: string): Column | undefined {
  return heading ? ALL.find((column) => COLUMNS[column].known.includes(heading)) : undefined;
}

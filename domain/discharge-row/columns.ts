import { fold } from '../vietnamese';
import { type Cell, textOf } from './cell';

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

function headingOf(cell: Cell): string {
  const text = textOf(cell)
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ');
  return fold(text);
}

function columnOf(heading: string): Column | undefined {
  return heading ? ALL.find((column) => COLUMNS[column].known.includes(heading)) : undefined;
}

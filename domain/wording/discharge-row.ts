/** What is wrong with a spreadsheet of people who go home, and how to put it right. */
import {
  COLUMNS,
  type Column,
  type ColumnMatch,
  type Problem,
  type ProblemCode,
  type Warning,
  type WarningCode,
} from '../discharge-row';
import type { Lang } from './lang';

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

/**
 * Writes examples/discharges.xlsx and .csv: forty invented people as a centre would send them, good rows and bad.
 * `node dist/scripts/make-examples.js [--today YYYY-MM-DD] [--dir examples]`; the same day gives the same .csv bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbook } from 'exceljs';
import { addDays, type Day, isDay, toDay } from '../domain/calendar';
import { formatDay } from '../domain/vietnamese';

/** The day the committed files are made for. */
export const EXAMPLES_TODAY: Day = '2026-11-22';

const HEADER = [
  'STT',
  'Số hồ sơ',
  'Họ và tên',
  'Ngày sinh',
  'Giới tính',
  'Số điện thoại',
  'Người thân/Người giám hộ',
  'SĐT người thân',
  'Xã/Phường về cư trú',
  'Tỉnh',
  'Hình thức cai nghiện',
  'Ngày hoàn thành',
  'Địa chỉ',
  'Ghi chú',
];
const WIDTHS = [5, 15, 24, 12, 9, 20, 26, 20, 28, 10, 20, 15, 26, 30];

/** `Date` cells are real dates of the spreadsheet (midnight UTC), strings are text as typed. */
type ExampleCell = string | number | Date | null;
/** In days from today, so that a later demo still has minors and returns ahead; or text as typed. */
type Moving = number | string;
type Line = readonly [
  number: string,
  name: string,
  born: Moving,
  gender: string,
  phone: ExampleCell,
  relative: string,
  relativePhone: ExampleCell,
  commune: string,
  province: string,
  treatment: string,
  end: Moving,
  address: string,
  note: string,
];

// biome-ignore format: a table reads best one line a row
const LINES: readonly Line[] = [
  // The ordinary rows, in every spelling a centre uses. Odd rows carry real dates, even rows text.
  ['CS1-2026-0001', 'Quàng Văn Hặc', '14/02/1988', 'Nam', '0592 000 101', 'Quàng Thị Inh', '0592 000 201', 'Xã Mai Sơn', 'Sơn La', 'Bắt buộc', 32, 'Bản Nà Si', ''],
  ['CS1-2026-0002', 'Cà Văn Pành', '03/07/1992', 'Nam', '+84592000102', '', '', 'xa mai son', 'Sơn La', 'bắt buộc', 33, 'Bản Un', ''],
  ['CS1-2026-0003', 'Nguyễn Thị Hồng Nhạn', '21/11/1995', 'Nữ', '84592000103', 'Nguyễn Văn Bách', '84 592 000 203', 'Phường Cầu Giấy', 'Hà Nội', 'Tự nguyện', 34, 'Ngõ 8', ''],
  ['CS1-2026-0004', 'Tòng Văn Ơn', '30/04/1985', 'nam', '592000104', 'Tòng Thị Xuân', '592000204', 'X. Thuận Châu', 'Sơn La', 'Bắt buộc', 35, 'Bản Đông', ''],
  ['CS1-2026-0005', 'Giàng A Chớ', '09/09/1999', 'Nam', 592000105, 'Giàng A Dế', 592000205, 'Xã Mường La, Sơn La', '', 'BẮT BUỘC', 36, 'Bản Hua Nặm', 'nói tiếng Mông'],
  ['CS1-2026-0006', 'Vàng Thị Mỷ', '17/06/1990', 'Nữ', '84 (0)592000106', '', '', 'mường la', 'Sơn La', 'tự nguyện', 37, '', ''],
  // Already handed over: the demo has this case from before.
  ['CS1-2026-0007', 'Lò Văn Thương', '12/03/1990', 'Nam', '0592 000 107', 'Lò Thị Pâng', '0592 000 207', 'Phường Tô Hiệu', 'Sơn La', 'Bắt buộc', 38, 'Tổ 4', ''],
  ['CS1-2026-0008', 'Trần Quốc Đĩnh', '25/12/1979', 'Nam', '0592.000.108', 'Trần Thị Mận', '0592.000.208', 'p. Hà Đông', 'Hà Nội', 'Methadone', 39, 'Tổ 11', ''],
  ['CS1-2026-0009', 'Hà Thị Ún', '08/03/1993', 'nữ', '0592-000-109', '', '', 'Yên Châu', 'Sơn La', 'Tự nguyện', 40, 'Bản Sặt', ''],
  ['CS1-2026-0010', 'Lường Văn Khặn', '01/01/1982', 'Nam', '', 'Lường Văn Phỏng', '0592 000 210', 'xã Yên Châu', 'Sơn La', 'Bắt buộc', 41, 'Bản Khóong', ''],
  ['CS1-2026-0011', 'Mùa A Nếnh', '19/05/2001', 'Nam', '+84 592 000 111', 'Mùa A Sình', '+84 592 000 211', 'Phường Chiềng Cơi', 'Sơn La', 'Bắt buộc', 43, 'Bản Mé', 'nói tiếng Mông'],
  ['CS1-2026-0012', 'Phạm Đức Khoát', '11/10/1987', 'Nam', '0592000112', '', '', 'PHƯỜNG HOÀN KIẾM', 'Hà Nội', 'Tự nguyện', 44, '', ''],
  // Two minors, who come home to a guardian.
  ['CS1-2026-0013', 'Lò Thị Ban Mai', -5943, 'Nữ', '', 'Lò Văn Ín (bố)', '0592 000 213', 'Xã Thuận Châu', 'Sơn La', 'Bắt buộc', 45, 'Bản Bó', 'chưa thành niên'],
  ['CS1-2026-0014', 'Nguyễn Gia Khiêm', -5772, 'Nam', '', 'Nguyễn Thị Lụa (mẹ)', '0592000214', 'Xã Đông Anh', 'Hà Nội', 'Tự nguyện', 46, 'Thôn Đoài', 'chưa thành niên'],
  // No fixed residence.
  ['CS1-2026-0015', 'Đinh Văn Lẫm', '27/07/1975', 'Nam', '0592 000 115', '', '', 'Không có nơi cư trú ổn định', '', 'Bắt buộc', 47, '', ''],
  // Listed late: came home before the centre sent the file.
  ['CS1-2026-0016', 'Sộng A Thào', '05/05/1996', 'Nam', '0592 000 116', 'Sộng Thị Dủa', '0592 000 216', 'Xã Mai Sơn', 'Sơn La', 'Bắt buộc', -2, 'Bản Cò Chịa', 'báo muộn'],
  // Three bad rows: a day that does not exist, an unknown commune, a landline.
  ['CS1-2026-0017', 'Bạc Cầm Dưỡng', '23/03/1984', 'Nam', '0592 000 117', '', '', 'Phường Tô Hiệu', 'Sơn La', 'Bắt buộc', '31/02/2027', 'Tổ 2', ''],
  ['CS1-2026-0018', 'Hoàng Thị Diệp Chi', '18/04/1998', 'Nữ', '0592 000 118', '', '', 'Xã Mai Sớm Hạ', 'Sơn La', 'Tự nguyện', 50, '', ''],
  ['CS1-2026-0019', 'Vi Văn Quyển', '06/12/1991', 'Nam', '0212 3852 119', '', '', 'Xã Mường La', 'Sơn La', 'Bắt buộc', 51, 'Bản Tìn', ''],
  // The same name in two provinces: the province decides.
  ['CS1-2026-0020', 'Lèo Văn Mấng', '28/08/1986', 'Nam', '0592 000 120', 'Lèo Thị Chựa', '0592 000 220', 'Xã Tân Lập', 'Sơn La', 'Bắt buộc', 52, 'Bản Nà Tân', ''],
  ['CS1-2026-0021', 'Đỗ Trọng Kha', '13/01/1994', 'Nam', '+84592000121', '', '', 'tan lap, ha noi', '', 'Tự nguyện', 53, 'Thôn Trung', ''],
  ['CS1-2026-0022', 'Cầm Thị Ngoan', '07/07/1989', 'Nữ', '0592 000 122', '', '', 'Mai Sơn', 'Sơn La', 'Bắt buộc', 54, 'Bản Mạt', ''],
  ['', 'Lò Văn Tuân', '16/09/1983', 'Nam', '0592 000 123', 'Lò Thị Ón', '', 'Xã Thuận Châu', 'Sơn La', 'Bắt buộc', 57, 'Bản Phiêng', 'chưa có số hồ sơ'],
  ['', 'Lê Hữu Thạch', '22/06/1997', 'Nam', '84592000124', '', '', 'xã Sóc Sơn', 'Hà Nội', 'Methadone', 58, 'Thôn Hạ', 'chưa có số hồ sơ'],
  ['CS1-2026-0025', 'Thào A Vảng', '10/10/2000', 'Nam', '0592 000 125', '', '', 'Xã Mường La', 'Sơn La', 'Bắt buộc', 60, 'Bản Pá Hồng', 'nói tiếng Mông'],
  ['CS1-2026-0026', 'Quàng Thị Ảnh', '04/11/1992', 'Nữ', '592000126', '', '', 'phuong to hieu', 'son la', 'Tự nguyện', 61, 'Tổ 9', ''],
  ['CS1-2026-0027', 'Bùi Văn Hoạch', '29/02/1988', 'Nam', '0592 000 127', 'Bùi Thị Na', '0592 000 227', 'Phường Hà Đông', 'Hà Nội', 'Bắt buộc', 63, 'Tổ 3', ''],
  ['CS1-2026-0028', 'Tòng Thị Dôi', '12/12/1981', 'Nữ', '0592 000 128', '', '', 'TT Thuận Châu', 'Sơn La', 'Bắt buộc', 65, 'Bản Dửn', ''],
  ['CS1-2026-0029', 'Cà Văn Ngọt', '20/02/1995', 'Nam', '0592000129', '', '', 'Xã Yên Châu', 'Sơn La', 'Bắt buộc', 67, 'Bản Mường Vạt', ''],
  ['CS1-2026-0030', 'Giàng Thị Sua', '01/06/1998', 'Nữ', 592000130, 'Giàng A Lử', 592000230, 'X.Mường La', 'Sơn La', 'Tự nguyện', 69, 'Bản Lọng Bong', 'nói tiếng Mông'],
  ['CS1-2026-0031', 'Phùng Minh Duệ', '15/05/1990', 'Nam', '+84 592 000 131', '', '', 'Xã Sóc Sơn, Hà Nội', '', 'Bắt buộc', 71, 'Thôn Đông', ''],
  ['CS1-2026-0032', 'Lò Văn Cương', '09/01/1980', 'Nam', '0592 000 132', '', '', 'Phường Chiềng Cơi', 'Sơn La', 'Bắt buộc', 74, 'Bản Buổn', ''],
  ['CS1-2026-0033', 'Nông Thị Thoa Vân', '24/04/1996', 'Nữ', '0592 000 133', 'Nông Văn Toại', '0592 000 233', 'Phường Hoàn Kiếm', 'Hà Nội', 'tự nguyện', 76, '', ''],
  ['CS1-2026-0034', 'Hờ A Của', '11/11/1999', 'Nam', '', '', '', 'Xã Mai Sơn', 'Sơn La', 'Bắt buộc', 78, 'Bản Xà Kìa', 'không có điện thoại'],
  ['CS1-2026-0035', 'Vũ Đình Lượng', '19/08/1977', 'Nam', '0592 000 135', 'Vũ Thị Hợi', '0592 000 235', 'dong anh', 'Hà Nội', 'Thay thế', 81, 'Thôn Nội', ''],
  ['CS1-2026-0036', 'Lường Thị Phiên', '26/10/1987', 'Nữ', '0592 000 136', '', '', 'Xã Mai Sơn - Sơn La', '', 'Bắt buộc', 83, 'Bản Nà Bó', ''],
  ['CS1-2026-0037', 'Quàng Văn Yêu', '31/03/1993', 'Nam', '0592 000 137', '', '', 'thuan chau', 'Sơn La', 'Bắt buộc', 86, 'Bản Lè', ''],
  ['CS1-2026-0038', 'Ngô Bá Thuần', '14/07/1984', 'Nam', '84592000138', '', '', 'Phường Cầu Giấy', 'Hà Nội', 'Tự nguyện', 89, 'Ngõ 21', ''],
  ['CS1-2026-0039', 'Lò Thị Hiêng', '03/03/1991', 'Nữ', '0592 000 139', 'Lò Văn Pản', '0592 000 239', 'Xã Yên Châu', 'Sơn La', 'Bắt buộc', 93, 'Bản Chiềng Phú', ''],
  ['CS1-2026-0040', 'Sùng A Khua', '08/08/2002', 'Nam', '0592 000 140', '', '', 'Xã Tân Lập, tỉnh Sơn La', '', 'Bắt buộc', 97, 'Bản Dọi', 'nói tiếng Mông'],
];

/** The heading and forty rows, as they stand in the spreadsheet of that day. */
export function exampleRows(today: Day = EXAMPLES_TODAY): ExampleCell[][] {
  const rows = LINES.map((line, index): ExampleCell[] => {
    const [
      number,
      name,
      born,
      gender,
      phone,
      relative,
      relativePhone,
      commune,
      province,
      treatment,
      end,
      address,
      note,
    ] = line;
    const day = (moving: Moving) => (typeof moving === 'number' ? formatDay(addDays(today, moving)) : moving);
    const written = (text: string) => (index % 2 === 0 && isDay(isoOf(text)) ? dateCell(isoOf(text)) : text);
    const [bornCell, endCell] = [written(day(born)), written(day(end))];
    return [
      index + 1,
      number,
      name,
      bornCell,
      gender,
      phone,
      relative,
      relativePhone,
      commune,
      province,
      treatment,
      endCell,
      address,
      note,
    ];
  });
  return [HEADER, ...rows];
}

/** Writes discharges.xlsx and discharges.csv (UTF-8 with BOM, so that a spreadsheet shows its accents) into `dir`. */
export async function writeExamples(dir: string, today: Day = EXAMPLES_TODAY): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const rows = exampleRows(today);
  writeFileSync(
    join(dir, 'discharges.csv'),
    `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`,
  );

  const book = new Workbook();
  book.creator = 'Cơ sở 1';
  book.created = book.modified = dateCell(today);
  const sheet = book.addWorksheet('Danh sách', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = WIDTHS.map((width) => ({ width }));
  sheet.addRows(rows.map((row) => row.map((cell) => (cell === '' ? null : cell))));
  sheet.getRow(1).font = { bold: true };
  sheet.eachRow((row) =>
    row.eachCell((cell) => cell.value instanceof Date && Object.assign(cell, { numFmt: 'dd/mm/yyyy' })),
  );
  await book.xlsx.writeFile(join(dir, 'discharges.xlsx'));
}

function isoOf(text: string): string {
  return text.split('/').reverse().join('-');
}

function dateCell(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function csvCell(cell: ExampleCell): string {
  const text = cell instanceof Date ? formatDay(toDay(cell)) : String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

if (require.main === module) {
  const option = (name: string) => process.argv[process.argv.indexOf(name) + 1];
  const today = process.argv.includes('--today') ? option('--today') : undefined;
  const dir = process.argv.includes('--dir') ? option('--dir') : undefined;
  writeExamples(dir ?? 'examples', today).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

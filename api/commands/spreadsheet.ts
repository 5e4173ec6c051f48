import { parse } from 'csv-parse/sync';
import { Workbook } from 'exceljs';
import type { Cell } from '../../domain/discharge-row';
import { invalid, type Result } from '../result';

/** Bytes of one file: a thousand rows are about 150 kB. */
export const LARGEST_FILE = 5 * 1024 * 1024;
export const MOST_ROWS = 2_000;
/** What a file may unpack to: a few kilobytes of zip can hold gigabytes. */
const LARGEST_CONTENT = 60 * 1024 * 1024;
const MOST_COLUMNS = 60;

/** A row as it stands in the file, with its number there. */
export interface SheetRow {
  number: number;
  cells: Cell[];
}

/** Reads the first sheet of an .xlsx file, or a .csv file separated by comma, semicolon or tab, in UTF-8 or UTF-16. */
export async function readSpreadsheet(file: Buffer): Promise<Result<SheetRow[]>> {
  if (file.length > LARGEST_FILE) return { kind: 'too-large' };
  const rows = isZip(file) ? await readXlsx(file) : readCsv(file);
  if (!rows) {
    return invalid(
      '/file',
      'not-a-spreadsheet',
      'Đây không phải là bảng tính. Hãy lưu tệp dưới dạng .xlsx hoặc .csv (UTF-8) rồi tải lên lại.',
      'This is not a spreadsheet. Save the file as .xlsx or .csv (UTF-8) and upload it again.',
    );
  }
  // The heading and a title are rows too.
  if (rows.length > MOST_ROWS + 10) {
    return invalid(
      '/file',
      'too-many-rows',
      `Tệp có ${rows.length} dòng, nhiều hơn ${MOST_ROWS}. Hãy chia tệp thành nhiều phần.`,
      `The file has ${rows.length} rows, more than ${MOST_ROWS}. Split it into parts.`,
    );
  }
  return { kind: 'applied', value: rows };
}

async function readXlsx(file: Buffer): Promise<SheetRow[] | null> {
  if (unpackedSize(file) > LARGEST_CONTENT) return null;
  const workbook = new Workbook();
  try {
    await workbook.xlsx.load(file as unknown as ArrayBuffer);
  } catch {
    return null; // some other zip, or broken
  }
  const sheet = workbook.worksheets.find((s) => s.state === 'visible') ?? workbook.worksheets[0];
  if (!sheet) return null;
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    const values = Array.isArray(row.values) ? row.values.slice(1, MOST_COLUMNS + 1) : [];
    const cells = Array.from(values, (value) => value as Cell);
    if (cells.some((cell) => cell !== null && cell !== undefined && cell !== ''))
      rows.push({ number, cells });
  });
  return rows;
}

function readCsv(file: Buffer): SheetRow[] | null {
  const text = decode(file);
  if (text === null) return null;
  const firstLines = text.split(/\r?\n/, 10).join('\n');
  const count = (separator: string) => firstLines.split(separator).length;
  const delimiter = [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
  try {
    const records = parse(text, {
      delimiter,
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: false,
      info: true,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return records
      .map(({ record, info }) => ({ number: info.lines, cells: record.slice(0, MOST_COLUMNS) }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch {
    return null;
  }
}

/** UTF-8 with or without its mark, or UTF-16 as Excel's "Unicode text"; null for anything that is no text. */
function decode(file: Buffer): string | null {
  const utf16 = file[0] === 0xff && file[1] === 0xfe;
  try {
    const text = new TextDecoder(utf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(file);
    return text.includes('\0') || /^%PDF|^\s*<(!doctype|html|\?xml)/i.test(text) ? null : text;
  } catch {
    return null;
  }
}

const isZip = (file: Buffer) => file.subarray(0, 4).equals(Buffer.from('PK\x03\x04'));

/** The sum of the sizes that the zip's directory claims; a broken directory is left to the reader to refuse. */
function unpackedSize(zip: Buffer): number {
  let total = 0;
  for (
    let at = zip.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0 && at + 46 <= zip.length;
    at = zip.indexOf('PK\x01\x02', at + 46, 'latin1')
  ) {
    total += zip.readUInt32LE(at + 24);
  }
  return total;
}

/** Rows to a workbook of one sheet, headings first; numbers and days are shown by `numFmt`. */
export async function writeSpreadsheet(
  sheetName: string,
  headings: string[],
  rows: Cell[][],
  numFmt = 'dd/mm/yyyy',
): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet(sheetName, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(headings).font = { bold: true };
  for (const cells of rows)
    sheet.addRow(
      cells.map((cell) =>
        typeof cell === 'object' && cell !== null && !(cell instanceof Date) ? textOf(cell) : cell,
      ),
    );
  for (const [index, heading] of headings.entries())
    sheet.getColumn(index + 1).width = Math.max(14, heading.length + 4);
  sheet.getColumn(headings.length).width = 60;
  sheet.getColumn(headings.length).alignment = { wrapText: true, vertical: 'top' };
  for (const [index] of headings.entries()) sheet.getColumn(index + 1).numFmt = numFmt;
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** What a cell showed; a formula is given back as text, so that nothing is calculated anew. */
function textOf(cell: Exclude<Cell & object, Date>): string {
  if ('richText' in cell) return cell.richText.map((part) => part.text).join('');
  if ('text' in cell)
    return typeof cell.text === 'string' ? cell.text : cell.text.richText.map((part) => part.text).join('');
  if ('formula' in cell) return `=${cell.formula}`;
  return '';
}

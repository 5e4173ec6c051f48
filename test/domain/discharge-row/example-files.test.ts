import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Workbook } from 'exceljs';
import {
  type Cell,
  findDuplicates,
  findHeader,
  type RowResult,
  readRow,
} from '../../../domain/discharge-row';
import { policyInForce } from '../../../domain/policy';
import { EXAMPLES_TODAY, exampleRows, writeExamples } from '../../../scripts/make-examples';
import { codes, ctx } from './rows';

describe('the example files', () => {
  let dir: string;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'examples-'));
    await writeExamples(dir);
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const readFile = (rows: Cell[][], today = EXAMPLES_TODAY) => {
    const { row, match } = findHeader(rows);
    if (!match.ok) throw new Error('columns');
    return rows
      .slice(row + 1)
      .map((cells) => readRow(cells, match.columns, { ...ctx, today, policy: policyInForce(today) }));
  };
  const csvRows = () => parse(readFileSync(join(dir, 'discharges.csv')), { bom: true }) as string[][];
  const xlsxRows = async () => {
    const sheet = (await new Workbook().xlsx.readFile(join(dir, 'discharges.xlsx'))).worksheets[0];
    const rows: Cell[][] = [];
    sheet?.eachRow((row) => rows.push((row.values as Cell[]).slice(1)));
    return rows;
  };

  test('hold what a centre would send: 37 good rows, 3 bad ones, 2 minors, one without residence, one late', () => {
    const results = readFile(csvRows());
    expect(results).toHaveLength(40);
    expect(results.flatMap(codes)).toEqual([
      'endDay:no-such-day',
      'commune:commune-unknown',
      'phone:phone-landline',
    ]);
    const discharges = results.flatMap((result) => (result.ok ? [result.discharge] : []));
    expect(discharges.filter((d) => d.minor).map((d) => d.guardian?.phone)).toEqual([
      '+84592000213',
      '+84592000214',
    ]);
    expect(discharges.filter((d) => d.noFixedResidence)).toHaveLength(1);
    expect(discharges.filter((d) => d.late).map((d) => d.endDay)).toEqual(['2026-11-20']);
    expect(new Set(discharges.map((d) => d.treatment))).toEqual(
      new Set(['voluntary', 'compulsory', 'substitution']),
    );
    expect(discharges.find((d) => d.caseNumber === 'CS1-2026-0007')).toMatchObject({
      fullName: 'Lò Văn Thương',
      birthDate: '1990-03-12',
    });
    expect(findDuplicates(discharges, 'c1').size).toBe(0);
    expect(new Set(discharges.flatMap((d) => (d.phone ? [d.phone] : []))).size).toBe(
      discharges.filter((d) => d.phone).length,
    );
  });

  test('say the same as a spreadsheet, with real dates and numbers, and as .csv', async () => {
    const rows = await xlsxRows();
    expect(rows.flat().filter((cell) => cell instanceof Date).length).toBeGreaterThan(30);
    expect(
      rows.flat().filter((cell) => typeof cell === 'string' && /^\d\d\/\d\d\/\d{4}$/.test(cell)).length,
    ).toBeGreaterThan(30);
    const discharges = (results: RowResult[]) =>
      results.map((result) => (result.ok ? result.discharge : codes(result)));
    expect(discharges(readFile(rows))).toEqual(discharges(readFile(csvRows())));
  });

  test('are good for a demo on a later day too', () => {
    const results = readFile(exampleRows('2029-03-01'), '2029-03-01');
    expect(results.filter((result) => result.ok)).toHaveLength(37);
    expect(results.filter((result) => result.ok && result.discharge.late)).toHaveLength(1);
    expect(results.filter((result) => result.ok && result.discharge.minor)).toHaveLength(2);
  });

  test('committed are those the script writes', () => {
    expect(readFileSync('examples/discharges.csv', 'utf8')).toBe(
      readFileSync(join(dir, 'discharges.csv'), 'utf8'),
    );
  });
});

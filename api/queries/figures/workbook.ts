import { Workbook } from 'exceljs';
import { formatDay } from '../../../domain/vietnamese';
import { GROUP_LABELS, shownValue, targetWords, UNIT_LABELS } from '../../../domain/wording/figures';
import type { Context } from '../../context';
import type { Lang } from '../../language';
import type { Actor } from '../../session';
import type { WorkbookFile } from '../../workbook';
import { type FiguresAsk, scopeOf } from './ask';
import { figureChoices } from './choices';
import { type Figure, type FigureTable, figuresOf } from './table';

const HEADINGS: Record<Lang, readonly string[]> = {
  vi: [
    'Nhóm',
    'Chỉ số',
    'Giá trị',
    'Số',
    'Tử số',
    'Mẫu số',
    'Đơn vị',
    'Mục tiêu',
    'Tính gì',
    'So với',
    'Ngày tính',
    'Cách đếm',
  ],
  en: [
    'Group',
    'Indicator',
    'Value',
    'Number',
    'Part',
    'Whole',
    'Unit',
    'Target',
    'What counts',
    'Compared with',
    'Which date',
    'How often',
  ],
};
const WIDTHS = [16, 38, 16, 14, 14, 14, 12, 14, 60, 44, 34, 30];
/** Numbers that can be calculated with; Excel writes them as the reader's country does, Vietnam as 1.234,5. */
const WHOLE = '#,##0';
const DECIMAL = '#,##0.0';
const DAY = 'dd/mm/yyyy';

/** Every indicator of a period as a file to keep; null: not the asker's to see. */
export async function figuresFile(
  ctx: Context,
  actor: Actor,
  ask: FiguresAsk,
  lang: Lang,
): Promise<WorkbookFile | null> {
  const scope = scopeOf(ctx, actor, ask);
  if (!scope) return null;
  const [items, { place }] = await Promise.all([figuresOf(ctx, scope), figureChoices(ctx, scope, {})]);
  const everywhere = lang === 'vi' ? 'Mọi nơi' : 'Everywhere';
  return reportFile({ period: { name: scope.name, ...scope.period }, items }, place || everywhere, lang);
}

/** A report as a file to keep, in the reader's language: 'so-lieu-2026-10.xlsx'. */
export async function reportFile(table: FigureTable, place: string, lang: Lang): Promise<WorkbookFile> {
  const { name, from, to } = table.period;
  return {
    name: `${lang === 'vi' ? 'so-lieu' : 'figures'}-${name.replace('..', '-')}.xlsx`,
    content: await workbookOf(table, `${place}, ${formatDay(from)} – ${formatDay(to)}`, lang),
  };
}

/** As people read it, the number itself, and the definition beside it. */
async function workbookOf(table: FigureTable, about: string, lang: Lang): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet(lang === 'vi' ? 'Số liệu' : 'Figures', {
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 },
  });
  sheet.addRow([lang === 'vi' ? 'Báo cáo số liệu' : 'Figures', about]).font = { bold: true, size: 14 };
  const { from, to } = table.period;
  const period = sheet.addRow([
    lang === 'vi' ? 'Từ ngày, đến ngày' : 'From, to',
    new Date(from),
    new Date(to),
  ]);
  for (const column of [2, 3]) period.getCell(column).numFmt = DAY;
  sheet.addRow([]);
  const head = sheet.addRow([...HEADINGS[lang]]);
  head.font = { bold: true };
  sheet.views = [{ state: 'frozen', ySplit: head.number, xSplit: 2 }];
  for (const figure of table.items) {
    add(figure, figure.label[lang], figure);
    for (const split of figure.splits) add(figure, `– ${split.label[lang]}`, split);
  }
  for (const [index, width] of WIDTHS.entries()) {
    const column = sheet.getColumn(index + 1);
    column.width = width;
    column.alignment = { wrapText: true, vertical: 'top' };
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());

  function add(figure: Figure, label: string, told: Pick<Figure, 'part' | 'whole' | 'value'>) {
    const { definition, unit } = figure;
    const row = sheet.addRow([
      GROUP_LABELS[figure.group][lang],
      label,
      shownValue(unit, told.value, lang),
      told.value,
      told.part,
      told.whole,
      UNIT_LABELS[unit][lang],
      targetWords(figure.target, unit, lang),
      definition.part[lang],
      definition.whole?.[lang] ?? '',
      definition.when[lang],
      definition.once[lang],
    ]);
    row.getCell(3).alignment = { horizontal: 'right', vertical: 'top' };
    row.getCell(4).numFmt = unit === 'count' || unit === 'dong' ? WHOLE : DECIMAL;
    for (const column of [5, 6]) row.getCell(column).numFmt = WHOLE;
  }
}

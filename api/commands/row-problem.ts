import type { Problem } from '../../domain/discharge-row';
import { explain } from '../../domain/wording/discharge-row';
import type { Lang } from '../language';

/** Why a row does not start: what its cells say, or that an earlier row names the same person. */
export type RowProblem = Problem | { code: 'duplicate'; row: number };

/** What is wrong and how to put it right. */
export function explainRow(problem: RowProblem, lang: Lang): string {
  if (problem.code !== 'duplicate') return explain(problem, lang);
  const { row } = problem as { row: number };
  return lang === 'vi'
    ? `Người này đã có ở dòng ${row}. Hãy bỏ một trong hai dòng, hoặc sửa số hồ sơ nếu là hai người khác nhau.`
    : `This person is already in row ${row}. Remove one of the two, or correct the case number if they are two people.`;
}

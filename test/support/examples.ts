import type { Day } from '../../domain/calendar';
import { exampleRows } from '../../scripts/make-examples';
import type { Secrets } from './privacy';

/** Everything personal in the example spreadsheet as it was typed, the rows that are refused included. */
export function secretsOfExamples(today: Day): Secrets {
  const [headings = [], ...rows] = exampleRows(today);
  const column = (heading: string) => {
    const index = headings.indexOf(heading);
    if (index < 0) throw new Error(`the examples have no column ${heading}`);
    return rows.map((row) => String(row[index] ?? '')).filter(Boolean);
  };
  return {
    names: [...column('Họ và tên'), ...column('Người thân/Người giám hộ')],
    phones: [...column('Số điện thoại'), ...column('SĐT người thân')],
    places: [...column('Địa chỉ'), ...column('Số hồ sơ')],
    words: column('Ghi chú'),
  };
}

import { z } from 'zod';
import { ProblemError } from '../problem';

/** One page of a list; `next` is what to send as `after` for the following one, null on the last. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

export const PageQuery = z.object({
  after: z.string().max(200).optional().meta({ description: 'The `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageQuery = Partial<z.output<typeof PageQuery>>;

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** The place in a list: what it is sorted by, and the id where that is equal. */
type Cursor = [value: number, id: string];

/** The rows after the cursor in a list sorted by a date and an id, both in the same direction. */
export function seek(after: string | undefined, field: string, direction: 'asc' | 'desc'): object {
  const cursor = readCursor(after);
  if (!cursor) return {};
  const beyond = direction === 'asc' ? 'gt' : 'lt';
  const at = new Date(cursor[0]);
  return { OR: [{ [field]: { [beyond]: at } }, { [field]: at, id: { [beyond]: cursor[1] } }] };
}

/** Cuts the page from one row more than it holds. */
export function cut<R, T>(
  rows: R[],
  limit: number,
  cursor: (row: R) => Cursor,
  show: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(show),
    next: last ? Buffer.from(JSON.stringify(cursor(last))).toString('base64url') : null,
  };
}

export function readCursor(after: string | undefined): Cursor | null {
  if (!after) return null;
  try {
    const [value, id] = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (typeof value === 'number' && Number.isFinite(value) && typeof id === 'string') return [value, id];
  } catch {}
  throw new ProblemError('invalid', {
    errors: [
      {
        pointer: '/after',
        code: 'invalid',
        message: { vi: 'Không đọc được vị trí trong danh sách.', en: 'This place in the list is not known.' },
      },
    ],
  });
}

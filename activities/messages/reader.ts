import type { Role } from '../../domain/roles';
import type { Reader } from '../../domain/sending';

/** What an account says of its hours; all null where no account receives. */
export interface ReaderRow {
  role: string | null;
  quietFrom: string | null;
  quietTo: string | null;
  daysOff: number[] | null;
}

/** Who is not an office is written to like a mentor: not with a morning's summary. */
export function readerOf({ role, quietFrom, quietTo, daysOff }: ReaderRow): Reader {
  return {
    role: (role ?? 'mentor') as Role,
    quiet: quietFrom && quietTo ? { from: quietFrom, to: quietTo } : null,
    daysOff: daysOff ?? [],
  };
}

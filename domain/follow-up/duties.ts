import type { Instant } from '../calendar';
import type { EscalationKind } from '../ladder';

/** What a follow-up can wait for beside visits. All are an office's, none is the mentor's. */
export const DUTIES = ['name-mentor', 'accept-move', 'check-pause', 'end-certificate', 'delisting'] as const;
export type DutyKind = (typeof DUTIES)[number];

export interface Duty {
  kind: DutyKind;
  /** Counts all duties of the case: the same kind again is another duty. */
  n: number;
  due: Instant;
  /** Its date passed and a human was told. */
  overdue: boolean;
}

/** As what an undone duty reaches a human. */
export const DUTY_ESCALATION: Record<DutyKind, EscalationKind> = {
  'name-mentor': 'mentor-missing',
  'accept-move': 'move-silent',
  'check-pause': 'follow-up-overdue',
  'end-certificate': 'follow-up-overdue',
  delisting: 'follow-up-overdue',
};

/** Somebody must hear of it at once; the others are known long before and only reminded of. */
export const AT_ONCE: readonly DutyKind[] = ['name-mentor', 'accept-move'];

export const dutyId = (caseId: string, { kind, n }: Pick<Duty, 'kind' | 'n'>) => `${caseId}/${kind}${n}`;

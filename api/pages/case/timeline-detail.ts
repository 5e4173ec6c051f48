import { formatDay } from '../../../domain/vietnamese';
import {
  CANCEL_REASON_LABELS,
  FORM_LABELS,
  label,
  MEETING_LABELS,
  MILESTONE_LABELS,
  NO_SHOW_LABELS,
  RETURN_REASON_LABELS,
  type Text,
} from '../../../domain/wording/labels';
import { AGAIN_REASON_LABELS, NOW_REASON_LABELS } from '../../../domain/wording/outbox';
import type { TimelineEntry } from '../../queries/shapes';
import type { Words } from '../text';

type List = Readonly<Record<string, Text>>;

/** What belongs to an entry of the timeline beside its kind: which paper, why, with whom. '' where nothing does. */
export function detailOf({ kind, data }: TimelineEntry, lang: 'vi' | 'en', t: Words): string {
  const named = (list: List, value: string | undefined) => (value ? label(list, value, lang) : '');
  const day = data.on ? formatDay(data.on) : '';
  switch (kind) {
    case 'meeting-held':
      return [day, named(MEETING_LABELS, data.with)].join(' · ');
    case 'no-show-step':
      return `${named(NO_SHOW_LABELS, data.step)}: ${data.found === 'yes' ? t.personFound : t.personNotFound}`;
    case 'document-recorded':
      return named(FORM_LABELS, data.form);
    case 'case-returned':
      return named(RETURN_REASON_LABELS, data.reason);
    case 'handover-cancelled':
      return named(CANCEL_REASON_LABELS, data.reason);
    case 'message-resent':
      return named(AGAIN_REASON_LABELS, data.why);
    case 'message-sent-now':
      return named(NOW_REASON_LABELS, data.why);
    case 'end-moved':
      return day;
    case 'overdue': {
      const steps = (data.milestones ?? '').split(' ').filter((step) => step in MILESTONE_LABELS);
      return steps.map((step) => named(MILESTONE_LABELS, step)).join(', ');
    }
    default:
      return '';
  }
}

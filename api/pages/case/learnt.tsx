import {
  CERTIFICATE_LABELS,
  label,
  TRADE_LABELS,
  TRAINING_STATUS_LABELS,
} from '../../../domain/wording/labels';
import type { LearntInCentre } from '../../queries';
import { On, Section } from '../components';
import { useView } from '../view';

/** What the person learnt in the centre; from a certificate the way goes on to a job. */
export function Learnt({ courses }: { courses: readonly LearntInCentre[] }) {
  const { t, lang } = useView();
  if (courses.length === 0) return null;
  return (
    <Section id="learnt" title={t.learntInCentre}>
      <ul class="plain stack">
        {courses.map(({ id, trade, course, startsOn, endsOn, status, certificate, certificateNumber }) => (
          <li key={id}>
            <strong>{label(TRADE_LABELS, trade, lang)}</strong> {course}
            <span class="quiet block">
              <On day={startsOn} /> – <On day={endsOn} /> · {TRAINING_STATUS_LABELS[status][lang]}
              {certificate && ` (${label(CERTIFICATE_LABELS, certificate, lang)})`}
              {certificateNumber && ` · ${certificateNumber}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

import { label, TRADE_LABELS } from '../../domain/wording/labels';
import type { ClassView } from '../queries';
import { Choices, type Draft, draftFor, ErrorSummary, Form, Input, Submit } from './components';
import { Page } from './layout';
import { cssId } from './referral-item';
import { useView } from './view';

/** Each class of the provider: the day, and who was there. A minute's work. */
export function AttendancePage({ classes, draft }: { classes: readonly ClassView[]; draft?: Draft }) {
  const { t, lang, today } = useView();
  return (
    <Page title={t.attendance} up={{ href: '/referrals', label: t.referrals }}>
      <p>{t.attendanceIntro}</p>
      {classes.length === 0 && <p class="empty">{t.nobodyLearns}</p>}
      {classes.map(({ key, trade, course, trainees }) => {
        const mine = draftFor(draft, key);
        const prefix = `${cssId(key)}-`;
        const title = [course, label(TRADE_LABELS, trade, lang)].filter(Boolean).join(' · ');
        return (
          <section class="card" key={key} aria-label={title}>
            <h2>{title}</h2>
            <Form action="/referrals/attendance" label={title}>
              <input type="hidden" name="course" value={key} />
              {trainees.map(({ id }) => (
                <input type="hidden" name="trainees" value={id} key={id} />
              ))}
              <ErrorSummary draft={mine} prefix={prefix} />
              <Input
                name="on"
                label={t.day}
                type="date"
                value={today}
                max={today}
                required
                prefix={prefix}
                draft={mine}
              />
              <Choices
                name="present"
                label={t.present}
                many
                options={trainees.map(({ id, name }) => ({ value: id, label: name }))}
                value={trainees.map(({ id }) => id)}
                prefix={prefix}
                draft={mine}
              />
              <div>
                <Submit>{t.send}</Submit>
              </div>
            </Form>
          </section>
        );
      })}
    </Page>
  );
}

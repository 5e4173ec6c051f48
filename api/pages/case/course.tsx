import { CANCEL_REASONS, MEETING_PARTIES, RETURN_REASONS } from '../../../domain/handover';
import {
  CANCEL_REASON_LABELS,
  label,
  MEETING_LABELS,
  NO_SHOW_LABELS,
  RETURN_REASON_LABELS,
  type Text,
} from '../../../domain/wording/labels';
import type { CaseDetail } from '../../queries/shapes';
import {
  Choices,
  type Draft,
  ErrorSummary,
  Form,
  Input,
  type Option,
  Section,
  Submit,
  TextArea,
} from '../components';
import { useView } from '../view';

interface Props {
  detail: CaseDetail;
  draft?: Draft;
}

const choicesOf = <K extends string>(
  keys: readonly K[],
  list: Record<K, Text>,
  lang: 'vi' | 'en',
): Option[] => keys.map((key) => ({ value: key, label: list[key][lang] }));

/** The commune does not take the case over. */
export function Return({ detail, draft }: Props) {
  const { t, lang } = useView();
  return (
    <details open={Boolean(draft)}>
      <summary>{t.returnCase}</summary>
      <Form action={`/cases/${detail.id}/return`} label={t.returnCase}>
        <p class="quiet">{t.returnHint}</p>
        <ErrorSummary draft={draft} prefix="return-" />
        <Choices
          name="reason"
          label={t.reason}
          options={choicesOf(RETURN_REASONS, RETURN_REASON_LABELS, lang)}
          required
          prefix="return-"
          draft={draft}
        />
        <TextArea name="note" label={t.note} required={false} prefix="return-" draft={draft} />
        <div>
          <Submit second>{t.returnCase}</Submit>
        </div>
      </Form>
    </details>
  );
}

/** The centre has completed the file. */
export function Resend({ detail }: Props) {
  const { t } = useView();
  return (
    <Form action={`/cases/${detail.id}/resend`} class="card" label={t.resendCase}>
      <p>
        <strong>{t.resendCase}</strong>
      </p>
      <div>
        <Submit>{t.resendCase}</Submit>
      </div>
    </Form>
  );
}

/** The next thing to be done for a person who did not come. */
export function NoShow({ detail, draft }: Props) {
  const { t, lang } = useView();
  const { noShow } = detail;
  if (!noShow) return null;
  const what = label(NO_SHOW_LABELS, noShow, lang);
  return (
    <Form action={`/cases/${detail.id}/no-show`} class="card" label={what}>
      <input type="hidden" name="step" value={noShow} />
      <p>
        <strong>{what}</strong>
      </p>
      <p class="quiet">{t.noShowHint}</p>
      <ErrorSummary draft={draft} prefix="no-show-" />
      <TextArea
        name="note"
        label={t.privateNote}
        hint={t.privateNoteHint}
        required={false}
        prefix="no-show-"
        draft={draft}
      />
      <div class="row">
        <Submit name="found" value="yes">
          {t.personFound}
        </Submit>
        <Submit second name="found" value="no">
          {t.personNotFound}
        </Submit>
      </div>
    </Form>
  );
}

/** What may happen on the way at any time; nothing where the reader may do none of it. */
export function Course({ detail, draft }: Props) {
  const { t } = useView();
  const { recordMeeting, moveEnd, cancelHandover } = detail.actions;
  if (!recordMeeting && !moveEnd && !cancelHandover) return null;
  const of = (form: string) => (draft?.form === form ? draft : undefined);
  return (
    <Section id="course" title={t.alongTheWay}>
      {recordMeeting && <Meeting detail={detail} draft={of('meeting')} />}
      {moveEnd && <MoveEnd detail={detail} draft={of('end')} />}
      {cancelHandover && <Cancel detail={detail} draft={of('cancel')} />}
    </Section>
  );
}

function Meeting({ detail, draft }: Props) {
  const { t, lang, today } = useView();
  return (
    <details open={Boolean(draft)}>
      <summary>{t.meetingBefore}</summary>
      <Form action={`/cases/${detail.id}/meetings`} label={t.meetingBefore}>
        <ErrorSummary draft={draft} prefix="meeting-" />
        <Input
          name="on"
          type="date"
          label={t.day}
          value={today}
          max={today}
          required
          prefix="meeting-"
          draft={draft}
        />
        <Choices
          name="with"
          label={t.meetingWith}
          options={choicesOf(MEETING_PARTIES, MEETING_LABELS, lang)}
          required
          prefix="meeting-"
          draft={draft}
        />
        <div>
          <Submit>{t.save}</Submit>
        </div>
      </Form>
    </details>
  );
}

function MoveEnd({ detail, draft }: Props) {
  const { t } = useView();
  return (
    <details open={Boolean(draft)}>
      <summary>{t.moveEnd}</summary>
      <Form action={`/cases/${detail.id}/end`} label={t.moveEnd}>
        <p class="quiet">{t.moveEndHint}</p>
        <ErrorSummary draft={draft} prefix="end-" />
        <Input
          name="endDay"
          type="date"
          label={t.ends}
          value={detail.endOn}
          required
          prefix="end-"
          draft={draft}
        />
        <div>
          <Submit>{t.save}</Submit>
        </div>
      </Form>
    </details>
  );
}

function Cancel({ detail, draft }: Props) {
  const { t, lang } = useView();
  return (
    <details open={Boolean(draft)}>
      <summary>{t.cancelHandover}</summary>
      <Form action={`/cases/${detail.id}/cancel`} label={t.cancelHandover}>
        <p class="quiet">{t.cancelHint}</p>
        <ErrorSummary draft={draft} prefix="cancel-" />
        <Choices
          name="reason"
          label={t.reason}
          options={choicesOf(CANCEL_REASONS, CANCEL_REASON_LABELS, lang)}
          required
          prefix="cancel-"
          draft={draft}
        />
        <TextArea name="note" label={t.note} required={false} prefix="cancel-" draft={draft} />
        <div>
          <Submit second>{t.cancelHandover}</Submit>
        </div>
      </Form>
    </details>
  );
}

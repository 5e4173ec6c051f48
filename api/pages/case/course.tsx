import { CANCEL_REASONS, MEETING_PARTIES, RETURN_REASONS } from '../../../domain/handover';
import {
  CANCEL_REASON_LABELS,
  label,
  MEETING_LABELS,
  NO_SHOW_LABELS,
  RETURN_REASON_LABELS,
} from '../../../domain/wording/labels';
import type { CaseDetail } from '../../queries/shapes';
import {
  Choices,
  choicesOf,
  type Draft,
  draftFor,
  ErrorSummary,
  Form,
  Input,
  Section,
  Submit,
  TextArea,
} from '../components';
import { useView } from '../view';
import { Folded } from './folded';

interface Props {
  detail: CaseDetail;
  draft?: Draft;
}

/** The commune does not take the case over. */
export function Return({ detail, draft }: Props) {
  const { t, lang } = useView();
  const form = { prefix: 'return-', draft };
  return (
    <Folded title={t.returnCase} action={`/cases/${detail.id}/return`} hint={t.returnHint} second {...form}>
      <Choices
        name="reason"
        label={t.reason}
        options={choicesOf(RETURN_REASONS, RETURN_REASON_LABELS, lang)}
        required
        {...form}
      />
      <TextArea name="note" label={t.note} required={false} {...form} />
    </Folded>
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
  const of = (form: string) => draftFor(draft, form);
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
  const form = { prefix: 'meeting-', draft };
  return (
    <Folded title={t.meetingBefore} action={`/cases/${detail.id}/meetings`} submit={t.save} {...form}>
      <Input name="on" type="date" label={t.day} value={today} max={today} required {...form} />
      <Choices
        name="with"
        label={t.meetingWith}
        options={choicesOf(MEETING_PARTIES, MEETING_LABELS, lang)}
        required
        {...form}
      />
    </Folded>
  );
}

function MoveEnd({ detail, draft }: Props) {
  const { t } = useView();
  const form = { prefix: 'end-', draft };
  return (
    <Folded
      title={t.moveEnd}
      action={`/cases/${detail.id}/end`}
      hint={t.moveEndHint}
      submit={t.save}
      {...form}
    >
      <Input name="endDay" type="date" label={t.ends} value={detail.endOn} required {...form} />
    </Folded>
  );
}

function Cancel({ detail, draft }: Props) {
  const { t, lang } = useView();
  const form = { prefix: 'cancel-', draft };
  return (
    <Folded
      title={t.cancelHandover}
      action={`/cases/${detail.id}/cancel`}
      hint={t.cancelHint}
      second
      {...form}
    >
      <Choices
        name="reason"
        label={t.reason}
        options={choicesOf(CANCEL_REASONS, CANCEL_REASON_LABELS, lang)}
        required
        {...form}
      />
      <TextArea name="note" label={t.note} required={false} {...form} />
    </Folded>
  );
}

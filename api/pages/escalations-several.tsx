import { RESOLUTIONS } from '../../domain/escalation';
import { ESCALATION_KIND_LABELS, label, RESOLUTION_LABELS } from '../../domain/wording/labels';
import type { BulkOutcome } from '../commands';
import { ProblemError, problemOf } from '../problem';
import type { EscalationCard } from '../queries';
import { choicesOf, type Draft, ErrorSummary, Form, Select, Submit, Table, TextArea } from './components';
import { useView } from './view';

/** The form that the boxes on the cards belong to. */
export const SEVERAL = 'several';

/** The field that carries which items of an escalation the page showed. */
export const seenField = (escalationId: string) => `seen_${escalationId}`;

export interface Outcomes {
  /** How many were chosen. */
  all: number;
  /** Those not recorded, as they are now; null: not there any more, or not the reader's. */
  rest: (BulkOutcome & { card: EscalationCard | null })[];
}

/** Takes or resolves all that are ticked. */
export function Several({ action, draft }: { action: string; draft?: Draft }) {
  const { t, lang } = useView();
  const how = choicesOf(RESOLUTIONS, RESOLUTION_LABELS, lang);
  return (
    <section class="card several" aria-labelledby="several-title">
      <h2 id="several-title">{t.several}</h2>
      <p class="hint">{t.severalHint}</p>
      <Form id={SEVERAL} action={action} label={t.several}>
        <ErrorSummary draft={draft} prefix="several-" />
        <label class="choice">
          <input id="several-escalations" type="checkbox" name="all" value="yes" />
          <span>{t.allOnPage}</span>
        </label>
        <div>
          <Submit name="what" value="acknowledge">
            {t.takeSeveral}
          </Submit>
        </div>
        <details open={Boolean(draft)}>
          <summary>{t.resolveSeveral}</summary>
          <div class="stack">
            <Select name="how" label={t.severalHow} options={how} blank="–" prefix="several-" draft={draft} />
            <TextArea name="note" label={t.severalNote} required={false} prefix="several-" draft={draft} />
            <div>
              <Submit second name="what" value="resolve">
                {t.resolveSeveral}
              </Submit>
            </div>
          </div>
        </details>
      </Form>
    </section>
  );
}

/** Of each that was chosen and not recorded why; the others were. */
export function NotRecorded({ all, rest }: Outcomes) {
  const { t, lang } = useView();
  return (
    <div class="notice warn stack" role="alert">
      <p class="strong">{t.severalDone(all - rest.length, all)}</p>
      <Table
        caption={t.severalRest}
        rows={rest}
        rowKey={({ escalationId }) => escalationId}
        empty=""
        cols={[
          {
            label: t.kind,
            cell: ({ card }) =>
              card && (
                <>
                  {label(ESCALATION_KIND_LABELS, card.kind, lang)}
                  <span class="quiet block">{card.responsible.name}</span>
                </>
              ),
          },
          {
            label: t.outcomeWord,
            cell: ({ outcome, code }) =>
              outcome !== 'applied' && problemOf(new ProblemError(outcome, { refusal: code }), lang).detail,
          },
        ]}
      />
    </div>
  );
}

import { RESOLUTIONS } from '../../domain/escalation';
import {
  ESCALATION_KIND_LABELS,
  ESCALATION_STATUS_LABELS,
  label,
  RESOLUTION_LABELS,
  ROLE_LABELS,
  RUNG_LABELS,
  SILENCE_ACTION_LABELS,
  SILENCE_LABELS,
} from '../../domain/wording/labels';
import type { EscalationCard } from '../queries';
import {
  At,
  Choices,
  choicesOf,
  type Draft,
  Due,
  ErrorSummary,
  Facts,
  Form,
  Submit,
  Tag,
  TextArea,
} from './components';
import { SEVERAL, seenField } from './escalations-several';
import { cssId } from './referral-item';
import { useView } from './view';

const TONES = { open: 'bad', acknowledged: 'warn', resolved: 'good' } as const;

/** One responsible and what they let slip, person by person; whoever may take it or say how it was put right does it here. */
export function EscalationItem({
  escalation,
  canChoose,
  chosen,
  draft,
}: {
  escalation: EscalationCard;
  /** There are several that can be taken or resolved together. */
  canChoose: boolean;
  chosen?: boolean;
  draft?: Draft;
}) {
  const { t, lang } = useView();
  const { id, status, level, rung, responsible, items, people } = escalation;
  const kind = label(ESCALATION_KIND_LABELS, escalation.kind, lang);
  const title = people > 1 ? `${kind} · ${t.peopleCount(people)}` : kind;
  const named = [kind, responsible.name].filter(Boolean).join(' · ');
  const heading = `e-${cssId(id)}-title`;
  return (
    <article class="card" id={`e-${cssId(id)}`} aria-labelledby={heading}>
      <div class="row between">
        <div class="picked">
          {canChoose && escalation.canResolve && (
            <>
              <label class="pick">
                <input type="checkbox" name="ids" value={id} form={SEVERAL} checked={chosen} />
                <span class="unseen">{t.pick(named)}</span>
              </label>
              <input
                type="hidden"
                name={seenField(id)}
                value={stillOpen(items)
                  .map((item) => item.id)
                  .join(' ')}
                form={SEVERAL}
              />
            </>
          )}
          <h2 id={heading}>{title}</h2>
        </div>
        <span class="row">
          {rung && status !== 'resolved' && <Tag>{t.rung(level + 1, RUNG_LABELS[rung][lang])}</Tag>}
          <Tag tone={TONES[status]}>{label(ESCALATION_STATUS_LABELS, status, lang)}</Tag>
        </span>
      </div>
      <Silence escalation={escalation} />
      <Facts
        facts={[
          [
            t.responsible,
            <>
              {responsible.name ?? t.nobodyYet} · {label(ROLE_LABELS, responsible.role, lang)}{' '}
              {responsible.phone && (
                <a href={`tel:${responsible.phone}`}>{responsible.phone.replace(/^\+84/, '0')}</a>
              )}
              <Responsible responsible={responsible} />
            </>,
          ],
          [t.commune, escalation.commune?.name],
          [t.raised, <At at={escalation.raisedAt} />],
          ...answered(escalation),
        ]}
      />
      <Items items={items} />
      {escalation.canAcknowledge && (
        <Form
          action={`/escalations/${encodeURIComponent(id)}/acknowledge`}
          label={`${t.acknowledge}: ${named}`}
          class="row"
        >
          <Submit>{t.acknowledge}</Submit>
          <span class="hint">{t.acknowledgeHint}</span>
        </Form>
      )}
      {escalation.canResolve && <Resolve escalation={escalation} named={named} draft={draft} />}
    </article>
  );

  function answered(e: EscalationCard) {
    if (e.resolvedAt)
      return [
        [t.resolvedAt, <At at={e.resolvedAt} />],
        [t.resolvedWord, e.resolution && label(RESOLUTION_LABELS, e.resolution, lang)],
        [t.resolvedBy, e.resolvedBy],
        [t.note, e.note],
      ] as const;
    return [
      [t.status, e.acknowledgedBy && t.acknowledgedBy(e.acknowledgedBy)],
      [t.takenAt, e.acknowledgedAt && <At at={e.acknowledgedAt} />],
      [t.due, e.due && <Due at={e.due.getTime()} />],
    ] as const;
  }
}

const stillOpen = (items: EscalationCard['items']) => items.filter(({ closedAt }) => closedAt === null);

/** Why nothing is heard, and what is proposed; of what is over it is no longer asked. */
function Silence({ escalation: { silence, status } }: { escalation: EscalationCard }) {
  const { t, lang } = useView();
  if (!silence || status === 'resolved') return null;
  return (
    <p class="notice warn">
      <strong>{SILENCE_LABELS[silence][lang]}.</strong> {t.proposed}: {SILENCE_ACTION_LABELS[silence][lang]}.
    </p>
  );
}

/** Person by person: what is still open with its days overdue, what is over with how and how late. */
/** Where it can be put right. */
const placeOf = ({ id, what, caseId }: EscalationCard['items'][number]) => {
  if (what === 'course') return `/community/courses/${encodeURIComponent(id.split('/')[0] as string)}`;
  return `${what === 'meeting' ? '/community/clubs' : '/cases'}/${encodeURIComponent(caseId)}`;
};

function Items({ items }: { items: EscalationCard['items'] }) {
  const { t, lang } = useView();
  return (
    <ul class="plain stack">
      {items.map((item) => (
        <li key={item.id}>
          <a href={placeOf(item)}>{item.who}</a> {item.fullName && <span>{item.fullName} </span>}
          {item.closedHow ? (
            <span class="quiet">
              {label(RESOLUTION_LABELS, item.closedHow, lang)}
              {item.daysOverdue > 0 && `, ${t.lateBy(item.daysOverdue)}`}
            </span>
          ) : (
            <Due at={item.dueAt.getTime()} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Resolve({
  escalation: { id, items },
  named,
  draft,
}: {
  escalation: EscalationCard;
  named: string;
  draft?: Draft;
}) {
  const { t, lang } = useView();
  const prefix = `${cssId(id)}-`;
  return (
    <details open={Boolean(draft)}>
      <summary>{t.resolve}</summary>
      <Form action={`/escalations/${encodeURIComponent(id)}/resolve`} label={`${t.resolve}: ${named}`}>
        {stillOpen(items).map((item) => (
          <input type="hidden" name="seen" value={item.id} key={item.id} />
        ))}
        <ErrorSummary draft={draft} prefix={prefix} />
        <Choices
          name="how"
          label={t.resolveHow}
          options={choicesOf(RESOLUTIONS, RESOLUTION_LABELS, lang)}
          required
          prefix={prefix}
          draft={draft}
        />
        <TextArea name="note" label={t.note} required={false} prefix={prefix} draft={draft} />
        <div>
          <Submit>{t.save}</Submit>
        </div>
      </Form>
    </details>
  );
}

/** Where a supervisor arranges who stands in: of a mentor case by case, of an office by its absence. */
function Responsible({ responsible: { id, role } }: Pick<EscalationCard, 'responsible'>) {
  const { t, user } = useView();
  if (user?.role !== 'supervisor' || !id) return null;
  if (role === 'mentor')
    return (
      <a class="block" href={`/mentors/${encodeURIComponent(id)}`}>
        {t.caseload}
      </a>
    );
  if (role !== 'commune' && role !== 'supervisor') return null;
  return (
    <a class="block" href={`/users/${encodeURIComponent(id)}/absence`}>
      {t.absenceNote}
    </a>
  );
}

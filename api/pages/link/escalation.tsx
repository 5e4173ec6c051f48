import { RESOLUTIONS } from '../../../domain/escalation';
import type { Silence } from '../../../domain/silence';
import {
  ESCALATION_KIND_LABELS,
  ESCALATION_STATUS_LABELS,
  label,
  RESOLUTION_LABELS,
  SILENCE_ACTION_LABELS,
  SILENCE_LABELS,
} from '../../../domain/wording/labels';
import { whoOf } from '../../../domain/wording/messages';
import { acknowledgeEscalation, resolveEscalation } from '../../commands/escalation';
import { Choices, choicesOf, type Draft, Due, ErrorSummary, Submit, TextArea } from '../components';
import { PhonePage } from '../layout';
import { keyOf } from '../show';
import { useView } from '../view';
import { LinkForm } from './form';
import type { Matter } from './matter';

interface Item {
  id: string;
  who: string;
  dueAt: number;
}

/** Somebody was not heard of: take it, or say how it was put right. The link works until it is resolved. */
export const escalationMatter: Matter = {
  async see(ctx, link, view) {
    const escalation = await ctx.db.escalation.findUnique({
      where: { id: link.subjectId },
      include: { items: { where: { closedAt: null }, orderBy: { dueAt: 'asc' } } },
    });
    if (!escalation) return { kind: 'elsewhere' };
    const { status, resolution, kind } = escalation;
    const silence = escalation.silence as Silence | null;
    if (status === 'resolved') {
      return {
        kind: 'over',
        said: resolution
          ? label(RESOLUTION_LABELS, resolution, view.lang)
          : label(ESCALATION_STATUS_LABELS, status, view.lang),
      };
    }
    const cases = await ctx.db.handover.findMany({
      where: { id: { in: escalation.items.map((item) => item.caseId) } },
      select: { id: true, person: { select: { fullName: true, code: true } } },
    });
    const personOf = new Map(cases.map(({ id, person }) => [id, whoOf(person.fullName, person.code)]));
    const items = escalation.items.map(({ id, caseId, dueAt }) => ({
      id,
      who: personOf.get(caseId) ?? '',
      dueAt: dueAt.getTime(),
    }));
    return {
      kind: 'open',
      page: (draft) => (
        <EscalationPage
          kind={kind}
          silence={silence}
          taken={status === 'acknowledged'}
          items={items}
          draft={draft}
        />
      ),
    };
  },

  async answer(ctx, actor, link, req, view) {
    const { what, how, note, seen } = req.body ?? {};
    const escalationId = link.subjectId;
    if (what === 'take') {
      const result = await acknowledgeEscalation(ctx, actor, { escalationId }, keyOf(req));
      return { result, said: view.t.acknowledge, served: false };
    }
    const result = await resolveEscalation(ctx, actor, { escalationId, how, note, seen }, keyOf(req));
    return { result, said: label(RESOLUTION_LABELS, String(how), view.lang), served: true };
  },
};

function EscalationPage({
  kind,
  silence,
  taken,
  items,
  draft,
}: {
  kind: string;
  silence: Silence | null;
  taken: boolean;
  items: Item[];
  draft?: Draft;
}) {
  const { t, lang } = useView();
  const people = new Set(items.map(({ who }) => who)).size;
  return (
    <PhonePage title={label(ESCALATION_KIND_LABELS, kind, lang)}>
      {people > 1 && <p class="strong">{t.peopleCount(people)}</p>}
      {silence && (
        <p class="notice warn">
          <strong>{SILENCE_LABELS[silence][lang]}.</strong> {t.proposed}:{' '}
          {SILENCE_ACTION_LABELS[silence][lang]}.
        </p>
      )}
      <ul class="plain stack">
        {items.map(({ id, who, dueAt }) => (
          <li key={id}>
            <strong>{who}</strong> – <Due at={dueAt} />
          </li>
        ))}
      </ul>
      {!taken && (
        <LinkForm>
          <input type="hidden" name="what" value="take" />
          <Submit>{t.acknowledge}</Submit>
          <p class="hint">{t.acknowledgeHint}</p>
        </LinkForm>
      )}
      <ErrorSummary draft={draft} />
      <details open={taken || Boolean(draft)}>
        <summary>{t.alreadyResolved}</summary>
        <LinkForm>
          <input type="hidden" name="what" value="resolve" />
          {items.map(({ id }) => (
            <input type="hidden" name="seen" value={id} key={id} />
          ))}
          <Choices
            name="how"
            label={t.resolveHow}
            options={choicesOf(RESOLUTIONS, RESOLUTION_LABELS, lang)}
            required
            draft={draft}
          />
          <TextArea name="note" label={t.note} required={false} draft={draft} />
          <Submit>{t.send}</Submit>
        </LinkForm>
      </details>
    </PhonePage>
  );
}

import { toDay } from '../../../domain/calendar';
import { TOPICS, VISIT_OUTCOMES } from '../../../domain/follow-up';
import { offered } from '../../../domain/needs';
import { formatDay } from '../../../domain/vietnamese';
import { ASKED_LABELS, label, TOPIC_LABELS, VISIT_OUTCOME_LABELS } from '../../../domain/wording/labels';
import { whoOf } from '../../../domain/wording/messages';
import { readVisitId, reportVisit } from '../../commands/visit';
import { Choices, choicesOf, type Draft, ErrorSummary, Input, On, Submit, TextArea } from '../components';
import { PhonePage } from '../layout';
import { dayFrom, keyOf } from '../show';
import { useView } from '../view';
import { LinkForm } from './form';
import type { Matter } from './matter';

/** A visit reported in three taps: how it went, what is needed, send. */
export const visitMatter: Matter = {
  async see(ctx, link, view) {
    const visit = await ctx.db.visit.findUnique({
      where: { id: link.subjectId },
      include: {
        followUp: {
          select: { mentorId: true, coverId: true, startsOn: true, handover: { select: { person: true } } },
        },
      },
    });
    if (!visit) return { kind: 'elsewhere' };
    if (visit.status === 'reported' || visit.status === 'late') {
      const outcome = label(VISIT_OUTCOME_LABELS, visit.outcome ?? '', view.lang);
      return {
        kind: 'over',
        said: [outcome, visit.heldOn && formatDay(toDay(visit.heldOn))].filter(Boolean).join(', '),
      };
    }
    const { mentorId, coverId } = visit.followUp;
    if (visit.status === 'cancelled' || (mentorId !== link.userId && coverId !== link.userId))
      return { kind: 'elsewhere' };
    const { fullName, code } = visit.followUp.handover.person;
    const facts = {
      who: whoOf(fullName, code),
      plannedOn: toDay(visit.plannedOn),
      earliest: toDay(visit.followUp.startsOn),
    };
    return { kind: 'open', page: (draft) => <VisitPage {...facts} draft={draft} /> };
  },

  async answer(ctx, actor, link, req, view) {
    const { outcome, heldOn, promisedOn, topics, needs, note } = req.body ?? {};
    const visit = readVisitId(link.subjectId);
    const result = await reportVisit(
      ctx,
      actor,
      {
        ...visit,
        outcome,
        heldOn: dayFrom(heldOn),
        promisedOn: promisedOn ? dayFrom(promisedOn) : '',
        topics,
        needs,
        note,
      },
      keyOf(req),
    );
    const said = label(VISIT_OUTCOME_LABELS, String(outcome), view.lang);
    // A promise after a promise leaves the visit waiting: the same link must still report it.
    return { result, said: `${said}, ${formatDay(dayFrom(heldOn))}`, served: outcome !== 'promised' };
  },
};

function VisitPage({
  who,
  plannedOn,
  earliest,
  draft,
}: {
  who: string;
  plannedOn: string;
  earliest: string;
  draft?: Draft;
}) {
  const { t, lang, today } = useView();
  return (
    <PhonePage title={t.linkVisitTitle} push>
      <p>
        <strong>{who}</strong>
        <br />
        {t.planned}: <On day={plannedOn} />
      </p>
      <ErrorSummary draft={draft} />
      <LinkForm>
        <Choices
          name="outcome"
          label={t.whatOutcome}
          options={choicesOf(VISIT_OUTCOMES, VISIT_OUTCOME_LABELS, lang)}
          required
          draft={draft}
        />
        <Input
          name="heldOn"
          type="date"
          label={t.heldOn}
          value={today}
          min={earliest}
          max={today}
          required
          draft={draft}
        />
        <Input
          name="promisedOn"
          type="date"
          label={t.promisedOn}
          min={today}
          required={false}
          draft={draft}
        />
        <details open={Boolean(draft?.values.topics)}>
          <summary>{t.topics}</summary>
          <Choices
            name="topics"
            label={t.topics}
            options={choicesOf(TOPICS, TOPIC_LABELS, lang)}
            many
            draft={draft}
          />
        </details>
        <Choices
          name="needs"
          label={t.needsWhat}
          options={choicesOf(offered(), ASKED_LABELS, lang)}
          many
          draft={draft}
        />
        <TextArea name="note" label={t.privateNote} hint={t.privateNoteHint} required={false} draft={draft} />
        <Submit>{t.send}</Submit>
      </LinkForm>
    </PhonePage>
  );
}

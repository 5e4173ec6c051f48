import { whoOf } from '../../../domain/wording/messages';
import { answerMentorRequest } from '../../commands/handover';
import { type Draft, Due, ErrorSummary, Submit, TextArea } from '../components';
import { PhonePage } from '../layout';
import { keyOf } from '../show';
import { useView } from '../view';
import { LinkForm } from './form';
import type { Matter } from './matter';

/** Will you accompany this person? One tap for yes; no may say why. */
export const mentorRequestMatter: Matter = {
  async see(ctx, link, view) {
    const milestone = await ctx.db.milestone.findUnique({
      where: { id: link.subjectId },
      include: { handover: { include: { person: true } } },
    });
    if (!milestone) return { kind: 'elsewhere' };
    const { status, doneById, dueAt, handover } = milestone;
    if (status === 'done' && doneById === link.userId) return { kind: 'over', said: view.t.acceptMentor };
    if (status === 'done' || status === 'cancelled' || handover.mentorId !== link.userId)
      return { kind: 'elsewhere' };
    const who = whoOf(handover.person.fullName, handover.person.code);
    return {
      kind: 'open',
      page: (draft) => <MentorRequestPage who={who} due={dueAt?.getTime() ?? null} draft={draft} />,
    };
  },

  async answer(ctx, actor, link, req, view) {
    const { accepts, reason } = req.body ?? {};
    const result = await answerMentorRequest(
      ctx,
      actor,
      { caseId: link.caseId, accepts, reason },
      keyOf(req),
    );
    return { result, said: accepts === 'yes' ? view.t.acceptMentor : view.t.declineMentor, served: true };
  },
};

function MentorRequestPage({ who, due, draft }: { who: string; due: number | null; draft?: Draft }) {
  const { t } = useView();
  return (
    <PhonePage title={t.linkMentorTitle}>
      <p>
        <strong>{who}</strong>
      </p>
      <p>{t.linkMentorAbout}</p>
      {due && (
        <p>
          {t.answerBefore} <Due at={due} />
        </p>
      )}
      <ErrorSummary draft={draft} />
      <LinkForm>
        <Submit name="accepts" value="yes">
          {t.acceptMentor}
        </Submit>
        <details open={Boolean(draft)}>
          <summary>{t.declineMentor}</summary>
          <div class="stack">
            <TextArea name="reason" label={t.reason} required={false} draft={draft} />
            <Submit second name="accepts" value="no">
              {t.declineMentor}
            </Submit>
          </div>
        </details>
      </LinkForm>
      <p class="quiet">{t.linkNoName}</p>
    </PhonePage>
  );
}

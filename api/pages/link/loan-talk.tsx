import { whoOf } from '../../../domain/wording/messages';
import { loanArea } from '../../commands/area';
import { talkedAboutLoan } from '../../commands/loan';
import { Due, ErrorSummary, Submit } from '../components';
import { fundWords, useFundWords } from '../funds/words';
import { PhonePage } from '../layout';
import { keyOf } from '../show';
import { useView } from '../view';
import { LinkForm } from './form';
import type { Matter } from './matter';

/** Somebody is asked after, kindly; the page says no more of why than the text that led to it. */
export const loanTalkMatter: Matter = {
  async see(ctx, link) {
    const loan = await ctx.db.loan.findUnique({ where: { id: link.subjectId } });
    const area = await loanArea(ctx.db, link.subjectId);
    if (loan?.nextAction !== 'loan-talk' || loan.closedAt || !area) return { kind: 'elsewhere' };
    const user = await ctx.db.user.findUniqueOrThrow({ where: { id: link.userId } });
    if (user.role === 'mentor' && user.id !== area.mentorId && user.id !== area.coverId)
      return { kind: 'elsewhere' };
    const { person } = await ctx.db.handover.findUniqueOrThrow({
      where: { id: loan.caseId },
      select: { person: { select: { fullName: true, code: true } } },
    });
    const who = whoOf(person.fullName, person.code);
    const due = loan.nextDue?.getTime() ?? null;
    return { kind: 'open', page: (draft) => <LoanTalkPage who={who} due={due} draft={draft} /> };
  },

  async answer(ctx, actor, link, req, view) {
    const result = await talkedAboutLoan(ctx, actor, { loanId: link.subjectId }, keyOf(req));
    return { result, said: fundWords(view.lang).talked, served: true };
  },
};

function LoanTalkPage(props: {
  who: string;
  due: number | null;
  draft?: Parameters<typeof ErrorSummary>[0]['draft'];
}) {
  const { t } = useView();
  const w = useFundWords();
  return (
    <PhonePage title={w.talkTitle}>
      <p>
        <strong>{props.who}</strong>
      </p>
      <p>{w.talkAbout}</p>
      {props.due && (
        <p>
          {t.answerBefore} <Due at={props.due} />
        </p>
      )}
      <ErrorSummary draft={props.draft} />
      <LinkForm>
        <Submit>{w.talked}</Submit>
      </LinkForm>
      <p class="quiet">{t.linkNoName}</p>
    </PhonePage>
  );
}

import { label, NEED_LABELS, REFERRAL_STATUS_LABELS } from '../../../domain/wording/labels';
import { whoOf } from '../../../domain/wording/messages';
import { moveReferral } from '../../commands/referral';
import { type Draft, Due, ErrorSummary, Submit, TextArea } from '../components';
import { PhonePage } from '../layout';
import { keyOf } from '../show';
import { useView } from '../view';
import { LinkForm } from './form';
import type { Matter } from './matter';

/** Will you take this person? A refusal says why, so that somebody can look elsewhere. */
export const referralMatter: Matter = {
  async see(ctx, link, view) {
    const referral = await ctx.db.referral.findUnique({
      where: { id: link.subjectId },
      include: { followUp: { select: { handover: { select: { person: true } } } } },
    });
    if (!referral) return { kind: 'elsewhere' };
    if (referral.status !== 'requested')
      return { kind: 'over', said: label(REFERRAL_STATUS_LABELS, referral.status, view.lang) };
    const { fullName, code } = referral.followUp.handover.person;
    const facts = {
      who: whoOf(fullName, code),
      need: label(NEED_LABELS, referral.kind, view.lang),
      due: referral.nextDue?.getTime() ?? null,
    };
    return { kind: 'open', page: (draft) => <ReferralPage {...facts} draft={draft} /> };
  },

  async answer(ctx, actor, link, req, view) {
    const { to, reason } = req.body ?? {};
    const result = await moveReferral(ctx, actor, { referralId: link.subjectId, to, reason }, keyOf(req));
    return { result, said: label(REFERRAL_STATUS_LABELS, String(to), view.lang), served: true };
  },
};

function ReferralPage({
  who,
  need,
  due,
  draft,
}: {
  who: string;
  need: string;
  due: number | null;
  draft?: Draft;
}) {
  const { t } = useView();
  return (
    <PhonePage title={t.linkReferralTitle}>
      <p>
        <strong>{who}</strong>
        <br />
        {t.needsThis}: <strong>{need}</strong>
      </p>
      {due && (
        <p>
          {t.answerBefore} <Due at={due} />
        </p>
      )}
      <ErrorSummary draft={draft} />
      <LinkForm>
        <Submit name="to" value="accepted">
          {t.accept}
        </Submit>
        <details open={Boolean(draft)}>
          <summary>{t.refuse}</summary>
          <div class="stack">
            <TextArea name="reason" label={t.reason} hint={t.reasonHint} draft={draft} />
            <Submit second name="to" value="rejected">
              {t.refuse}
            </Submit>
          </div>
        </details>
      </LinkForm>
      <p class="quiet">{t.linkNoName}</p>
    </PhonePage>
  );
}

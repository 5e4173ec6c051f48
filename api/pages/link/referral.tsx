import type { ComponentChildren } from 'preact';
import { label, OFFER_LABELS, REFERRAL_STATUS_LABELS } from '../../../domain/wording/labels';
import { tellJob, tellTraining } from '../../commands/paths';
import { moveReferral } from '../../commands/referral';
import { referralDetail } from '../../queries/referrals';
import type { ReferralCard } from '../../queries/shapes';
import { actorOf } from '../../session';
import { Choices, choicesOf, type Draft, Due, ErrorSummary, Submit, TextArea } from '../components';
import { PhonePage } from '../layout';
import { isTraining, StepForms, stepLabel } from '../path-steps';
import { needWords, OfferChoices, offerChoice } from '../referral-item';
import { dayFrom, keyOf } from '../show';
import { useView } from '../view';
import { LinkForm } from './form';
import type { Matter } from './matter';

/**
 * What a referral waits for from this reader: a partner's answer, the next step of a course or a job, or the choice of
 * whom to ask next. A refusal says why, so that somebody can look elsewhere.
 */
export const referralMatter: Matter = {
  async see(ctx, link, view) {
    const user = await ctx.db.user.findUnique({ where: { id: link.userId } });
    const referral = user && (await referralDetail(ctx, actorOf(user), link.subjectId));
    if (!referral) return { kind: 'elsewhere' };
    const Body = bodyOf(referral);
    if (!Body) return { kind: 'over', said: label(REFERRAL_STATUS_LABELS, referral.status, view.lang) };
    return { kind: 'open', page: (draft) => <Body referral={referral} draft={draft} /> };
  },

  async answer(ctx, actor, link, req, view) {
    const { to, reason, outcome, step, send, ...fields } = req.body ?? {};
    const key = keyOf(req);
    const referralId = link.subjectId;
    if (step) {
      const days = ['on', 'startsOn', 'endsOn'].filter((name) => fields[name]);
      const input = {
        ...fields,
        ...Object.fromEntries(days.map((name) => [name, dayFrom(fields[name])])),
        ...{ referralId, step, reason },
      };
      const result = await (isTraining(step) ? tellTraining : tellJob)(ctx, actor, input, key);
      // The next lesson may be told by the same link.
      return { result, said: stepLabel(step, view.lang), served: step !== 'attended' };
    }
    const choice = { to, ...offerChoice(send) };
    const result = await moveReferral(ctx, actor, { referralId, reason, outcome, ...choice }, key);
    return { result, said: label(REFERRAL_STATUS_LABELS, String(choice.to), view.lang), served: true };
  },
};

interface Props {
  referral: ReferralCard;
  draft?: Draft;
}

/** What this reader can do about it now; null: nothing. */
function bodyOf({ status, moves, steps }: ReferralCard): ((props: Props) => ComponentChildren) | null {
  if (status === 'requested' && moves.includes('accepted')) return RequestPage;
  if (status === 'draft' && moves.includes('requested')) return OfferPage;
  if (steps.length > 0) return StepPage;
  return moves.includes('completed') || moves.includes('in-progress') ? MovePage : null;
}

function Matters({ referral, children }: { referral: ReferralCard; children?: ComponentChildren }) {
  const { t, lang } = useView();
  return (
    <>
      <p>
        <strong>{referral.who}</strong>
        <br />
        {t.needsThis}: <strong>{needWords(referral, lang)}</strong>
      </p>
      {children}
      {referral.due && (
        <p>
          {t.answerBefore} <Due at={referral.due.getTime()} />
        </p>
      )}
    </>
  );
}

function RequestPage({ referral, draft }: Props) {
  const { t } = useView();
  return (
    <PhonePage title={t.linkReferralTitle}>
      <Matters referral={referral} />
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

function OfferPage({ referral, draft }: Props) {
  const { t, lang } = useView();
  return (
    <PhonePage title={t.linkOfferTitle}>
      <Matters referral={referral}>{referral.why && <p>{OFFER_LABELS[referral.why][lang]}</p>}</Matters>
      <ErrorSummary draft={draft} />
      <LinkForm>
        <OfferChoices referral={referral} />
      </LinkForm>
    </PhonePage>
  );
}

function StepPage({ referral, draft }: Props) {
  const { t } = useView();
  return (
    <PhonePage title={t.linkStepTitle}>
      <Matters referral={referral} />
      <StepForms
        referral={referral}
        prefix=""
        draft={draft}
        form={({ children }) => <LinkForm>{children}</LinkForm>}
      />
    </PhonePage>
  );
}

function MovePage({ referral, draft }: Props) {
  const { t, lang } = useView();
  return (
    <PhonePage title={t.linkStepTitle}>
      <Matters referral={referral} />
      <ErrorSummary draft={draft} />
      <LinkForm>
        <Choices
          name="to"
          label={t.moveTo}
          options={choicesOf(referral.moves, REFERRAL_STATUS_LABELS, lang)}
          required
          draft={draft}
        />
        <TextArea name="outcome" label={t.outcomeNote} required={false} draft={draft} />
        <Submit>{t.send}</Submit>
      </LinkForm>
    </PhonePage>
  );
}

import { CHECK_OUTCOMES } from '../../../domain/aftercare';
import {
  AFTERCARE_END_LABELS,
  CHECK_OUTCOME_LABELS,
  CHECK_STATUS_LABELS,
} from '../../../domain/wording/community';
import { CONSENT_WAY_LABELS } from '../../../domain/wording/labels';
import type { AftercareCard, CaseAftercare } from '../../queries';
import { Choices, choicesOf, type Draft, Due, draftFor, Input, On, Section, Tag } from '../components';
import { useView } from '../view';
import { ConsentFields } from './consent-fields';
import { Folded } from './folded';

/** Contact after the term: there only while the person agrees. */
export function AftercareSection({
  caseId,
  aftercare,
  draft,
}: {
  caseId: string;
  aftercare: CaseAftercare | null;
  draft?: Draft;
}) {
  const { t, lang, today } = useView();
  if (!aftercare || (!aftercare.card && !aftercare.canBegin)) return null;
  const { card, canBegin, reports, canWithdraw } = aftercare;
  const begin = { prefix: 'aftercare-', draft: draftFor(draft, 'aftercare') };
  const check = { prefix: 'check-', draft: draftFor(draft, 'check') };
  const yesNo = [
    { value: 'yes', label: t.yes },
    { value: 'no', label: t.no },
  ];
  return (
    <Section id="aftercare" title={t.aftercare}>
      {card && (
        <>
          <p>
            {t.consent}: <On day={card.consentOn} />, {CONSENT_WAY_LABELS[card.consentHow][lang]}
            {card.closedWhy && ` · ${AFTERCARE_END_LABELS[card.closedWhy][lang]}`}
          </p>
          {card.nextDue && (
            <p>
              {t.nextDate}: <Due at={card.nextDue.getTime()} />
            </p>
          )}
          {card.stable && (
            <p>
              <Tag tone="good">{t.stableThreeYears}</Tag>
            </p>
          )}
          <ul class="plain stack">
            {card.checks.map((one) => (
              <li key={one.year}>
                {t.yearAfter(one.year)}: <Check check={one} />
              </li>
            ))}
          </ul>
        </>
      )}
      {reports !== null && (
        <Folded
          title={t.checkRecord(reports)}
          action={`/cases/${caseId}/aftercare/check`}
          hint={t.checkHint}
          submit={t.save}
          {...check}
        >
          <input type="hidden" name="year" value={String(reports)} />
          <Choices
            name="outcome"
            label={t.whatOutcome}
            options={choicesOf(CHECK_OUTCOMES, CHECK_OUTCOME_LABELS, lang)}
            required
            {...check}
          />
          <Input name="heldOn" type="date" label={t.askedOn} value={today} max={today} required {...check} />
          <Choices name="working" label={t.isWorking} options={yesNo} required={false} {...check} />
          <Choices name="relapseFree" label={t.isWell} options={yesNo} required={false} {...check} />
        </Folded>
      )}
      {canBegin && (
        <Folded
          title={t.aftercareBegin}
          action={`/cases/${caseId}/aftercare`}
          hint={t.aftercareHint}
          submit={t.save}
          {...begin}
        >
          <ConsentFields {...begin} />
        </Folded>
      )}
      {canWithdraw && (
        <Folded
          title={t.aftercareWithdraw}
          action={`/cases/${caseId}/aftercare/withdraw`}
          hint={t.aftercareWithdrawHint}
          prefix="withdraw-"
          second
        />
      )}
    </Section>
  );
}

/** What became of one year. */
export function Check({ check }: { check: AftercareCard['checks'][number] }) {
  const { t, lang } = useView();
  const { status, outcome, working, relapseFree, heldOn, dueOn } = check;
  return (
    <>
      {outcome ? CHECK_OUTCOME_LABELS[outcome][lang] : CHECK_STATUS_LABELS[status][lang]}{' '}
      <span class="quiet">
        (<On day={heldOn ?? dueOn} />)
      </span>
      {working !== null && ` · ${working ? t.hasWork : t.hasNoWork}`}
      {relapseFree !== null && ` · ${relapseFree ? t.keepsWell : t.setback}`}
    </>
  );
}

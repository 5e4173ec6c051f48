import { BORROWERS } from '../../../domain/loan';
import { BORROWER_LABELS } from '../../../domain/wording/labels';
import type { CaseLoans } from '../../queries';
import { choicesOf, type Draft, draftFor, Section, Select, TextArea } from '../components';
import { LoanTable } from '../funds/list';
import { Terms } from '../funds/loan-forms';
import { useFundWords } from '../funds/words';
import { useView } from '../view';
import { Folded } from './folded';

/** The loans of the person and their household, and the plan of a new one. */
export function Loans({ caseId, loans, draft }: { caseId: string; loans: CaseLoans | null; draft?: Draft }) {
  const { lang } = useView();
  const w = useFundWords();
  if (!loans) return null;
  const field = { prefix: 'loan-', draft: draftFor(draft, 'loan') };
  return (
    <Section id="loans" title={w.loans}>
      <LoanTable loans={loans.items} onCase />
      {loans.mayOpen && loans.funds.length === 0 && <p class="quiet">{w.noFund}</p>}
      {loans.mayOpen && loans.funds.length > 0 && (
        <Folded title={w.newLoan} action={`/cases/${caseId}/loans`} {...field}>
          {loans.referralId && <input type="hidden" name="referralId" value={loans.referralId} />}
          <Select
            name="fundId"
            label={w.fund}
            options={loans.funds.map(({ id, name }) => ({ value: id, label: name }))}
            required
            {...field}
          />
          <Select
            name="borrower"
            label={w.borrower}
            options={choicesOf(BORROWERS, BORROWER_LABELS, lang)}
            value="household"
            required
            {...field}
          />
          {loans.vouchers.length > 0 && (
            <Select
              name="voucherId"
              label={w.askVoucher}
              blank={w.voucherLater}
              options={loans.vouchers.map(({ id, name }) => ({ value: id, label: name }))}
              {...field}
            />
          )}
          <Terms words={w} field={field} lang={lang} />
          <TextArea name="plan" label={w.plan} hint={w.planHint} required {...field} />
        </Folded>
      )}
    </Section>
  );
}

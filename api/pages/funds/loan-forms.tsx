import type { ComponentChildren } from 'preact';
import { REPAYMENT_WAYS } from '../../../domain/instalments';
import { VOTING_BODIES } from '../../../domain/loan';
import { formatDong } from '../../../domain/vietnamese';
import { REPAYMENT_WAY_LABELS, VOTING_BODY_LABELS } from '../../../domain/wording/labels';
import type { LoanDetail } from '../../queries/loans';
import { Folded } from '../case/folded';
import {
  Choices,
  choicesOf,
  type Draft,
  draftFor,
  Input,
  type Option,
  Select,
  TextArea,
} from '../components';
import { useView } from '../view';
import { type FundWords, useFundWords } from './words';

interface Props {
  loan: LoanDetail;
  vouchers: readonly Option[];
  draft?: Draft;
}

/** What the reader may do with the loan now; what is due stands open. */
export function LoanForms({ loan, vouchers, draft }: Props) {
  const { lang, today } = useView();
  const w = useFundWords();
  const { status, may } = loan;
  const form = (
    name: string,
    title: string,
    fields: (field: { prefix: string; draft?: Draft }) => ComponentChildren,
    more: { shown?: boolean; second?: boolean; hint?: string } = {},
  ) => {
    const field = { prefix: `${name}-`, draft: draftFor(draft, name) };
    return (
      <Folded title={title} action={`/loans/${encodeURIComponent(loan.id)}/${name}`} {...field} {...more}>
        {fields(field)}
      </Folded>
    );
  };
  const yesNo: Option[] = [
    { value: 'yes', label: w.yes },
    { value: 'no', label: w.no },
  ];
  const reason = (field: object, required = true) => (
    <TextArea
      name="reason"
      label={w.why}
      hint={required ? undefined : w.reasonHint}
      required={required}
      {...field}
    />
  );
  const day = (field: object) => (
    <Input name="on" label={w.on} type="date" value={today} max={today} required {...field} />
  );
  const lent = status === 'running' || status === 'arrears';
  const last = loan.turns.at(-1);
  const terms = (field: object, optional = false) => (
    <Terms
      words={w}
      field={{ ...field, required: !optional }}
      amount={last?.principal ?? loan.asked}
      months={last?.months ?? loan.askedMonths}
      lang={lang}
    />
  );
  return (
    <>
      {status === 'vouching' &&
        may.vouch &&
        form(
          'vouch',
          w.doVouch,
          (field) => (
            <>
              <Choices name="yes" label={w.vouches} options={yesNo} required {...field} />
              {vouchers.length > 0 && (
                <Select
                  name="voucherId"
                  label={w.voucher}
                  options={vouchers}
                  blank=""
                  required={false}
                  {...field}
                />
              )}
              {reason(field, false)}
            </>
          ),
          { shown: true },
        )}
      {status === 'appraising' &&
        may.appraise &&
        form(
          'vote',
          w.doVote,
          (field) => (
            <>
              <Input name="voter" label={w.voter} maxLength={120} required {...field} />
              <Choices
                name="body"
                label={w.body}
                options={choicesOf(VOTING_BODIES, VOTING_BODY_LABELS, lang)}
                required
                {...field}
              />
              <Choices name="yes" label={w.vote} options={yesNo} required {...field} />
              {reason(field, false)}
            </>
          ),
          { shown: true },
        )}
      {status === 'deciding' &&
        may.lend &&
        form(
          'decide',
          w.doDecide,
          (field) => (
            <>
              <Choices name="approves" label={w.approves} options={yesNo} required {...field} />
              {terms(field, true)}
              {reason(field, false)}
            </>
          ),
          { shown: true },
        )}
      {status === 'approved' && may.lend && form('disburse', w.doDisburse, day, { shown: true })}
      {lent &&
        may.lend &&
        form(
          'repay',
          w.doRepay,
          (field) => (
            <>
              <Input name="amount" label={w.amount} hint={nextSum(loan, w)} required {...field} />
              {day(field)}
            </>
          ),
          { shown: true },
        )}
      {loan.action === 'loan-talk' &&
        may.talk &&
        form('talk', w.doTalk, () => null, { shown: true, hint: w.talkHint })}
      {lent &&
        may.lend &&
        form(
          'reschedule',
          w.doReschedule,
          (field) => (
            <>
              <Input name="months" label={w.months} required {...field} />
              <Way words={w} field={field} lang={lang} />
              {reason(field)}
            </>
          ),
          { shown: loan.action === 'loan-offer', second: true },
        )}
      {status === 'matured' && may.lend && form('renew', w.doRenew, (field) => terms(field))}
      {(lent || status === 'matured') &&
        may.lend &&
        loan.instalments.some((part) => part.paidPrincipal + part.paidInterest > 0) &&
        form('undo', w.doTakeBack, (field) => reason(field), { second: true })}
      {lent && may.lend && form('write-off', w.doWriteOff, (field) => reason(field), { second: true })}
      {may.withdraw && form('withdraw', w.doWithdraw, (field) => reason(field), { second: true })}
    </>
  );
}

/** The next instalment, to be read before a sum is typed. */
function nextSum({ instalments }: LoanDetail, w: FundWords): string {
  const next = instalments.find(({ paidOn }) => paidOn === null);
  if (!next) return w.amountHint;
  const { principal, interest, paidPrincipal, paidInterest } = next;
  return `${w.dueOn} ${next.dueOn.split('-').reverse().join('/')}: ${formatDong(principal + interest - paidPrincipal - paidInterest)}`;
}

interface FieldsOf {
  words: FundWords;
  field: object;
  lang: 'vi' | 'en';
}

function Way({ words, field, lang }: FieldsOf) {
  return (
    <Select
      name="way"
      label={words.way}
      options={choicesOf(REPAYMENT_WAYS, REPAYMENT_WAY_LABELS, lang)}
      required
      {...field}
    />
  );
}

/** Sum, term and way of repayment, begun with what is known. */
export function Terms({
  words,
  field,
  lang,
  amount,
  months,
}: FieldsOf & { amount?: number; months?: number }) {
  const sum = amount === undefined ? '' : formatDong(amount).replace(' đ', '');
  return (
    <>
      <Input name="amount" label={words.amount} hint={words.amountHint} value={sum} required {...field} />
      <Input
        name="months"
        label={words.months}
        value={months === undefined ? '' : String(months)}
        required
        {...field}
      />
      <Way words={words} field={field} lang={lang} />
    </>
  );
}

import { FUND_SOURCES, type LoanStatus } from '../../../domain/loan';
import { formatDong } from '../../../domain/vietnamese';
import {
  FUND_SOURCE_LABELS,
  LOAN_STATUS_LABELS,
  label,
  NEXT_ACTION_LABELS,
} from '../../../domain/wording/labels';
import type { Page as ListPage } from '../../queries';
import type { FundCard } from '../../queries/funds';
import type { LoanCard } from '../../queries/loans';
import { Folded } from '../case/folded';
import {
  Choices,
  choicesOf,
  type Draft,
  Due,
  draftFor,
  Facts,
  Input,
  NextPage,
  Section,
  Select,
  Table,
  Tag,
  type Tone,
} from '../components';
import { Page } from '../layout';
import { useView } from '../view';
import { useFundWords } from './words';

interface Props {
  funds: FundCard[];
  loans: ListPage<LoanCard>;
  state: 'open' | 'closed';
  mayCreate: boolean;
  draft?: Draft;
}

/** How each fund stands, and the loans of the reader's area. */
export function FundsPage({ funds, loans, state, mayCreate, draft }: Props) {
  const { t } = useView();
  const w = useFundWords();
  const closed = state === 'closed';
  return (
    <Page title={w.funds}>
      {funds.length === 0 && <p class="empty">{w.empty}</p>}
      {funds.map((fund) => (
        <Section key={fund.id} id={`fund-${fund.id}`} title={fund.name}>
          <FundState fund={fund} />
          {fund.seeBook && (
            <p>
              <a href={`/funds/${encodeURIComponent(fund.id)}`}>{w.book}</a>
            </p>
          )}
        </Section>
      ))}
      {mayCreate && <NewFund draft={draftFor(draft, 'fund')} />}
      <Section id="loans" title={w.loans}>
        <p>
          <a href={closed ? '/funds#loans' : '/funds?state=closed#loans'}>
            {closed ? t.statusOpen : t.statusClosed}
          </a>
        </p>
        <LoanTable loans={loans.items} />
        <NextPage path="/funds" query={{ state: closed ? 'closed' : undefined }} next={loans.next} />
      </Section>
    </Page>
  );
}

/** What a fund has, and whose it is. */
export function FundState({ fund }: { fund: FundCard }) {
  const { t, lang } = useView();
  const w = useFundWords();
  const { money, loans } = fund;
  const and = (n: number, sum: number) => (n === 0 ? '0' : `${n} (${formatDong(sum)})`);
  const percent = (fund.interestBps / 100).toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-US');
  return (
    <>
      <p class="quiet">{w.equation}</p>
      <Facts
        facts={[
          [w.capital, <Sum key="c" of={money.capital} />],
          [w.cash, <Sum key="m" of={money.cash} />],
          [w.lent, <Sum key="l" of={money.lent} />],
          [w.writtenOff, <Sum key="w" of={money.writtenOff} />],
          [w.reserved, <Sum key="r" of={money.reserved} />],
          [w.free, <Sum key="f" of={money.free} />],
          [w.interestEarned, fund.interestBps > 0 || fund.interest > 0 ? <Sum of={fund.interest} /> : null],
          [w.running, String(loans.running)],
          [w.arrears, and(loans.arrears, loans.arrearsSum)],
          [w.waiting, and(loans.waiting, loans.waitingSum)],
          [w.lender, fund.organisation.name],
          [w.source, label(FUND_SOURCE_LABELS, fund.source, lang)],
          [w.interest, fund.interestBps > 0 ? w.aYear(percent) : w.noInterest],
          [w.cap, fund.cap === null ? null : <Sum of={fund.cap} />],
          [w.termMax, fund.termMax === null ? null : String(fund.termMax)],
          [w.vouching, fund.vouching ? t.yes : null],
        ]}
      />
    </>
  );
}

export function Sum({ of }: { of: number }) {
  return <span class="num">{formatDong(of)}</span>;
}

export function loanTone(status: LoanStatus): Tone {
  if (status === 'running' || status === 'matured' || status === 'repaid') return 'good';
  if (status === 'written-off') return 'bad';
  return status === 'refused' || status === 'withdrawn' ? 'plain' : 'warn';
}

export function LoanTable({ loans, onCase }: { loans: readonly LoanCard[]; onCase?: boolean }) {
  const { t, lang } = useView();
  const w = useFundWords();
  return (
    <Table<LoanCard>
      caption={w.loans}
      hideCaption
      rows={loans}
      rowKey={({ id }) => id}
      bad={({ overdue }) => overdue}
      empty={w.loansEmpty}
      cols={[
        {
          label: onCase ? w.fund : t.person,
          cell: ({ id, who, fullName, fund }) => (
            <a href={`/loans/${encodeURIComponent(id)}`}>{onCase ? fund.name : (fullName ?? who)}</a>
          ),
        },
        {
          label: t.status,
          cell: ({ status, turn }) => (
            <>
              <Tag tone={loanTone(status)}>{label(LOAN_STATUS_LABELS, status, lang)}</Tag>{' '}
              {turn > 1 && w.turnOf(turn)}
            </>
          ),
        },
        { label: w.asked, cell: ({ asked }) => <Sum of={asked} /> },
        { label: w.outstanding, cell: ({ outstanding }) => <Sum of={outstanding} /> },
        {
          label: w.next,
          cell: ({ action, due }) =>
            action && (
              <>
                {label(NEXT_ACTION_LABELS, action, lang)} <Due at={due?.getTime() ?? null} />
              </>
            ),
        },
      ]}
    />
  );
}

function NewFund({ draft }: { draft?: Draft }) {
  const { t, lang } = useView();
  const w = useFundWords();
  const field = { prefix: 'fund-', draft };
  return (
    <Folded title={w.newFund} action="/funds" {...field}>
      <Input name="name" label={w.fundName} required {...field} />
      <Select
        name="source"
        label={w.source}
        options={choicesOf(FUND_SOURCES, FUND_SOURCE_LABELS, lang)}
        required
        {...field}
      />
      <Input name="interestBps" label={w.bps} value="0" required {...field} />
      <Input name="cap" label={w.cap} hint={w.limitsHint} required={false} {...field} />
      <Input name="termMax" label={w.termMax} hint={w.limitsHint} required={false} {...field} />
      <Choices
        name="vouching"
        label={w.vouching}
        options={[
          { value: 'yes', label: t.yes },
          { value: 'no', label: w.no },
        ]}
        value="yes"
        required
        {...field}
      />
    </Folded>
  );
}

import {
  BORROWER_LABELS,
  LOAN_STATUS_LABELS,
  label,
  NEXT_ACTION_LABELS,
  REPAYMENT_WAY_LABELS,
  TIMELINE_LABELS,
  VOTING_BODY_LABELS,
} from '../../../domain/wording/labels';
import type { LoanDetail } from '../../queries/loans';
import { At, type Draft, Due, Facts, On, type Option, Section, Table, Tag } from '../components';
import { Page } from '../layout';
import { useView } from '../view';
import { loanTone, Sum } from './list';
import { LoanForms } from './loan-forms';
import { useFundWords } from './words';

/** One loan: where it stands, what may be done now, its votes, turns and schedule, and what happened. */
export function LoanPage(props: {
  loan: LoanDetail;
  vouchers: readonly { id: string; name: string }[];
  draft?: Draft;
}) {
  const { t, lang, user } = useView();
  const w = useFundWords();
  const { loan, draft } = props;
  const vouchers: Option[] = props.vouchers.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Page
      title={`${w.loan}: ${loan.fullName ?? loan.who}`}
      up={{ href: '/funds', label: w.funds }}
      aside={
        <p class="row">
          <Tag tone={loanTone(loan.status)}>{LOAN_STATUS_LABELS[loan.status][lang]}</Tag>
          {loan.turn > 1 && <Tag>{w.turnOf(loan.turn)}</Tag>}
        </p>
      }
    >
      {loan.action && (
        <section class={loan.overdue ? 'turn over' : 'turn'} aria-label={w.next}>
          <span class="quiet">{w.next}</span>
          <span class="what">{label(NEXT_ACTION_LABELS, loan.action, lang)}</span>
          <span>
            {t.nextDate}: <Due at={loan.due?.getTime() ?? null} />
          </span>
          {loan.place !== null && <span>{w.place(loan.place)}</span>}
        </section>
      )}
      <div class="cols two">
        <div class="stack">
          <LoanForms loan={loan} vouchers={vouchers} draft={draft} />
          <Schedule loan={loan} />
          <Turns loan={loan} />
        </div>
        <div class="stack">
          <Section id="about" title={w.loan}>
            <Facts
              facts={[
                [
                  t.person,
                  user?.role === 'partner' ? (
                    (loan.fullName ?? loan.who)
                  ) : (
                    <a href={`/cases/${encodeURIComponent(loan.caseId)}`}>{loan.fullName ?? loan.who}</a>
                  ),
                ],
                [w.borrower, label(BORROWER_LABELS, loan.borrower, lang)],
                [t.commune, loan.commune.name],
                [w.fund, loan.fund.name],
                [
                  w.asked,
                  <span key="a">
                    <Sum of={loan.asked} />, {w.monthsOf(loan.askedMonths)}
                  </span>,
                ],
                [w.plan, loan.plan],
                [w.voucher, loan.voucher?.name],
                [t.mentor, loan.mentor?.name],
                [w.outstanding, <Sum key="o" of={loan.outstanding} />],
                [w.owed, loan.owed > 0 ? <Sum of={loan.owed} /> : null],
                [w.arrearsSince, loan.arrearsSince && <On day={loan.arrearsSince} />],
                [t.reason, loan.reason],
              ]}
            />
          </Section>
          <Votes loan={loan} />
          <Section id="timeline" title={w.newsOf}>
            <ol class="time">
              {loan.timeline.map((entry) => (
                <li key={entry.id}>
                  {label(TIMELINE_LABELS, entry.kind, lang)}
                  <br />
                  <span class="quiet">
                    <At at={entry.at} />
                    {entry.by && ` · ${entry.by}`}
                  </span>
                </li>
              ))}
            </ol>
          </Section>
        </div>
      </div>
    </Page>
  );
}

function Schedule({ loan }: { loan: LoanDetail }) {
  const { today } = useView();
  const w = useFundWords();
  return (
    <Section id="schedule" title={w.schedule}>
      <Table
        caption={w.schedule}
        hideCaption
        rows={loan.instalments}
        rowKey={({ dueOn, seq }) => `${dueOn}/${seq}`}
        bad={({ dueOn, paidOn }) => paidOn === null && dueOn < today}
        empty={w.scheduleEmpty}
        cols={[
          { label: w.dueOn, cell: ({ dueOn }) => <On day={dueOn} /> },
          { label: w.principal, cell: ({ principal }) => <Sum of={principal} /> },
          { label: w.interestPart, cell: ({ interest }) => (interest > 0 ? <Sum of={interest} /> : '–') },
          {
            label: w.paid,
            cell: ({ paidOn, paidPrincipal, paidInterest }) => (
              <>
                <Sum of={paidPrincipal + paidInterest} />
                {paidOn && (
                  <span class="quiet block">
                    <On day={paidOn} />
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Turns({ loan }: { loan: LoanDetail }) {
  const { lang } = useView();
  const w = useFundWords();
  if (loan.turns.length === 0) return null;
  const on = (day: string | null) => day && <On day={day} />;
  return (
    <Section id="turns" title={w.turns}>
      {loan.turns.map((turn) => (
        <article key={turn.turn} aria-label={w.turnOf(turn.turn)}>
          <h3>{w.turnOf(turn.turn)}</h3>
          <Facts
            facts={[
              [w.amount, <Sum key="p" of={turn.principal} />],
              [w.months, `${turn.months}, ${REPAYMENT_WAY_LABELS[turn.way][lang]}`],
              [w.decidedOn, on(turn.decidedOn)],
              [w.disbursedOn, on(turn.disbursedOn)],
              [w.endsOn, on(turn.endsOn)],
              [w.rescheduled, turn.rescheduled > 0 ? String(turn.rescheduled) : null],
              [w.maturedOn, on(turn.maturedOn)],
              [w.writtenOffOn, on(turn.writtenOffOn)],
            ]}
          />
        </article>
      ))}
    </Section>
  );
}

function Votes({ loan }: { loan: LoanDetail }) {
  const { lang } = useView();
  const w = useFundWords();
  return (
    <Section id="votes" title={w.votes}>
      <Table
        caption={w.votes}
        hideCaption
        rows={loan.votes}
        rowKey={({ voter }) => voter}
        empty={w.votesEmpty}
        cols={[
          { label: w.voter, cell: ({ voter }) => voter },
          { label: w.body, cell: ({ body }) => label(VOTING_BODY_LABELS, body, lang) },
          { label: w.vote, cell: ({ yes }) => (yes ? w.yes : w.no) },
          { label: w.why, cell: ({ why }) => why },
        ]}
      />
    </Section>
  );
}

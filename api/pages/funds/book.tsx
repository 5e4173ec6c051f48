import type { Account } from '../../../domain/ledger';
import { formatDong } from '../../../domain/vietnamese';
import { ENTRY_KIND_LABELS, label } from '../../../domain/wording/labels';
import type { EntryView, FundBook } from '../../queries/funds';
import { Folded } from '../case/folded';
import {
  At,
  type Col,
  choicesOf,
  type Draft,
  draftFor,
  Input,
  NextPage,
  On,
  Section,
  Select,
  Table,
  TextArea,
} from '../components';
import { Page } from '../layout';
import { useView } from '../view';
import { FundState, Sum } from './list';
import { useFundWords } from './words';

const BY_HAND = ['capital-in', 'capital-out', 'recovered'] as const;

/** The book of a fund: every entry with who, when and why; made to be printed. */
export function BookPage({ book, draft }: { book: FundBook; draft?: Draft }) {
  const { lang } = useView();
  const w = useFundWords();
  const path = `/funds/${encodeURIComponent(book.id)}`;
  const waiting = book.waitingList;
  const undo: Col<EntryView> = {
    label: w.reverse,
    cell: (entry) =>
      entry.canReverse && (
        <Reverse path={path} entry={entry} draft={draftFor(draft, `reverse-${entry.id}`)} />
      ),
  };
  return (
    <Page title={book.name} up={{ href: '/funds', label: w.funds }}>
      <Section id="state" title={w.state}>
        <FundState fund={book} />
      </Section>
      {book.keep && <NewEntry book={book} draft={draftFor(draft, 'entry')} />}
      <Section id="waiting" title={w.waitingList}>
        <p class="quiet">{w.waitingHint}</p>
        <Table
          caption={w.waitingList}
          hideCaption
          rows={waiting}
          rowKey={({ id }) => id}
          empty={w.waitingEmpty}
          cols={[
            {
              label: w.about,
              cell: ({ id, who }) => <a href={`/loans/${encodeURIComponent(id)}`}>{who}</a>,
            },
            { label: w.amount, cell: ({ amount }) => <Sum of={amount} /> },
          ]}
        />
      </Section>
      <Section id="book" title={w.book}>
        <Table<EntryView>
          caption={w.book}
          hideCaption
          rows={book.entries.items}
          rowKey={({ id }) => id}
          empty={w.bookEmpty}
          cols={[
            { label: w.number, cell: ({ id }) => <span class="num">{id}</span> },
            { label: w.on, cell: ({ on }) => <On day={on} /> },
            {
              label: w.kind,
              cell: ({ kind, reverses, reversedBy }) => (
                <>
                  {label(ENTRY_KIND_LABELS, kind, lang)}
                  {reverses && <span class="quiet block">{w.reverses(reverses)}</span>}
                  {reversedBy && <span class="quiet block">{w.reversedBy(reversedBy)}</span>}
                </>
              ),
            },
            { label: w.amount, cell: ({ postings }) => <Sides postings={postings} /> },
            {
              label: w.about,
              cell: ({ loan }) => loan && <a href={`/loans/${encodeURIComponent(loan.id)}`}>{loan.who}</a>,
            },
            { label: w.why, cell: ({ why }) => why },
            {
              label: w.by,
              cell: ({ by, at }) => (
                <>
                  {by}
                  <span class="quiet block">
                    <At at={at} />
                  </span>
                </>
              ),
            },
            ...(book.keep ? [undo] : []),
          ]}
        />
        <NextPage path={path} query={{}} next={book.entries.next} />
      </Section>
    </Page>
  );
}

/** Both sides of an entry: what rose and what fell. */
function Sides({ postings }: { postings: EntryView['postings'] }) {
  const w = useFundWords();
  return (
    <>
      {postings.map(({ account, amount }) => {
        // Capital is a credit account: it grows where its postings are negative.
        const moved = account === 'capital' ? -amount : amount;
        return (
          <span class="block" key={account}>
            {w.accounts[account as Account]}{' '}
            <span class="num">
              {moved < 0 ? '−' : '+'}
              {formatDong(Math.abs(moved))}
            </span>
          </span>
        );
      })}
    </>
  );
}

function Reverse({ path, entry, draft }: { path: string; entry: EntryView; draft?: Draft }) {
  const w = useFundWords();
  const field = { prefix: `reverse-${entry.id}-`, draft };
  return (
    <Folded title={w.reverse} action={`${path}/entries`} label={`${w.reverse} ${entry.id}`} second {...field}>
      <input type="hidden" name="kind" value="reversal" />
      <input type="hidden" name="reverses" value={entry.id} />
      <TextArea name="why" label={w.why} required {...field} />
    </Folded>
  );
}

function NewEntry({ book, draft }: { book: FundBook; draft?: Draft }) {
  const { lang, today } = useView();
  const w = useFundWords();
  const field = { prefix: 'entry-', draft };
  const kinds = BY_HAND.filter((kind) => kind !== 'recovered' || book.writtenOff.length > 0);
  return (
    <Folded title={w.bookEntry} action={`/funds/${encodeURIComponent(book.id)}/entries`} {...field}>
      <Select
        name="kind"
        label={w.kind}
        options={choicesOf(kinds, ENTRY_KIND_LABELS, lang)}
        required
        {...field}
      />
      <Input name="amount" label={w.amount} hint={w.amountHint} required {...field} />
      <Input name="on" label={w.on} type="date" value={today} max={today} required {...field} />
      {book.writtenOff.length > 0 && (
        <Select
          name="loanId"
          label={w.whichLoan}
          options={book.writtenOff.map(({ id, who }) => ({ value: id, label: who }))}
          blank=""
          required={false}
          {...field}
        />
      )}
      <TextArea name="why" label={w.why} required {...field} />
    </Folded>
  );
}

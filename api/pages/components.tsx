/** The parts all screens are made of. Each takes what it shows; the reader's language comes from the view. */
import { randomUUID } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { type Day, dayOf, daysBetween, type Instant } from '../../domain/calendar';
import { formatDateTime, formatDay } from '../../domain/vietnamese';
import type { Text } from '../../domain/wording/labels';
import { FILE_FIELD } from '../upload';
import type { Words } from './text';
import { useView } from './view';

type Children = { children?: ComponentChildren };

// ── forms ──

/** What was typed and what is wrong with it, by field: a form that comes back loses nothing. */
export interface Draft {
  /** Which form of the page. */
  form: string;
  values: Record<string, string | string[] | undefined>;
  errors: Record<string, string>;
}

/** What came back of this form; nothing of the others of its page. */
export const draftFor = (draft: Draft | undefined, form: string): Draft | undefined =>
  draft?.form === form ? draft : undefined;

/** A form that acts: carries the CSRF token and an idempotency key of its own, so that a double click acts once. */
export function Form({
  action,
  upload,
  children,
  ...rest
}: Children & { action: string; upload?: boolean; class?: string; label?: string; id?: string }) {
  const { csrf } = useView();
  return (
    <form
      id={rest.id}
      method="post"
      action={action}
      class={rest.class ?? 'stack'}
      aria-label={rest.label}
      encType={upload ? 'multipart/form-data' : undefined}
    >
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="_key" value={randomUUID()} />
      {children}
    </form>
  );
}

/** How a field is called in the summary of errors, where its label is not beside it. */
const FIELD_NAMES = {
  outcome: 'outcome',
  heldOn: 'heldOn',
  givenOn: 'givenOn',
  giver: 'giver',
  household: 'household',
  workDays: 'workDays',
  attending: 'attending',
  topic: 'sessionTopic',
  caseIds: 'trainees',
  endsOn: 'courseEnds',
  providerId: 'courseProvider',
  results: 'courseResults',
  consentOn: 'consentOn',
  since: 'since',
  on: 'newDay',
  needs: 'needs',
  note: 'note',
  how: 'resolvedWord',
  reason: 'reason',
  to: 'yourAnswer',
  mentorId: 'mentor',
  communeId: 'commune',
  centreId: 'centre',
  provinceId: 'province',
  organisationId: 'organisation',
  role: 'role',
  name: 'name',
  email: 'email',
  phone: 'phone',
  password: 'password',
  id: 'code',
  value: 'policyNewValue',
  basis: 'policyBasis',
  validFrom: 'policyFrom',
  validTo: 'policyTo',
  off: 'policyOff',
  worked: 'policyWorked',
  source: 'policySource',
  year: 'policyYear',
  kind: 'kind',
  from: 'absenceFrom',
  until: 'absenceUntil',
  coverId: 'cover',
  deputyId: 'deputy',
  quietFrom: 'quietFrom',
  quietTo: 'quietTo',
  daysOff: 'daysOff',
  who: 'code',
  why: 'reason',
} as const satisfies Record<string, keyof Words>;
type FieldName = keyof typeof FIELD_NAMES;

/**
 * What is wrong, on top of the form, each a link to its field; takes the focus when the page opens.
 * `whole`: the messages name their field themselves, as those of spreadsheet rows do.
 */
export function ErrorSummary({
  draft,
  prefix = '',
  whole,
}: {
  draft?: Draft;
  prefix?: string;
  whole?: boolean;
}) {
  const { t } = useView();
  if (!draft) return null;
  const errors = Object.entries(draft.errors);
  const named = (name: string, message: string) =>
    !whole && Object.hasOwn(FIELD_NAMES, name) ? `${t[FIELD_NAMES[name as FieldName]]}: ${message}` : message;
  if (errors.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: after a form came back, what is wrong is where the reader must be
    <div class="notice bad" role="alert" tabIndex={-1} autoFocus>
      <p class="strong">{t.pleaseCorrect}</p>
      <ul>
        {errors.map(([name, message]) => (
          <li key={name}>
            <a href={`#${prefix}${name}`}>{named(name, message)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FieldProps {
  name: string;
  label: string;
  draft?: Draft;
  hint?: string;
  required?: boolean;
  /** Told apart where one page holds several forms of a kind. */
  prefix?: string;
}

function wiring({ name, draft, hint, prefix = '', required }: FieldProps) {
  const id = `${prefix}${name}`;
  const error = draft?.errors[name];
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return {
    id,
    error,
    attributes: {
      id,
      name,
      required,
      'aria-describedby': described,
      'aria-invalid': error ? ('true' as const) : undefined,
    },
  };
}

function typedIn(draft: Draft | undefined, name: string, preset = ''): string {
  const value = draft?.values[name] ?? preset;
  return Array.isArray(value) ? (value[0] ?? '') : value;
}

function Labelled({ field, children }: Children & { field: FieldProps }) {
  const { t } = useView();
  const { id, error } = wiring(field);
  return (
    <div class="field">
      <label for={id}>
        {field.label} {field.required === false && <span class="hint">({t.optional})</span>}
      </label>
      <Hint id={id} hint={field.hint} error={error} />
      {children}
    </div>
  );
}

function Hint({ id, hint, error }: { id: string; hint?: string; error?: string }) {
  return (
    <>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </>
  );
}

type InputProps = FieldProps & {
  type?: 'text' | 'email' | 'password' | 'tel' | 'date' | 'time' | 'search' | 'file' | 'month';
  value?: string;
  autoComplete?: string;
  min?: string;
  max?: string;
  maxLength?: number;
  accept?: string;
  inputMode?: 'numeric';
};

export function Input({
  type = 'text',
  value,
  autoComplete,
  min,
  max,
  maxLength,
  accept,
  inputMode,
  ...field
}: InputProps) {
  const typed = type === 'password' || type === 'file' ? undefined : typedIn(field.draft, field.name, value);
  return (
    <Labelled field={field}>
      {/* The attributes' types differ by the kind of input; all kinds here take these. */}
      <input
        {...wiring(field).attributes}
        type={type as 'text'}
        value={typed}
        {...{ autoComplete, min, max, maxLength, accept, inputMode }}
      />
    </Labelled>
  );
}

export function TextArea({ value, ...field }: FieldProps & { value?: string }) {
  return (
    <Labelled field={field}>
      <textarea
        {...wiring(field).attributes}
        maxLength={2000}
        rows={3}
        value={typedIn(field.draft, field.name, value)}
      />
    </Labelled>
  );
}

export interface Option {
  value: string;
  label: string;
}

/** Values as options, each by its name in the reader's language. */
export const choicesOf = <K extends string>(
  values: readonly K[],
  names: Record<K, Text>,
  lang: keyof Text,
): Option[] => values.map((value) => ({ value, label: names[value][lang] }));

export function Select({
  options,
  value,
  blank,
  ...field
}: FieldProps & { options: readonly Option[]; value?: string; blank?: string }) {
  const chosen = typedIn(field.draft, field.name, value);
  return (
    <Labelled field={field}>
      <select {...wiring(field).attributes}>
        {blank !== undefined && <option value="">{blank}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** One of a few (radio) or any of a few (checkbox), each a target wide enough for a thumb. */
export function Choices({
  options,
  value,
  many,
  ...field
}: FieldProps & { options: readonly Option[]; value?: string | readonly string[]; many?: boolean }) {
  const { id, error } = wiring(field);
  const typed = field.draft?.values[field.name] ?? value;
  const chosen = Array.isArray(typed) ? typed : [typed];
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{field.label}</legend>
      <Hint id={id} hint={field.hint} error={error} />
      <div class="choices">
        {options.map((option) => (
          <label class="choice" key={option.value}>
            <input
              type={many ? 'checkbox' : 'radio'}
              name={field.name}
              value={option.value}
              checked={chosen.includes(option.value)}
              required={!many && field.required}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Narrows a list; its address can be kept and shared. */
export function SearchForm({ action, label, children }: Children & { action: string; label: string }) {
  return (
    <search>
      <form method="get" action={action} class="filters card" aria-label={label}>
        {children}
      </form>
    </search>
  );
}

/** A list to send in, for `api/upload`. */
export function SpreadsheetInput({ draft }: { draft?: Draft }) {
  const { t } = useView();
  return (
    <Input
      name={FILE_FIELD}
      type="file"
      label={t.importFile}
      hint={t.importFileHint}
      accept=".xlsx,.csv"
      required
      draft={draft}
    />
  );
}

export function Submit({
  children,
  second,
  ...rest
}: Children & { second?: boolean; name?: string; value?: string }) {
  return (
    <button type="submit" class={second ? 'second' : undefined} {...rest}>
      {children}
    </button>
  );
}

// ── dates ──

/** How far a moment is: days left or overdue, with the date itself. A term of days ends with its last day. */
export function Due({ at, plain }: { at: Instant | null; plain?: boolean }) {
  const { t, today, now } = useView();
  if (at === null) return null;
  const day = dayOf(at - 1);
  const left = daysBetween(today, day);
  const words =
    left > 1
      ? t.daysLeft(left)
      : left === 1
        ? t.tomorrow
        : left === 0
          ? at <= now
            ? t.overdueToday
            : t.today
          : t.daysOver(-left);
  return (
    <span class="due">
      <span class="num">{formatDay(day)}</span>{' '}
      <span class={at <= now && !plain ? 'over-text' : 'quiet'}>({words})</span>
    </span>
  );
}

export function At({ at }: { at: Instant | Date }) {
  const instant = Number(at);
  return (
    <time class="num" dateTime={new Date(instant).toISOString()}>
      {formatDateTime(instant)}
    </time>
  );
}

export function On({ day }: { day: Day }) {
  return (
    <time class="num" dateTime={day}>
      {formatDay(day)}
    </time>
  );
}

// ── lists ──

export type Tone = 'good' | 'bad' | 'warn' | 'plain';

export function Tag({ tone = 'plain', children }: Children & { tone?: Tone }) {
  return <span class={tone === 'plain' ? 'tag' : `tag ${tone}`}>{children}</span>;
}

export interface Col<R> {
  label: string;
  cell: (row: R) => ComponentChildren;
}

/** A table with its caption; the first column heads each row. On a narrow screen every row becomes a card. */
export function Table<R>(props: {
  caption: string;
  hideCaption?: boolean;
  cols: readonly Col<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  bad?: (row: R) => boolean;
  empty: ComponentChildren;
}) {
  const { cols, rows } = props;
  const [first, ...others] = cols as [Col<R>, ...Col<R>[]];
  if (rows.length === 0) return <p class="empty">{props.empty}</p>;
  return (
    <table class="cards">
      <caption class={props.hideCaption ? 'unseen' : undefined}>{props.caption}</caption>
      <thead>
        <tr>
          {cols.map((col) => (
            <th scope="col" key={col.label}>
              {col.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={props.rowKey(row)} class={props.bad?.(row) ? 'bad' : undefined}>
            <th scope="row">{first.cell(row)}</th>
            {others.map((col) => (
              <td key={col.label} data-label={col.label}>
                {col.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The way to the rest of a long list. */
export function NextPage({
  path,
  query,
  next,
}: {
  path: string;
  query: Record<string, string | undefined>;
  next: string | null;
}) {
  const { t } = useView();
  if (!next) return null;
  return (
    <p>
      <a class="button second" rel="next" href={withQuery(path, { ...query, after: next })}>
        {t.nextPage}
      </a>
    </p>
  );
}

/** A path with its query; what is empty is left out. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length ? `${path}?${new URLSearchParams(set)}` : path;
}

export function Section({ id, title, children }: Children & { id: string; title: string }) {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** Facts as term and description; what is unknown is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** The ways between the pages of a section. */
export function Sections<N extends string>(props: {
  label: string;
  of: N;
  all: readonly { href: string; name: N }[];
  words: Record<N, string>;
}) {
  const { label, of, all, words } = props;
  return (
    <nav aria-label={label}>
      <ul class="plain row">
        {all.map(({ href, name }) => (
          <li key={href}>
            <a href={href} aria-current={name === of ? 'page' : undefined}>
              {words[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

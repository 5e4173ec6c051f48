import { render } from 'preact-render-to-string';
import { formatDateTime } from '../../domain/vietnamese';
import type { Mail } from './mailbox';
import { phoneOf, type Sms } from './sms';

export type Lang = 'vi' | 'en';

/** What the page shows; `seen` names this state, so that a page which has it already is sent nothing. */
export interface PhonesView {
  lang: Lang;
  /** What was typed to find a phone; empty for all. */
  phone: string;
  texts: readonly Sms[];
  mails: readonly Mail[];
  seen: string;
}

const WORDS = {
  vi: {
    title: 'Điện thoại và hộp thư',
    about: 'Mô phỏng bên ngoài hệ thống: tin nhắn và thư ở đây không rời khỏi máy này.',
    phones: 'Điện thoại',
    mailbox: 'Hộp thư',
    find: 'Tìm số điện thoại',
    findButton: 'Tìm',
    refresh: 'Tải lại',
    noPhones: 'Chưa có tin nhắn nào. Khi hệ thống nhắn tin, điện thoại nhận sẽ hiện ở đây.',
    noMatch: 'Không có điện thoại nào khớp.',
    all: 'Xem tất cả',
    noMails: 'Chưa có thư nào.',
    answer: 'Trả lời từ',
    hint: 'Trả lời…',
    send: 'Gửi',
    segments: (n: number) => `${n} phần tin`,
    earlier: (n: number) => `Xem thêm ${n} tin cũ hơn`,
    more: (n: number) => `Còn ${n} điện thoại khác: hãy tìm theo số.`,
    moreMails: (n: number) => `Còn ${n} thư cũ hơn.`,
    to: 'Đến',
    read: 'Đọc thư',
    noSubject: '(không có tiêu đề)',
    mine: 'Đã trả lời',
    status: {
      queued: 'đang chờ',
      sent: 'đã gửi',
      delivered: 'đã đến máy',
      undelivered: 'không đến được máy',
      failed: 'hệ thống chưa nhận được, hãy gửi lại',
      received: '',
    },
  },
  en: {
    title: 'Phones and mailbox',
    about: 'The simulated outside world: no text or mail here leaves this machine.',
    phones: 'Phones',
    mailbox: 'Mailbox',
    find: 'Find a phone number',
    findButton: 'Find',
    refresh: 'Refresh',
    noPhones: 'No texts yet. When the system sends one, the phone that gets it appears here.',
    noMatch: 'No phone matches.',
    all: 'Show all',
    noMails: 'No mail yet.',
    answer: 'Answer from',
    hint: 'Answer…',
    send: 'Send',
    segments: (n: number) => (n === 1 ? '1 segment' : `${n} segments`),
    earlier: (n: number) => `Show ${n} earlier`,
    more: (n: number) => `${n} more phones: search by number.`,
    moreMails: (n: number) => `${n} earlier mails.`,
    to: 'To',
    read: 'Read',
    noSubject: '(no subject)',
    mine: 'Answered',
    status: {
      queued: 'queued',
      sent: 'sent',
      delivered: 'delivered',
      undelivered: 'not delivered',
      failed: 'not taken by the system, send again',
      received: '',
    },
  },
};

/** Newest phones shown at once, texts a phone and mails: a page of thousands helps nobody. */
const PHONES = 60;
const TEXTS = 5;
const MAILS = 40;

/** The whole page. */
export function phonesPage(view: PhonesView): string {
  const words = WORDS[view.lang];
  return `<!doctype html>${render(
    <html lang={view.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}' />
        <title>{words.title} · Nhịp Cầu</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/phones.css" />
        <script src="/htmx.js" defer />
      </head>
      <body>
        <header>
          <div class="bar">
            <h1>{words.title}</h1>
            <nav>
              <a href={link(view, {})}>{words.refresh}</a>
              <a
                href={link(view, { lang: view.lang === 'vi' ? 'en' : 'vi' })}
                lang={view.lang === 'vi' ? 'en' : 'vi'}
              >
                {view.lang === 'vi' ? 'English' : 'Tiếng Việt'}
              </a>
            </nav>
          </div>
          <p class="quiet">{words.about}</p>
          <form class="find" method="get" action="/">
            <input type="hidden" name="lang" value={view.lang} />
            <label for="find">{words.find}</label>
            <input
              id="find"
              type="search"
              name="phone"
              value={view.phone}
              inputMode="tel"
              placeholder="0912 345 678"
            />
            <button type="submit">{words.findButton}</button>
          </form>
        </header>
        <Outside {...view} />
      </body>
    </html>,
  )}`;
}

/** The part that changes, alone: what a page that is already open asks for. */
export const phonesList = (view: PhonesView): string => render(<Outside {...view} />);

function Outside(view: PhonesView) {
  const words = WORDS[view.lang];
  const phones = phonesOf(view.texts).filter(({ number }) => matchesNumber(number, view.phone));
  const mails = view.mails.toReversed();
  const poll = `/list?${new URLSearchParams({ lang: view.lang, phone: view.phone, seen: view.seen })}`;
  return (
    <main id="outside" hx-get={poll} hx-trigger="every 2s" hx-swap="outerHTML">
      <section aria-labelledby="phones">
        <h2 id="phones">
          {words.phones} <span class="count">{phones.length}</span>
        </h2>
        {phones.length === 0 && (
          <p class="empty">
            {view.phone ? words.noMatch : words.noPhones}{' '}
            {view.phone && <a href={link(view, { phone: '' })}>{words.all}</a>}
          </p>
        )}
        <div class="phones">
          {phones.slice(0, PHONES).map((phone) => (
            <Phone key={phone.number} {...phone} view={view} />
          ))}
        </div>
        {phones.length > PHONES && <p class="quiet">{words.more(phones.length - PHONES)}</p>}
      </section>
      <section aria-labelledby="mailbox">
        <h2 id="mailbox">
          {words.mailbox} <span class="count">{mails.length}</span>
        </h2>
        {mails.length === 0 && <p class="empty">{words.noMails}</p>}
        {mails.slice(0, MAILS).map((mail, i) => (
          <MailCard key={`${mail.messageId}${mail.receivedAt}`} mail={mail} lang={view.lang} open={i === 0} />
        ))}
        {mails.length > MAILS && <p class="quiet">{words.moreMails(mails.length - MAILS)}</p>}
      </section>
    </main>
  );
}

function Phone({ number, texts, view }: { number: string; texts: Sms[]; view: PhonesView }) {
  const words = WORDS[view.lang];
  const id = idOf(number);
  const shown = view.phone ? texts : texts.slice(0, TEXTS);
  return (
    <article class="card" aria-labelledby={id}>
      <h3 id={id}>{spaced(number)}</h3>
      {/* Kept as it is when the list around it is renewed: somebody may be typing. */}
      <form method="post" action="/reply" class="reply" id={`${id}-form`} hx-preserve="true">
        <input type="hidden" name="from" value={number} />
        <input type="hidden" name="lang" value={view.lang} />
        <input type="hidden" name="phone" value={view.phone} />
        <label class="unseen" for={`${id}-body`}>
          {words.answer} {spaced(number)}
        </label>
        <input
          id={`${id}-body`}
          name="body"
          required
          maxLength={1600}
          autoComplete="off"
          placeholder={words.hint}
        />
        <button type="submit">{words.send}</button>
      </form>
      <ol class="texts">
        {shown.map((sms) => (
          <li key={sms.sid} class={sms.direction === 'inbound' ? 'mine' : 'theirs'}>
            <p class="body">
              <Linked text={sms.body} />
            </p>
            <p class="quiet">
              {[
                sms.direction === 'inbound' ? words.mine : sms.from,
                formatDateTime(sms.createdAt),
                words.segments(sms.segments),
                words.status[sms.status] + (sms.errorCode === null ? '' : ` (${sms.errorCode})`),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ol>
      {texts.length > shown.length && (
        <a href={link(view, { phone: number })}>{words.earlier(texts.length - shown.length)}</a>
      )}
    </article>
  );
}

/** A long list of letters is read by their subjects; the newest lies open. */
function MailCard({ mail, lang, open }: { mail: Mail; lang: Lang; open: boolean }) {
  const words = WORDS[lang];
  return (
    <article class="card">
      <h3>{mail.subject || words.noSubject}</h3>
      <p class="quiet">
        {mail.from} · {words.to} {mail.to.join(', ')} · {formatDateTime(mail.receivedAt)}
      </p>
      <details open={open}>
        <summary>{words.read}</summary>
        <p class="body">
          <Linked text={mail.text} />
        </p>
      </details>
    </article>
  );
}

/** Web addresses in a text, made into links; a full stop after one is not part of it. */
function Linked({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/);
  return (
    <>
      {parts.map((part, i) =>
        i % 2 === 0 ? (
          part
        ) : (
          <a href={part} target="_blank" rel="noopener noreferrer" key={part}>
            {part}
          </a>
        ),
      )}
    </>
  );
}

/** Phones by what they last received or wrote, the newest first, and so their texts. */
function phonesOf(texts: readonly Sms[]): { number: string; texts: Sms[] }[] {
  const byNumber = new Map<string, Sms[]>();
  for (const sms of texts.toReversed()) {
    const theirs = byNumber.get(phoneOf(sms));
    if (theirs) theirs.push(sms);
    else byNumber.set(phoneOf(sms), [sms]);
  }
  return [...byNumber].map(([number, theirs]) => ({ number, texts: theirs }));
}

/** '0912 34', '+84912' and '912' all find +84912345678. */
function matchesNumber(number: string, typed: string): boolean {
  return number.includes(typed.replace(/\D/g, '').replace(/^0/, ''));
}

const spaced = (number: string): string => number.replace(/^(\+84)(\d{3})(\d{3})(\d+)$/, '$1 $2 $3 $4');

/** The fragment a phone's card has on the page. */
export const idOf = (number: string): string => `p${number.replace(/\D/g, '')}`;

/** The page's address with some of its settings changed. */
export function link(
  { lang, phone }: { lang: Lang; phone: string },
  change: { lang?: Lang; phone?: string },
): string {
  return `/?${new URLSearchParams({ lang, phone, ...change })}`;
}

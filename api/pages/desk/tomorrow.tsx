import { CHANNEL_LABELS, label, NOTICE_KIND_LABELS, ROLE_LABELS } from '../../../domain/wording/labels';
import type { TomorrowCard } from '../../queries';
import { At } from '../components';
import { useView } from '../view';
import { DeskPage } from './frame';
import { useDesk } from './words';

/** What goes out tomorrow, as its reader will see it. */
export function TomorrowPage({ items, more }: { items: readonly TomorrowCard[]; more: boolean }) {
  const d = useDesk();
  return (
    <DeskPage of="tomorrow">
      <p class="quiet">{d.tomorrowIntro}</p>
      {items.length === 0 && <p class="empty">{d.tomorrowEmpty}</p>}
      {items.map((card) => (
        <Card card={card} key={card.id} />
      ))}
      {more && <p class="quiet">{d.tomorrowMore(items.length)}</p>}
    </DeskPage>
  );
}

function Card({ card }: { card: TomorrowCard }) {
  const { lang } = useView();
  const d = useDesk();
  const { kind, caseId, who, recipient, at, others, fellBack, texts } = card;
  const title = `${recipient.name} · ${label(ROLE_LABELS, recipient.role, lang)}`;
  return (
    <article class="card" aria-label={title}>
      <h2>{title}</h2>
      <p>
        <At at={at} /> · {label(NOTICE_KIND_LABELS, kind, lang)} ·{' '}
        <a href={`/cases/${encodeURIComponent(caseId)}`}>{who}</a>
        {others > 0 && ` ${d.together(others)}`}
      </p>
      {fellBack && <p class="over-text">{d.fellBack}</p>}
      {texts.length === 0 && <p class="over-text">{d.nobody}</p>}
      {texts.map(({ channel, to, body, segments, unsafe }) => (
        <div class="stack" key={channel}>
          <p class="quiet">
            {label(CHANNEL_LABELS, channel, lang)}: {to}
            {segments > 0 && ` · ${d.segments(segments)}`}
          </p>
          <blockquote class="written">{body}</blockquote>
          {unsafe && <p class="over-text">{d.unsafe}</p>}
        </div>
      ))}
    </article>
  );
}

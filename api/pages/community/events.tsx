import { EVENT_LANGUAGES } from '../../../domain/circle';
import { EVENT_LANGUAGE_LABELS } from '../../../domain/wording/community';
import { recordEvent } from '../../commands';
import type { Context } from '../../context';
import { type EventCard, listEvents, type Page } from '../../queries';
import {
  choicesOf,
  type Draft,
  ErrorSummary,
  Form,
  Input,
  On,
  Section,
  Select,
  Submit,
  Table,
} from '../components';
import { dayFrom } from '../show';
import { useView } from '../view';
import { ListFrame } from './frame';
import { part } from './part';

export const eventPages = (ctx: Context) =>
  part(
    ctx,
    'events',
    listEvents,
    recordEvent,
    (req) => ({ heldOn: dayFrom(req.body?.heldOn) }),
    (rows, actor, draft) => <EventsPage rows={rows} records={actor.role === 'commune'} draft={draft} />,
  );

function EventsPage({ rows, records, draft }: { rows: Page<EventCard>; records: boolean; draft?: Draft }) {
  const { t, lang } = useView();
  return (
    <ListFrame path="events" next={rows.next} form={records && <AddEvent draft={draft} />}>
      <Table
        caption={t.events}
        hideCaption
        rows={rows.items}
        rowKey={({ id }) => id}
        empty={t.none}
        cols={[
          { label: t.sessionTopic, cell: ({ topic }) => topic },
          { label: t.day, cell: ({ heldOn }) => <On day={heldOn} /> },
          { label: t.eventLanguage, cell: ({ language }) => EVENT_LANGUAGE_LABELS[language][lang] },
          { label: t.attending, cell: ({ attending }) => <span class="num">{attending}</span> },
          {
            label: t.eventPlace,
            cell: ({ place, commune }) => [place, commune.name].filter(Boolean).join(', '),
          },
        ]}
      />
    </ListFrame>
  );
}

function AddEvent({ draft }: { draft?: Draft }) {
  const { t, lang, today } = useView();
  return (
    <Section id="add" title={t.eventAdd}>
      <ErrorSummary draft={draft} />
      <Form action="/community/events">
        <Input name="topic" label={t.sessionTopic} maxLength={200} required draft={draft} />
        <Input name="heldOn" type="date" label={t.day} value={today} max={today} required draft={draft} />
        <Select
          name="language"
          label={t.eventLanguage}
          options={choicesOf(EVENT_LANGUAGES, EVENT_LANGUAGE_LABELS, lang)}
          required
          draft={draft}
        />
        <Input name="attending" label={t.attending} inputMode="numeric" required draft={draft} />
        <Input name="place" label={t.eventPlace} maxLength={200} required={false} draft={draft} />
        <Submit>{t.save}</Submit>
      </Form>
    </Section>
  );
}

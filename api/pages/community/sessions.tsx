import { recordSession } from '../../commands';
import type { Context } from '../../context';
import { listSessions, type Page, type SessionCard, whoPrepares } from '../../queries';
import { Choices, type Draft, ErrorSummary, Form, Input, On, Section, Submit, Table } from '../components';
import { dayFrom } from '../show';
import { useView } from '../view';
import { ListFrame } from './frame';
import { part } from './part';

export const sessionPages = (ctx: Context) =>
  part(
    ctx,
    'sessions',
    listSessions,
    recordSession,
    (req) => ({ heldOn: dayFrom(req.body?.heldOn) }),
    async (rows, actor, draft) => (
      <SessionsPage
        rows={rows}
        inside={actor.role === 'centre' ? await whoPrepares(ctx, actor) : null}
        draft={draft}
      />
    ),
  );

interface Props {
  rows: Page<SessionCard>;
  /** Who may have taken part; null for those who only look. */
  inside: { caseId: string; who: string }[] | null;
  draft?: Draft;
}

function SessionsPage({ rows, inside, draft }: Props) {
  const { t, today } = useView();
  return (
    <ListFrame
      path="sessions"
      next={rows.next}
      form={
        inside && (
          <Section id="add" title={t.sessionAdd}>
            <ErrorSummary draft={draft} />
            <Form action="/community/sessions">
              <Input name="topic" label={t.sessionTopic} maxLength={200} required draft={draft} />
              <Input
                name="heldOn"
                type="date"
                label={t.day}
                value={today}
                max={today}
                required
                draft={draft}
              />
              <Input name="byWhom" label={t.sessionBy} maxLength={120} required={false} draft={draft} />
              <Choices
                name="caseIds"
                label={t.trainees}
                options={inside.map(({ caseId, who }) => ({ value: caseId, label: who }))}
                many
                draft={draft}
              />
              <Submit>{t.save}</Submit>
            </Form>
          </Section>
        )
      }
    >
      <Table
        caption={t.sessions}
        hideCaption
        rows={rows.items}
        rowKey={({ id }) => id}
        empty={t.none}
        cols={[
          { label: t.sessionTopic, cell: ({ topic }) => topic },
          { label: t.day, cell: ({ heldOn }) => <On day={heldOn} /> },
          { label: t.sessionBy, cell: ({ byWhom }) => byWhom },
          { label: t.trainees, cell: ({ trainees }) => trainees.join(', ') },
          ...(inside ? [] : [{ label: t.centre, cell: ({ centre }: SessionCard) => centre.name }]),
        ]}
      />
    </ListFrame>
  );
}

import { type Request, type Response, Router } from 'express';
import { rhythmText } from '../../../domain/wording/community';
import { openClub } from '../../commands';
import { clubHolders } from '../../commands/club';
import type { Context } from '../../context';
import { ProblemError } from '../../problem';
import { type ClubCard, listClubs, listMentors, type Page } from '../../queries';
import { type Draft, ErrorSummary, Form, Input, On, Section, Select, Submit, Table } from '../components';
import { act, actorOn, asked, dayFrom, show, signedIn, viewOf } from '../show';
import { useView } from '../view';
import { clubPages } from './club';
import { LeaderField, RhythmFields } from './club-fields';
import { ListFrame, tabsOf } from './frame';
import { Regular } from './regular';

export function clubListPages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    const actor = actorOn(req);
    if (!tabsOf(actor.role).some(({ path }) => path === 'clubs')) throw new ProblemError('forbidden');
    const opens = actor.role === 'commune';
    const [clubs, mentors, holders] = await Promise.all([
      listClubs(ctx, actor, { after: asked(req, 'after') }),
      opens ? listMentors(ctx, actor, undefined) : null,
      opens ? clubHolders(ctx.db, actor) : [],
    ]);
    show(
      res,
      viewOf(ctx, req),
      <ClubsPage clubs={clubs} leaders={mentors} holders={holders} draft={draft} />,
    );
  };
  router.use('/community/clubs', signedIn);
  router.get('/community/clubs', (req, res) => page(req, res));
  router.post(
    '/community/clubs',
    act(ctx, openClub, {
      form: 'club',
      input: (req) => ({ from: dayFrom(req.body?.from) }),
      done: (_req, { id }) => `/community/clubs/${id}?done=added`,
      again: page,
      fresh: () => '/community/clubs',
    }),
  );
  return router.use(clubPages(ctx));
}

interface Props {
  clubs: Page<ClubCard>;
  /** Who may lead one; null for those who open none. */
  leaders: { id: string; name: string }[] | null;
  /** Whose it may be, beside the commune's. */
  holders: { id: string; name: string }[];
  draft?: Draft;
}

function ClubsPage({ clubs, leaders, holders, draft }: Props) {
  const { t, lang, today } = useView();
  return (
    <ListFrame
      path="clubs"
      next={clubs.next}
      form={
        leaders && (
          <Section id="add" title={t.clubOpen}>
            <ErrorSummary draft={draft} />
            <Form action="/community/clubs">
              <Input name="name" label={t.name} maxLength={120} autoComplete="off" required draft={draft} />
              <Input name="place" label={t.eventPlace} maxLength={200} required={false} draft={draft} />
              <Select
                name="organisationId"
                label={t.clubOf}
                blank={t.clubOfCommune}
                options={holders.map(({ id, name }) => ({ value: id, label: name }))}
                required={false}
                draft={draft}
              />
              <LeaderField leaders={leaders} draft={draft} />
              <RhythmFields draft={draft} />
              <Input name="from" type="date" label={t.clubFrom} value={today} required draft={draft} />
              <Submit>{t.clubOpen}</Submit>
            </Form>
          </Section>
        )
      }
    >
      <p class="quiet">{t.regularMeans}</p>
      <Table
        caption={t.clubs}
        hideCaption
        rows={clubs.items}
        rowKey={({ id }) => id}
        empty={t.none}
        bad={({ unreported }) => unreported > 0}
        cols={[
          { label: t.club, cell: ({ id, name }) => <a href={`/community/clubs/${id}`}>{name}</a> },
          { label: t.clubOf, cell: ({ organisation, commune }) => organisation?.name ?? commune.name },
          { label: t.clubLeader, cell: ({ leader }) => leader?.name },
          { label: t.clubMeets, cell: ({ rhythm }) => rhythmText(rhythm, lang) },
          {
            label: t.nextMeeting,
            cell: ({ nextMeeting }) => nextMeeting && <On day={nextMeeting} />,
          },
          { label: t.members, cell: ({ members }) => <span class="num">{members}</span> },
          { label: t.regular, cell: (club) => <Regular club={club} /> },
        ]}
      />
    </ListFrame>
  );
}

import { type Request, type Response, Router } from 'express';
import { everyOf } from '../../../domain/club';
import { MEETING_STATUS_LABELS, rhythmText } from '../../../domain/wording/community';
import { changeClub, closeClub, joinClub, leaveClub, reportMeeting } from '../../commands';
import type { Context } from '../../context';
import { ProblemError } from '../../problem';
import { type ClubDetail, clubDetail, listCases, listMentors, type MeetingView } from '../../queries';
import { Folded } from '../case/folded';
import {
  type Draft,
  draftFor,
  Facts,
  Form,
  Input,
  On,
  type Option,
  Section,
  Select,
  Table,
  Tag,
} from '../components';
import { Page } from '../layout';
import { act, actorOn, dayFrom, type Run, type Steps, show, viewOf } from '../show';
import { useView } from '../view';
import { LeaderField, RhythmFields } from './club-fields';
import { MeetingFields } from './meeting';
import { Regular } from './regular';

export function clubPages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    const actor = actorOn(req);
    const club = await clubDetail(ctx, actor, req.params.clubId as string);
    if (!club) throw new ProblemError('not-found');
    const [mentors, cases] = club.canManage
      ? await Promise.all([listMentors(ctx, actor, undefined), listCases(ctx, actor, { limit: 200 })])
      : [null, null];
    const people = (cases?.items ?? []).map(({ id, fullName, who }) => ({
      value: id,
      label: `${fullName} · ${who}`,
    }));
    show(
      res,
      viewOf(ctx, req),
      <ClubPage club={club} leaders={mentors ?? []} people={people} draft={draft} />,
    );
  };
  const back = (req: Request) => `/community/clubs/${encodeURIComponent(req.params.clubId as string)}`;
  const form = <T,>(name: Steps<T>['form'], command: Run<T>, input?: Steps<T>['input']) =>
    act(ctx, command, {
      form: name,
      input,
      done: (req) => `${back(req)}?done=recorded`,
      again: page,
      fresh: back,
    });
  const onDay = (field: string) => (req: Request) => ({
    [field]: req.body?.[field] ? dayFrom(req.body[field]) : '',
  });

  router.get('/community/clubs/:clubId', (req, res) => page(req, res));
  router.post(
    '/community/clubs/:clubId/meetings',
    form((req) => `meeting-${String(req.body?.on)}`, reportMeeting, onDay('heldOn')),
  );
  router.post('/community/clubs/:clubId/members', form('member', joinClub, onDay('joinedOn')));
  router.post('/community/clubs/:clubId/members/:memberId/leave', form('leave', leaveClub));
  router.post('/community/clubs/:clubId/change', form('change', changeClub, onDay('from')));
  router.post('/community/clubs/:clubId/close', form('close', closeClub));
  return router;
}

interface Props {
  club: ClubDetail;
  leaders: { id: string; name: string }[];
  people: Option[];
  draft?: Draft;
}

function ClubPage({ club, leaders, people, draft }: Props) {
  const { t, lang } = useView();
  return (
    <Page
      title={club.name}
      up={{ href: '/community/clubs', label: t.clubs }}
      aside={club.status === 'closed' && <Tag>{t.statusClosed}</Tag>}
    >
      <div class="cols two">
        <div class="stack">
          <Meetings club={club} draft={draft} />
          {club.canManage && <Change club={club} leaders={leaders} draft={draft} />}
        </div>
        <div class="stack">
          <Section id="about" title={t.facts}>
            <Facts
              facts={[
                [t.clubOf, club.organisation?.name ?? club.commune.name],
                [t.clubLeader, club.leader?.name ?? t.communeLeads],
                [t.clubMeets, rhythmText(club.rhythm, lang)],
                [t.eventPlace, [club.place, club.commune.name].filter(Boolean).join(', ')],
                [t.members, <span class="num">{club.members}</span>],
                [t.regular, <Regular club={club} />],
              ]}
            />
            <p class="quiet">{t.regularMeans}</p>
          </Section>
          <Members club={club} people={people} leaders={leaders} draft={draft} />
        </div>
      </div>
    </Page>
  );
}

const TONES = { planned: 'plain', held: 'good', cancelled: 'plain', unreported: 'bad' } as const;

function Meetings({ club, draft }: { club: ClubDetail; draft?: Draft }) {
  const { t, lang, today } = useView();
  const waits = ({ status, plannedOn }: MeetingView) =>
    status === 'unreported' || (status === 'planned' && plannedOn <= today);
  const waiting = club.canReport ? club.meetings.filter(waits) : [];
  return (
    <Section id="meetings" title={t.meetings}>
      {waiting.map(({ id, plannedOn }) => {
        const form = { prefix: `m-${plannedOn}-`, draft: draftFor(draft, `meeting-${plannedOn}`) };
        return (
          <Folded
            key={id}
            title={`${t.whoCame} ${plannedOn.split('-').reverse().join('/')}`}
            action={`/community/clubs/${club.id}/meetings`}
            submit={t.save}
            shown
            {...form}
          >
            <input type="hidden" name="on" value={plannedOn} />
            <MeetingFields on={plannedOn} roll={club.roll} {...form} />
          </Folded>
        );
      })}
      <Table
        caption={t.meetings}
        hideCaption
        rows={club.meetings}
        rowKey={({ id }) => id}
        empty={t.none}
        cols={[
          { label: t.day, cell: ({ heldOn, plannedOn }) => <On day={heldOn ?? plannedOn} /> },
          {
            label: t.status,
            cell: ({ status }) => <Tag tone={TONES[status]}>{MEETING_STATUS_LABELS[status][lang]}</Tag>,
          },
          {
            label: t.whoWasThere,
            cell: ({ present, members }) =>
              present !== null && <span class="num">{`${present}/${members ?? 0}`}</span>,
          },
          { label: t.guests, cell: ({ guests }) => guests > 0 && <span class="num">{guests}</span> },
          { label: t.sessionTopic, cell: ({ topic }) => topic },
        ]}
      />
    </Section>
  );
}

function Members({ club, people, leaders, draft }: Props) {
  const { t, today } = useView();
  const form = { prefix: 'member-', draft: draftFor(draft, 'member') };
  return (
    <Section id="members" title={t.members}>
      {club.roll.length === 0 && <p class="empty">{t.none}</p>}
      <ul class="plain stack">
        {club.roll.map(({ id, name, joinedOn }) => (
          <li key={id}>
            <strong>{name}</strong>
            <span class="quiet block">
              {t.since} <On day={joinedOn} />
            </span>
            {club.canManage && (
              <Form
                action={`/community/clubs/${club.id}/members/${id}/leave`}
                class=""
                label={t.leftClub(name)}
              >
                <button class="bare" type="submit" aria-label={t.leftClub(name)}>
                  {t.left}
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {club.canManage && (
        <Folded title={t.memberAdd} action={`/community/clubs/${club.id}/members`} submit={t.save} {...form}>
          <Select
            name="caseId"
            label={t.memberPerson}
            blank="–"
            options={people}
            required={false}
            {...form}
          />
          <Select
            name="userId"
            label={t.memberVolunteer}
            blank="–"
            options={leaders.map(({ id, name }) => ({ value: id, label: name }))}
            required={false}
            {...form}
          />
          <Input name="name" label={t.memberName} maxLength={120} required={false} {...form} />
          <Input name="joinedOn" type="date" label={t.since} value={today} max={today} required {...form} />
        </Folded>
      )}
    </Section>
  );
}

function Change({ club, leaders, draft }: Omit<Props, 'people'>) {
  const { t, today } = useView();
  const form = { prefix: 'change-', draft: draftFor(draft, 'change') };
  return (
    <Section id="change" title={t.change}>
      <Folded title={t.clubChange} action={`/community/clubs/${club.id}/change`} submit={t.save} {...form}>
        <LeaderField leaders={leaders} value={club.leader?.id} {...form} />
        <RhythmFields value={everyOf(club.rhythm)} {...form} />
        <Input name="from" type="date" label={t.clubFrom} value={today} required {...form} />
      </Folded>
      <Folded
        title={t.clubClose}
        action={`/community/clubs/${club.id}/close`}
        hint={t.clubCloseHint}
        prefix="close-"
        second
      />
    </Section>
  );
}

import { dayOf, toDay } from '../../../domain/calendar';
import { isMemberOn } from '../../../domain/club';
import { formatDay } from '../../../domain/vietnamese';
import { MEETING_STATUS_LABELS } from '../../../domain/wording/community';
import { label } from '../../../domain/wording/labels';
import { reportMeeting } from '../../commands';
import { type MemberView, memberView } from '../../queries/clubs';
import { MeetingFields } from '../community/meeting';
import { type Draft, ErrorSummary, On, Submit } from '../components';
import { PhonePage } from '../layout';
import { dayFrom, keyOf } from '../show';
import { useView } from '../view';
import { LinkForm } from './form';
import type { Matter } from './matter';

/** Who came to a meeting: a list of names to tick, and send. */
export const clubMatter: Matter = {
  async see(ctx, link, view) {
    const meeting = await ctx.db.clubMeeting.findUnique({
      where: { id: link.subjectId },
      include: { club: { include: { members: { include: { person: true, user: true } } } } },
    });
    if (!meeting || meeting.club.leaderId !== link.userId || meeting.club.status !== 'open')
      return { kind: 'elsewhere' };
    const { status, present, plannedOn, club } = meeting;
    if (status === 'held' || status === 'cancelled') {
      const said = label(MEETING_STATUS_LABELS, status, view.lang);
      return { kind: 'over', said: present === null ? said : `${said}: ${present}` };
    }
    const on = toDay(plannedOn);
    const today = dayOf(ctx.now());
    const roll = club.members.map(memberView).filter((member) => isMemberOn(member, on < today ? on : today));
    return { kind: 'open', page: (draft) => <ClubPage on={on} roll={roll} draft={draft} /> };
  },

  async answer(ctx, actor, link, req, view) {
    const { held, heldOn, present, guests, topic } = req.body ?? {};
    const [clubId = '', on = ''] = link.subjectId.split('/');
    const result = await reportMeeting(
      ctx,
      actor,
      { clubId, on, held, heldOn: heldOn ? dayFrom(heldOn) : '', present, guests, topic },
      keyOf(req),
    );
    const said = MEETING_STATUS_LABELS[held === 'no' ? 'cancelled' : 'held'][view.lang];
    return { result, said: `${said}, ${formatDay(on)}`, served: true };
  },
};

function ClubPage({ on, roll, draft }: { on: string; roll: MemberView[]; draft?: Draft }) {
  const { t } = useView();
  return (
    <PhonePage title={t.whoCame}>
      <p>
        {t.planned}: <On day={on} />
      </p>
      <ErrorSummary draft={draft} />
      <LinkForm>
        <MeetingFields on={on} roll={roll} draft={draft} />
        <Submit>{t.send}</Submit>
      </LinkForm>
    </PhonePage>
  );
}

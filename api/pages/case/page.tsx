import { SPOKEN } from '../../../domain/mentor-match';
import {
  CANCEL_REASON_LABELS,
  CASE_STATUS_LABELS,
  CHANNEL_LABELS,
  ESCALATION_KIND_LABELS,
  ESCALATION_STATUS_LABELS,
  label,
  MESSAGE_STATUS_LABELS,
  NEXT_ACTION_LABELS,
  NOTICE_KIND_LABELS,
  RETURN_REASON_LABELS,
  ROLE_LABELS,
  SPOKEN_LABELS,
  STANDING_LABELS,
  TIMELINE_LABELS,
  TREATMENT_LABELS,
} from '../../../domain/wording/labels';
import type { CaseCommunity, CaseLoans, LearntInCentre } from '../../queries';
import type { ConsentCard } from '../../queries/consent';
import type { Page as ListPage } from '../../queries/page';
import type { CaseDetail, MessageCard, TimelineEntry } from '../../queries/shapes';
import {
  At,
  Choices,
  choicesOf,
  type Draft,
  Due,
  draftFor,
  Facts,
  NextPage,
  On,
  Section,
  Table,
  Tag,
} from '../components';
import { Page } from '../layout';
import { ReferralItem } from '../referral-item';
import { messageTone, standingTone } from '../tones';
import { useView } from '../view';
import { AftercareSection } from './aftercare';
import { CaseInKind, Circle, Helper } from './community';
import { Consent } from './consent';
import { Course } from './course';
import { Folded } from './folded';
import { FollowUpActions } from './follow-up';
import { Learnt } from './learnt';
import { Loans } from './loans';
import { Steps } from './steps';
import { detailOf } from './timeline-detail';
import { Visits } from './visits';
import { YourTurn } from './your-turn';

interface Props {
  detail: CaseDetail;
  timeline: ListPage<TimelineEntry> | null;
  messages: MessageCard[];
  communes: { id: string; name: string }[];
  facilities: { id: string; name: string }[];
  community: CaseCommunity;
  consent: ConsentCard | null;
  loans: CaseLoans | null;
  learnt: LearntInCentre[];
  draft?: Draft;
}

export function CasePage({
  detail,
  timeline,
  messages,
  communes,
  facilities,
  community,
  consent,
  loans,
  learnt,
  draft,
}: Props) {
  const { t, lang, user } = useView();
  const { followUp, referrals, escalations } = detail;
  return (
    <Page
      title={detail.who}
      up={{ href: '/cases', label: t.cases }}
      aside={
        <p class="row">
          {detail.late && <Tag tone="warn">{t.lateFlag}</Tag>}
          {detail.person.minor && <Tag tone="warn">{t.minorFlag}</Tag>}
          <Tag tone={detail.stage === 'closed' ? 'plain' : 'good'}>{t[STAGES[detail.stage]]}</Tag>
          {detail.standing && detail.standing !== 'done' && (
            <Tag tone={standingTone(detail.standing)}>{STANDING_LABELS[detail.standing][lang]}</Tag>
          )}
        </p>
      }
    >
      <Accountable detail={detail} />
      <Returned detail={detail} />
      <YourTurn detail={detail} communes={communes} facilities={facilities} draft={draft} />
      <div class="cols two">
        <div class="stack">
          {followUp && <Visits detail={detail} followUp={followUp} draft={draft} />}
          {followUp && (
            <FollowUpActions detail={detail} followUp={followUp} communes={communes} draft={draft} />
          )}
          <Steps detail={detail} />
          <Course detail={detail} draft={draft} />
          <Learnt courses={learnt} />
          {followUp && (
            <Section id="referrals" title={t.referrals}>
              {referrals.length === 0 && <p class="empty">{t.referralsEmpty}</p>}
              {referrals.map((referral) => (
                <ReferralItem key={referral.id} referral={referral} back={`/cases/${detail.id}`} onCase />
              ))}
            </Section>
          )}
          <Loans caseId={detail.id} loans={loans} draft={draft} />
          <AftercareSection caseId={detail.id} aftercare={community.aftercare} draft={draft} />
          <CaseInKind caseId={detail.id} community={community} draft={draft} />
        </div>
        <div class="stack">
          <About detail={detail} draft={draft} />
          <Circle caseId={detail.id} community={community} draft={draft} />
          <Helper caseId={detail.id} community={community} draft={draft} />
          {consent && <Consent caseId={detail.id} card={consent} draft={draft} />}
          {escalations.length > 0 && (
            <Section id="escalations" title={t.escalationsOfCase}>
              <ul class="plain stack">
                {escalations.map((escalation) => (
                  <li key={escalation.id}>
                    <a href="/escalations">{label(ESCALATION_KIND_LABELS, escalation.kind, lang)}</a>{' '}
                    <Tag tone={escalation.status === 'open' ? 'bad' : 'warn'}>
                      {label(ESCALATION_STATUS_LABELS, escalation.status, lang)}
                    </Tag>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Section id="timeline" title={t.timeline}>
            <Timeline detail={detail} timeline={timeline} />
          </Section>
        </div>
      </div>
      {user?.role !== 'mentor' && <Messages messages={messages} />}
    </Page>
  );
}

export const STAGES = { returning: 'phaseHandover', home: 'phaseFollowUp', closed: 'statusClosed' } as const;

/** Who answers for the person now, and until when: the first thing to be seen. */
function Accountable({ detail: { turn, accountable } }: { detail: CaseDetail }) {
  const { t, lang } = useView();
  if (!turn) return <p class="turn rest">{t.caseClosed}</p>;
  return (
    <section class={turn.overdue ? 'turn over' : 'turn'} aria-label={t.accountable}>
      {accountable && (
        <>
          <span class="quiet">{t.accountable}</span>
          <span class="what">
            {accountable.name ?? t.nobodyYet} · {label(ROLE_LABELS, accountable.role, lang)}
          </span>
        </>
      )}
      <span class="quiet">{t.turnOf}</span>
      <span class={accountable ? 'strong' : 'what'}>
        {turn.name ?? t.nobodyYet} · {label(ROLE_LABELS, turn.role, lang)}
      </span>
      <span>{label(NEXT_ACTION_LABELS, turn.action, lang)}</span>
      <span>
        {t.nextDate}: <Due at={turn.due.getTime()} />
      </span>
    </section>
  );
}

/** Said to everybody who sees the case: it is the centre's again, and why. */
function Returned({ detail: { returned, cancelled } }: { detail: CaseDetail }) {
  const { t, lang } = useView();
  if (cancelled)
    return (
      <p class="notice">
        {STANDING_LABELS.cancelled[lang]}: {CANCEL_REASON_LABELS[cancelled][lang]}
      </p>
    );
  if (!returned) return null;
  return (
    <p class="notice warn">
      {t.returnedWhy}: {RETURN_REASON_LABELS[returned.reason][lang]}
      {returned.note && ` – “${returned.note}”`}
    </p>
  );
}

function About({ detail, draft }: { detail: CaseDetail; draft?: Draft }) {
  const { t, lang, user } = useView();
  const { person, mentor, commune, centre } = detail;
  const spoken = { prefix: 'languages-', draft: draftFor(draft, 'languages') };
  const phone = (number: string | null) =>
    number && <a href={`tel:${number}`}>{number.replace(/^\+84/, '0')}</a>;
  return (
    <Section id="about" title={t.facts}>
      <Facts
        facts={[
          [t.name, person.fullName],
          [t.born, <On day={person.bornOn} />],
          [t.caseNumber, person.caseNumber],
          [t.phone, phone(person.phone)],
          [t.guardian, person.relativeName],
          [`${t.phone} – ${t.guardian}`, phone(person.relativePhone)],
          [t.address, person.address],
          [t.speaks, person.languages.map((language) => label(SPOKEN_LABELS, language, lang)).join(', ')],
          [t.commune, commune?.name ?? t.none],
          [t.facility, detail.facility?.name],
          [t.centre, centre.name],
          [t.treatment, label(TREATMENT_LABELS, detail.treatment, lang)],
          [t.ends, <On day={detail.endOn} />],
          [
            t.mentor,
            mentor && user?.role !== 'mentor' && user?.role !== 'centre' ? (
              <a href={`/mentors/${mentor.id}`}>{mentor.name}</a>
            ) : (
              (mentor?.name ?? t.nobodyYet)
            ),
          ],
          [t.status, detail.stage === 'closed' ? label(CASE_STATUS_LABELS, 'closed', lang) : null],
        ]}
      />
      {detail.actions.editPerson && (
        <Folded
          title={t.languagesEdit}
          action={`/cases/${detail.id}/languages`}
          hint={t.languagesHint}
          submit={t.save}
          {...spoken}
        >
          <Choices
            name="languages"
            label={t.speaks}
            options={choicesOf(SPOKEN, SPOKEN_LABELS, lang)}
            value={person.languages}
            many
            {...spoken}
          />
        </Folded>
      )}
      {detail.actions.seeFile && (
        <p>
          <a href={`/cases/${detail.id}/file`}>{t.caseFile}</a>
        </p>
      )}
    </Section>
  );
}

function Timeline({ detail, timeline }: { detail: CaseDetail; timeline: ListPage<TimelineEntry> | null }) {
  const { t, lang } = useView();
  if (!timeline || timeline.items.length === 0) return <p class="empty">{t.timelineEmpty}</p>;
  return (
    <>
      <ol class="time">
        {timeline.items.map((entry) => (
          <li key={entry.id}>
            {[label(TIMELINE_LABELS, entry.kind, lang), detailOf(entry, lang, t)].filter(Boolean).join(': ')}
            <br />
            <span class="quiet">
              <At at={entry.at} />
              {entry.by && ` · ${entry.by}`}
            </span>
          </li>
        ))}
      </ol>
      <NextPage path={`/cases/${detail.id}`} query={{}} next={timeline.next} />
    </>
  );
}

/** What was sent about this case: kind, to whom, how it went. Texts and links stay with whom they were sent to. */
function Messages({ messages }: { messages: MessageCard[] }) {
  const { t, lang } = useView();
  return (
    <Section id="messages" title={t.messagesOfCase}>
      <Table
        caption={t.messagesOfCase}
        hideCaption
        rows={messages}
        rowKey={(message) => message.id}
        empty={t.messagesEmpty}
        cols={[
          { label: t.kind, cell: (message) => label(NOTICE_KIND_LABELS, message.kind, lang) },
          {
            label: t.to,
            cell: (message) =>
              `${message.recipient.name} · ${label(ROLE_LABELS, message.recipient.role, lang)}`,
          },
          { label: t.channel, cell: ({ channel }) => label(CHANNEL_LABELS, channel, lang) },
          { label: t.sentAt, cell: (message) => message.sentAt && <At at={message.sentAt} /> },
          {
            label: t.status,
            cell: (message) => (
              <Tag tone={messageTone(message.status)}>
                {label(MESSAGE_STATUS_LABELS, message.status, lang)}
              </Tag>
            ),
          },
        ]}
      />
    </Section>
  );
}

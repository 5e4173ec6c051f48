/**
 * The figures of a province once more, counted independently: plain SQL over the tables, written from the words of the
 * definitions and sharing nothing with prisma/figures. `:from`, `:to` and `:today` are days; `:c` is a commune, or null for all.
 */
import type { Day } from '../../domain/calendar';
import type { Count, IndicatorId, Period } from '../../domain/indicators';
import type { PrismaClient } from '../../prisma/client';

type Plain = { part: string; whole?: string };

const day = (column: string) => `date(${column} at time zone 'UTC' at time zone 'Asia/Ho_Chi_Minh')`;
const within = (column: string) => `${column} >= :from and ${column} <= :to`;
const here = (column: string) => `(:c::text is null or ${column} = :c)`;
const before = `(case when :to < :today then :to else :today end)`;

const back = `from "Handover" h where h.status in ('open', 'completed') and ${within('h."endOn"')} and h."endOn" <= :today and ${here('h."communeId"')}`;
const seen = (
  days: number,
) => `exists (select 1 from "Visit" v where v."followUpId" = h.id and v.outcome in ('met', 'worry')
  and v."heldOn" >= h."endOn" and v."heldOn" <= h."endOn" + ${days})`;
const since = (days: number) => `h."endOn" + ${days} <= :today`;
const ran = `from "FollowUp" f join "Handover" h on h.id = f.id where f."startsOn" <= :to
  and (f."closedAt" is null or ${day('f."closedAt"')} >= :from) and ${here('f."communeId"')}`;
const ended = `from "FollowUp" f where f.status = 'closed' and ${within(day('f."closedAt"'))} and ${here('f."communeId"')}`;
const met = `from "Visit" v join "FollowUp" f on f.id = v."followUpId" join "Handover" h on h.id = f.id
  where v.outcome in ('met', 'phone', 'promised', 'worry') and ${within('v."heldOn"')} and ${here('f."communeId"')}`;
const due = `from "Visit" v join "FollowUp" f on f.id = v."followUpId" join "Handover" h on h.id = f.id
  where v.status not in ('cancelled', 'unplanned') and v."plannedOn" < :today and ${within('v."plannedOn"')} and ${here('f."communeId"')}`;
const raised = `from "Escalation" e where ${within(day('e."raisedAt"'))} and ${here('e."communeId"')}`;
const settled = `from "Escalation" e where e.status = 'resolved' and ${within(day('e."resolvedAt"'))} and ${here('e."communeId"')}`;
const asked = `from "Referral" r where r.status <> 'draft' and r.status <> 'entered-in-error' and ${within(day('r."requestedAt"'))} and ${here('r."communeId"')}`;
const people = (column: string) => `count(distinct (select "personId" from "Handover" where id = ${column}))`;
const course = (column: string) =>
  `from "Training" t where ${within(`t."${column}"`)} and t."${column}" <= :today and ${here('t."communeId"')}`;
const job = (column: string) =>
  `from "Placement" j where ${within(`j."${column}"`)} and j."${column}" <= :today and ${here('j."communeId"')}`;
const turn = (column: string) =>
  `from "LoanTurn" t join "Loan" l on l.id = t."loanId" where ${within(`t."${column}"`)} and ${here('l."communeId"')}`;
const unpaid = `from "Instalment" i join "Loan" l on l.id = i."loanId" join "LoanTurn" t on t."loanId" = l.id and t.turn = i.turn
  where not i.replaced and i."dueOn" < ${before} and (i."paidOn" is null or i."paidOn" > ${before})
  and (t."writtenOffOn" is null or t."writtenOffOn" > ${before}) and ${here('l."communeId"')}`;
const book = (account: string) =>
  `from "Posting" x join "LedgerEntry" e on e.id = x."entryId" where x.account = '${account}' and e."on" <= ${before}`;
const meeting = `from "ClubMeeting" m join "Club" c on c.id = m."clubId" where m.status = 'held'
  and ${within('m."heldOn"')} and ${here('c."communeId"')}`;
/** What the province has settled, else what is shipped. */
const policy = (name: string, shipped: number) =>
  `coalesce((select value::text::int from "PolicyOverride" where name = '${name}'), ${shipped})`;
/** Each member of a club: to how many meetings they could come, and came. */
const comers = `select m."clubId", x.id, count(*) as could,
    count(*) filter (where exists (select 1 from "ClubAttendance" a where a."meetingId" = m.id and a."memberId" = x.id)) as came
  from "ClubMeeting" m join "Club" c on c.id = m."clubId", "ClubMember" x
  where m.status = 'held' and ${within('m."heldOn"')} and ${here('c."communeId"')} and x."clubId" = m."clubId"
    and m."heldOn" >= x."joinedOn" and m."heldOn" < coalesce(x."leftOn", 'infinity') group by 1, 2`;
const given = `from "InKindSupport" k where ${within('k."givenOn"')} and ${here('k."communeId"')}`;
const checked = `from "LaterCheck" y join "Aftercare" a on a.id = y."caseId" where y.status = 'reported' and ${within('y."heldOn"')} and ${here('a."communeId"')}`;

/** A file is complete when each of these is there, and the certificate of the treatment. */
const PAPERS = ['19', '51', '52', '53', '55', 'monitoring', '23', '33', 'pledge'];
const complete = `(select count(*) from "Document" d where d."handoverId" = h.id and d.form = any('{${PAPERS.join(',')}}')) = ${PAPERS.length}
  and exists (select 1 from "Document" d where d."handoverId" = h.id
    and d.form = case h.treatment when 'compulsory' then '50' when 'voluntary' then '30' else '28' end)`;
const heardOf = `coalesce(
  case when v.status in ('reported', 'late') then v."heldOn"
    else (select w."heldOn" from "Visit" w where w."followUpId" = v."followUpId" and w.seq > v.seq and w."heldOn" is not null
      order by w."heldOn" limit 1) end, :today)`;

const PLAIN: Record<IndicatorId, Plain> = {
  returned: { part: `select count(distinct h."personId") ${back}` },
  'file-complete': { part: `select count(*) ${back} and ${complete}`, whole: `select count(*) ${back}` },
  arrived: {
    part: `select count(*) ${back} and exists (select 1 from "Milestone" m where m.id = h.id || '/arrival' and m.status = 'done')`,
    whole: `select count(*) ${back}`,
  },
  'seen-7': {
    part: `select count(*) ${back} and ${since(7)} and ${seen(7)}`,
    whole: `select count(*) ${back} and ${since(7)}`,
  },
  'seen-30': {
    part: `select count(*) ${back} and ${since(30)} and ${seen(30)}`,
    whole: `select count(*) ${back} and ${since(30)}`,
  },
  assigned: {
    part: `select count(*) from "Milestone" m join "Handover" h on h.id = m."handoverId"
      where m.kind = 'mentor' and m.status = 'done' and ${within(day('m."doneAt"'))} and ${here('h."communeId"')}`,
  },
  relapse: {
    part: `select count(*) ${ended} and f."closedWhy" = 'relapse'`,
    whole: `select count(*) ${ran}`,
  },
  delisted: { part: `select count(*) ${ended} and f."closedWhy" = 'completed'` },
  followed: { part: `select count(distinct h."personId") ${ran}` },
  contacts: { part: `select count(*) ${met}` },
  contacted: { part: `select count(distinct h."personId") ${met}` },
  'contacts-each': { part: `select count(*) ${met}`, whole: `select count(distinct h."personId") ${ran}` },
  counselling: { part: `select count(*) ${met} and v.topics <> '{}'` },
  counselled: { part: `select count(distinct h."personId") ${met} and v.topics <> '{}'` },
  'visits-in-time': {
    part: `select count(*) ${due} and v.status = 'reported'`,
    whole: `select count(*) ${due}`,
  },
  'days-overdue': {
    part: `select sum(greatest(0, least(${heardOf}, :today) - v."plannedOn")) ${due}`,
    whole: `select count(distinct h."personId") ${due}`,
  },
  escalations: { part: `select count(*) ${raised}` },
  'escalations-resolved': {
    part: `select count(*) ${raised} and e."resolvedAt" is not null`,
    whole: `select count(*) ${raised}`,
  },
  'days-to-resolve': {
    part: `select sum(${day('e."resolvedAt"')} - ${day('e."raisedAt"')}) ${settled}`,
    whole: `select count(*) ${settled}`,
  },
  referrals: { part: `select count(*) ${asked}` },
  'referrals-done': {
    part: `select count(*) ${asked} and r.status = 'completed'`,
    whole: `select count(*) ${asked}`,
  },
  'trained-centre': {
    part: `select ${people('t."caseId"')} ${course('startsOn')} and t."centreId" is not null`,
  },
  'trained-community': {
    part: `select ${people('t."caseId"')} ${course('startsOn')} and t."referralId" is not null`,
  },
  'trained-share': {
    part: `select count(distinct h."personId") ${back} and h.id in (select "caseId" from "Training" where "startsOn" <= :today)`,
    whole: `select count(distinct h."personId") ${back}`,
  },
  certified: { part: `select ${people('t."caseId"')} ${course('certifiedOn')}` },
  'training-money': { part: `select sum(t."costSupport") ${course('startsOn')}` },
  'job-referrals': { part: `select count(*) ${asked} and r.kind = 'job'` },
  placed: { part: `select ${people('j."caseId"')} ${job('startedOn')}` },
  stable: { part: `select ${people('j."caseId"')} ${job('stableOn')}` },
  'stable-share': {
    part: `select count(j."stableOn") ${job('startedOn')}`,
    whole: `select count(*) ${job('startedOn')} and (j."stableOn" is not null or j."lostOn" is not null
      or j."startedOn" + ${policy('job_stable', 6)} * interval '1 month' <= :today)`,
  },
  'jobs-lost': { part: `select count(*) ${job('lostOn')}` },
  borrowers: { part: `select count(distinct l."personId") ${turn('disbursedOn')}` },
  'loan-turns': { part: `select count(*) ${turn('disbursedOn')}` },
  'loan-sum': { part: `select sum(t.principal) ${turn('disbursedOn')}` },
  'loan-repaid': {
    part: `select sum(case e.kind when 'reversal' then -1 else 1 end * abs(x.amount))
      from "LedgerEntry" e join "Posting" x on x."entryId" = e.id join "Loan" l on l.id = e."loanId"
      where x.account = 'lent' and e.kind in ('repay-principal', 'reversal') and ${within('e."on"')} and ${here('l."communeId"')}`,
  },
  'loans-matured': { part: `select count(*) ${turn('maturedOn')}` },
  'loans-arrears': { part: `select count(distinct l.id) ${unpaid}` },
  'arrears-sum': {
    part: `select sum(i.principal - case when i."paidOn" is null then i."paidPrincipal" else 0 end) ${unpaid}`,
  },
  'fund-capital': { part: `select -sum(x.amount) ${book('capital')}` },
  'fund-cash': { part: `select sum(x.amount) ${book('cash')}` },
  'fund-lent': { part: `select sum(x.amount) ${book('lent')}` },
  'fund-written-off': { part: `select sum(x.amount) ${book('written-off')}` },
  clubs: {
    part: `select count(*) from "Club" c where c."startedOn" <= ${before} and c."closedAt" is null and ${here('c."communeId"')}`,
  },
  'club-members': {
    part: `select count(*) from "ClubMember" m join "Club" c on c.id = m."clubId" where m."joinedOn" <= ${before}
      and (m."leftOn" is null or m."leftOn" > ${before}) and ${here('c."communeId"')}`,
  },
  'clubs-regular': {
    part: `select count(*) from (
      select avg(case when came >= could * ${policy('club_regular', 75)} / 100.0 then 100 else 0 end) as percent
      from (${comers}) member group by "clubId") club where percent >= ${policy('club_target', 80)}`,
    whole: `select count(distinct "clubId") from (${comers}) member`,
  },
  'club-meetings': { part: `select count(*) ${meeting}` },
  'club-attendance': { part: `select sum(m.present + m.guests) ${meeting}` },
  sessions: { part: `select count(*) from "CentreSession" s where ${within('s."heldOn"')}` },
  'session-attendance': {
    part: `select count(*) from "SessionTrainee" x join "CentreSession" s on s.id = x."sessionId"
      join "Person" p on p.id = x."personId" where ${within('s."heldOn"')} and ${here('p."communeId"')}`,
  },
  prepared: {
    part: `select count(*) from "Person" p where ${here('p."communeId"')} and exists (select 1 from "SessionTrainee" x
      join "CentreSession" s on s.id = x."sessionId" where x."personId" = p.id and ${within('s."heldOn"')})`,
  },
  events: {
    part: `select count(*) from "CommunicationEvent" e where ${within('e."heldOn"')} and ${here('e."communeId"')}`,
  },
  'event-attendance': {
    part: `select sum(e.attending) from "CommunicationEvent" e where ${within('e."heldOn"')} and ${here('e."communeId"')}`,
  },
  'households-helped': { part: `select count(distinct k."householdKey") ${given}` },
  'in-kind-value': { part: `select sum(k.value) ${given}` },
  'work-days': { part: `select sum(k."workDays") ${given}` },
  'health-referrals': {
    part: `select count(*) ${asked} and r.id in (select "referralId" from "HealthReferral")`,
  },
  'relapse-later': {
    part: `select count(*) ${checked} and y."relapseFree" = false`,
    whole: `select count(y."relapseFree") ${checked}`,
  },
  'employed-later': {
    part: `select count(*) ${checked} and y.working = true`,
    whole: `select count(y.working) ${checked}`,
  },
  'peer-helpers': {
    part: `select count(*) from "PeerHelper" k join "Person" p on p.id = k."personId" where k.since <= ${before}
      and (k.until is null or k.until > ${before}) and ${here('p."communeId"')}`,
  },
};

/** A figure by its plain query, in one commune or everywhere. */
export async function plainCount(
  db: PrismaClient,
  id: IndicatorId,
  { from, to }: Period,
  communeId: string | null,
  today: Day,
): Promise<Count> {
  const days = { from, to, today };
  const ask = async (sql: string) => {
    const text = sql
      .replace(/:(from|to|today)\b/g, (_, name: keyof typeof days) => `'${days[name]}'::date`)
      .replace(/:c\b/g, communeId ? `'${communeId}'` : 'null');
    const [row] = await db.$queryRawUnsafe<Record<string, unknown>[]>(text);
    return Number(Object.values(row ?? {})[0] ?? 0);
  };
  const { part, whole } = PLAIN[id];
  return { part: await ask(part), whole: whole ? await ask(whole) : null };
}

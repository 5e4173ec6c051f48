/**
 * A province of some years with every kind of support, as the records of it: for the report that is counted from them and
 * for the bench. Nobody lived through it; the same seed gives the same rows. It writes the read model directly, which
 * otherwise only activities do.
 */
import { addDays, at, type Day, daysBetween } from '../../domain/calendar';
import { requiredForms } from '../../domain/documents';
import { TOPICS } from '../../domain/follow-up';
import { ASKED_OF_ALL, type Treatment } from '../../domain/handover';
import { policyInForce } from '../../domain/policy';
import type { PrismaClient } from '../../prisma/client';
import { nameOf } from '../bench/places';
import { Chance } from '../simulate/chance';
import { communityOf } from './community';
import { type Making, ORGANISATIONS, type Returned } from './making';
import { date, noRows, write } from './rows';
import type { ProvinceScenario } from './scenario';
import { supportOf } from './support';

/** @returns where and when it is: its province, and the last day of the last year. */
export async function fillProvince(
  db: PrismaClient,
  scenario: ProvinceScenario,
): Promise<{ provinceId: string; last: Day }> {
  const last = addDays(`${Number(scenario.from.slice(0, 4)) + scenario.years}${scenario.from.slice(4)}`, -1);
  const chance = new Chance(scenario.seed);
  const make: Making = {
    scenario,
    chance,
    rows: noRows(),
    provinceId: 'mau',
    policy: policyInForce(last),
    last,
    day: (from, span, ...what) => {
      const day = addDays(from, Math.floor(chance.of(...what, 'day') * (span + 1)));
      return day < last ? day : last;
    },
  };
  settle(make);
  const people = Array.from({ length: scenario.people }, (_, n) => comeHome(make, n));
  for (const one of people) {
    follow(make, one);
    messages(make, one);
  }
  supportOf(make, people);
  communityOf(make, people);
  await write(db, make.rows);
  return { provinceId: make.provinceId, last };
}

function settle({ scenario, rows, provinceId }: Making): void {
  rows.province.push({ id: provinceId, name: 'Tỉnh Mẫu' });
  for (let c = 0; c < scenario.communes; c++)
    rows.commune.push({ id: `c${c}`, name: `Bản Mẫu ${c + 1}`, kind: 'xã', provinceId });
  for (const n of [1, 2])
    rows.centre.push({ id: `centre${n}`, name: `Cơ sở Mẫu ${n}`, kind: 'public', provinceId });
  for (const kind of Object.keys(ORGANISATIONS))
    rows.organisation.push({ id: kind, name: `Đơn vị ${kind}`, kind, provinceId });
  const user = (id: string, role: string, more: object) =>
    rows.user.push({
      id,
      role,
      name: `Người ${id}`,
      provinceId,
      phone: null,
      languages: [],
      daysOff: [],
      ...more,
    });
  for (let m = 0; m < scenario.mentors; m++)
    user(`mentor${m}`, 'mentor', {
      communeId: `c${m % scenario.communes}`,
      organisationId: m % 3 ? 'union' : null,
    });
  for (let c = 0; c < scenario.communes; c++) user(`officer${c}`, 'commune', { communeId: `c${c}` });
  user('supervisor', 'supervisor', {});
  user('supervisor-c0', 'supervisor', { communeId: 'c0' });
  user('mau-centre', 'centre', { centreId: 'centre1' });
}

/** Days before the scenario with which the returns begin: a year's report also has what began before it. */
const LEAD = 60;

function comeHome({ scenario, chance, rows, provinceId, last, policy }: Making, n: number): Returned {
  const { shares } = scenario;
  const endOn = addDays(
    scenario.from,
    Math.floor((n / scenario.people) * (daysBetween(scenario.from, last) + LEAD)) - LEAD,
  );
  const mentor = n % scenario.mentors;
  const one: Returned = {
    n,
    caseId: `case${n}`,
    personId: `person${n}`,
    communeId: `c${mentor % scenario.communes}`,
    mentorId: `mentor${mentor}`,
    endOn,
  };
  const { caseId, personId, communeId, mentorId } = one;
  const treatment: Treatment = chance.happens(shares.compulsory, n, 'treatment') ? 'compulsory' : 'voluntary';
  rows.person.push({
    id: personId,
    code: `M${String(n).padStart(5, '0')}`,
    identityKey: personId,
    fullName: nameOf(n),
    foldedName: 'nguoi mau',
    bornOn: date(addDays(scenario.from, -Math.floor((17 + chance.of(n, 'age') * 45) * 365.25))),
    sex: chance.happens(shares.women, n, 'sex') ? 'female' : 'male',
    languages: [],
    centreId: `centre${1 + (n % 2)}`,
    communeId,
  });
  const cancelled = chance.happens(0.03, n, 'cancelled');
  rows.handover.push({
    id: caseId,
    personId,
    centreId: `centre${1 + (n % 2)}`,
    communeId,
    provinceId,
    treatment,
    endOn: date(endOn),
    status: cancelled ? 'cancelled' : 'completed',
    mentorId,
    policy: policy as object,
    startedAt: new Date(at(addDays(endOn, -35), '08:00')),
    closedAt: new Date(at(addDays(endOn, 3), '08:00')),
  });
  for (const [position, kind] of ASKED_OF_ALL.entries()) {
    const done = !cancelled && (kind !== 'arrival' || chance.happens(0.95, n, 'arrived'));
    rows.milestone.push({
      id: `${caseId}/${kind}`,
      handoverId: caseId,
      kind,
      ownerRole: 'commune',
      status: done ? 'done' : 'open',
      position,
      // Late in the evening in Vietnam is the day before in UTC: the day counts where it was.
      doneAt: done ? new Date(at(addDays(endOn, position - 12), position % 2 ? '23:30' : '06:30')) : null,
      doneById: kind === 'mentor' ? mentorId : null,
    });
  }
  const whole = chance.happens(shares.completeFile, n, 'file');
  const forms = requiredForms({ treatment, facility: false, asked: ASKED_OF_ALL }).map(({ form }) => form);
  for (const form of whole ? forms : forms.slice(0, -2))
    rows.document.push({
      id: `${caseId}/${form}`,
      handoverId: caseId,
      form,
      signedOn: date(endOn),
      recordedAt: date(endOn),
    });
  return one;
}

function follow(make: Making, { n, caseId, communeId, mentorId, endOn }: Returned): void {
  const { scenario, chance, rows, provinceId, last } = make;
  const { shares } = scenario;
  const relapse = chance.happens(shares.relapse, n, 'relapse');
  const ends = addDays(endOn, relapse ? 100 : 365);
  const closed = ends <= last;
  rows.followUp.push({
    id: caseId,
    communeId,
    provinceId,
    mentorId,
    status: closed ? 'closed' : 'open',
    startsOn: date(endOn),
    endsOn: date(addDays(endOn, 365)),
    closedAt: closed ? new Date(at(ends, '23:15')) : null,
    closedWhy: closed ? (relapse ? 'relapse' : 'completed') : null,
  });
  const every = Math.max(7, Math.floor(345 / scenario.visitsEach));
  const early = chance.happens(shares.seenIn7, n, 'seen');
  for (let seq = 1; seq <= scenario.visitsEach; seq++) {
    const plannedOn = addDays(endOn, (seq - 1) * every + (early ? 5 : 18));
    if (plannedOn > ends) break;
    const past = plannedOn < last;
    const missed = chance.happens(shares.visitMissed, n, seq, 'missed');
    const inTime = chance.happens(shares.visitInTime, n, seq, 'in time');
    const status = !past ? 'planned' : missed ? 'missed' : inTime ? 'reported' : 'late';
    const held = status === 'reported' || status === 'late';
    rows.visit.push({
      id: `${caseId}/v${seq}`,
      followUpId: caseId,
      seq,
      mentorId,
      status,
      plannedOn: date(plannedOn),
      graceEndsAt: new Date(at(addDays(plannedOn, 3), '17:00')),
      outcome: held ? chance.choose({ met: 7, phone: 1, 'not-home': 1, worry: 1 }, n, seq, 'outcome') : null,
      heldOn: held ? date(make.day(plannedOn, inTime ? 2 : 9, n, seq)) : null,
      needs: [],
      topics: held && chance.happens(shares.counselled, n, seq, 'topics') ? TOPICS.slice(0, 2) : [],
    });
    if (status === 'missed') slip(make, n, seq, { caseId, communeId, mentorId, on: addDays(plannedOn, 3) });
  }
}

function slip(
  { chance, rows, provinceId, last }: Making,
  n: number,
  seq: number,
  { caseId, communeId, mentorId, on }: { caseId: string; communeId: string; mentorId: string; on: Day },
): void {
  const resolvedOn = addDays(on, Math.floor(chance.of(n, seq, 'resolve') * 9));
  const resolved = resolvedOn <= last;
  const id = `esc-${n}-${seq}`;
  rows.escalation.push({
    id,
    kind: 'visit-missed',
    provinceId,
    communeId,
    responsibleId: mentorId,
    responsibleRole: 'mentor',
    status: resolved ? 'resolved' : 'open',
    raisedAt: new Date(at(on, '01:00')),
    resolvedAt: resolved ? new Date(at(resolvedOn, '22:00')) : null,
  });
  rows.escalationItem.push({
    id: `${caseId}/v${seq}`,
    escalationId: id,
    caseId,
    what: 'visit',
    dueAt: date(on),
  });
}

function messages({ scenario, rows, provinceId }: Making, { n, caseId, mentorId, endOn }: Returned): void {
  for (let m = 0; m < scenario.messagesEach; m++) {
    const sent = new Date(at(addDays(endOn, m * 7), '08:00'));
    const id = n * scenario.messagesEach + m + 1;
    const key = `${caseId}/n${m}`;
    const of = { provinceId, recipientId: mentorId, caseId };
    const dates = { notBefore: sent, expiresAt: sent, collapseKey: key, doneAt: sent };
    rows.notice.push({
      ...{
        id,
        key,
        scope: `follow-up/${caseId}`,
        kind: 'visit-reminder',
        priority: 'routine',
        channels: ['sms'],
      },
      ...{ ...of, ...dates, subjectId: key, status: 'sent' },
    });
    rows.message.push({
      ...{ id, key: `${key}/sms`, noticeId: id, channel: 'sms', ...of, to: '+84900000001', body: 'Nhip cau' },
      ...{ segments: 1, status: 'delivered', sentAt: sent },
    });
  }
}

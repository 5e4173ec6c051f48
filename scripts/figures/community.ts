import { addDays, addMonths, at } from '../../domain/calendar';
import { isMemberOn } from '../../domain/club';
import { householdKey, IN_KINDS } from '../../domain/in-kind';
import type { Making, Returned } from './making';
import { date } from './rows';

/** Clubs and their meetings, sessions in the centres, open meetings, help in kind, and checks beyond the term. */
export function communityOf(make: Making, people: readonly Returned[]): void {
  const { rows, scenario, chance, last } = make;
  for (let c = 0; c < scenario.communes; c++) club(make, `c${c}`, c, people);
  const months = scenario.years * 12;
  for (let m = 0; m < months; m++) {
    const heldOn = addDays(addMonths(scenario.from, m), 9);
    for (const centre of [1, 2]) session(make, `session-${m}-${centre}`, centre, heldOn, people);
    rows.communicationEvent.push({
      ...{
        id: `event-${m}`,
        provinceId: make.provinceId,
        communeId: `c${m % scenario.communes}`,
        heldOn: date(heldOn),
      },
      ...{
        topic: 'Chuyện làm ăn',
        language: ['vi', 'tai', 'hmong'][m % 3] as string,
        attending: 20 + (m % 30),
      },
      recordedById: 'officer0',
    });
  }
  for (const one of people) {
    give(make, one);
    later(make, one);
    if (one.n % 20 === 3 && addDays(one.endOn, 200) <= last)
      rows.peerHelper.push({
        ...{
          personId: one.personId,
          helpsAs: 'peer',
          since: date(addDays(one.endOn, 200)),
          recordedById: 'officer0',
        },
        until: chance.happens(0.3, one.n, 'helps no more') ? date(addDays(one.endOn, 260)) : null,
      });
  }
}

function club(
  { rows, scenario, chance, provinceId, last }: Making,
  communeId: string,
  c: number,
  people: readonly Returned[],
): void {
  const id = `club-${c}`;
  rows.club.push({
    ...{ id, name: `CLB ${c + 1}`, provinceId, communeId, organisationId: c % 2 ? 'union' : null },
    ...{ rhythm: {}, status: 'open', startedOn: date(scenario.from) },
  });
  const joined = people.filter(
    (p) => p.communeId === communeId && chance.happens(scenario.shares.club, p.n, 'club'),
  );
  const keen = (n: number) => chance.happens(c % 2 ? 0.9 : 0.6, n, 'keen');
  const members = joined.map(({ n, personId, endOn }) => {
    const leftOn = addDays(endOn, 150);
    return {
      ...{ id: `${id}/${n}`, n, personId, joinedOn: endOn },
      leftOn: chance.happens(0.2, n, 'leaves') && leftOn <= last ? leftOn : null,
    };
  });
  for (const { n, leftOn, joinedOn, ...member } of members)
    rows.clubMember.push({
      ...{ ...member, clubId: id, joinedOn: date(joinedOn) },
      leftOn: leftOn && date(leftOn),
    });
  for (let m = 0; m < scenario.years * 12; m++) {
    const on = addDays(addMonths(scenario.from, m), 14);
    const could = members.filter((member) => isMemberOn(member, on));
    const status = chance.choose({ held: 9, unreported: 1, cancelled: 1 }, c, m, 'meeting');
    const held = status === 'held';
    const came = held ? could.filter(({ n }) => chance.happens(keen(n) ? 0.95 : 0.5, n, m, 'comes')) : [];
    rows.clubMeeting.push({
      ...{ id: `${id}/${on}`, clubId: id, plannedOn: date(on), status, heldOn: held ? date(on) : null },
      ...{ members: held ? could.length : null, guests: held ? m % 3 : 0 },
      present: held ? came.length : null,
    });
    for (const { id: memberId } of came) rows.clubAttendance.push({ meetingId: `${id}/${on}`, memberId });
  }
}

function session(
  make: Making,
  id: string,
  centre: number,
  heldOn: string,
  people: readonly Returned[],
): void {
  const { rows, provinceId } = make;
  rows.centreSession.push({
    ...{ id, centreId: `centre${centre}`, provinceId, heldOn: date(heldOn), topic: 'Ngày về' },
    recordedById: 'mau-centre',
  });
  for (const { n, personId, endOn } of people)
    if (1 + (n % 2) === centre && heldOn < endOn && endOn <= addDays(heldOn, 60))
      rows.sessionTrainee.push({ sessionId: id, personId });
}

function give(make: Making, one: Returned): void {
  const { rows, chance, scenario, provinceId } = make;
  const { n, caseId, personId, communeId, endOn } = one;
  for (let times = 0; times < 2; times++) {
    if (!chance.happens(scenario.shares.inKind, n, times, 'in kind')) continue;
    const stranger = n % 5 === 0;
    rows.inKindSupport.push({
      ...{
        id: `give-${n}-${times}`,
        handoverId: stranger ? null : caseId,
        household: stranger ? 'Ông Mẫu' : null,
      },
      householdKey: householdKey(stranger ? { communeId, household: 'Ông Mẫu' } : { personId }),
      ...{ provinceId, communeId, kind: IN_KINDS[(n + times) % IN_KINDS.length] as string },
      ...{
        value: (n % 7) * 500_000,
        workDays: n % 4,
        givenOn: date(make.day(endOn, 200, n, times, 'gives')),
      },
      ...{ giver: 'Hội Mẫu', recordedById: 'officer0' },
    });
  }
}

function later({ rows, chance, scenario, provinceId, last }: Making, one: Returned): void {
  const { n, caseId, communeId, endOn } = one;
  if (!chance.happens(scenario.shares.later, n, 'later')) return;
  rows.aftercare.push({
    ...{ id: caseId, provinceId, communeId, status: 'open', endedOn: date(endOn) },
    ...{ consentOn: date(endOn), consentHow: 'spoken' },
  });
  for (let year = 1; year <= 3; year++) {
    // In a scenario of one year the checks of people who came home before it: half a year apart.
    const on = addDays(endOn, year * (scenario.years > 3 ? 365 : 90));
    if (on > last) break;
    const reached = chance.happens(0.85, n, year, 'reached');
    rows.laterCheck.push({
      ...{ id: `${caseId}/y${year}`, caseId, year, dueOn: date(on), status: reached ? 'reported' : 'missed' },
      ...{ heldOn: reached ? date(on) : null, outcome: reached ? 'reached' : null },
      working: reached && chance.happens(0.9, n, year, 'says') ? chance.happens(0.6, n, year, 'works') : null,
      relapseFree:
        reached && chance.happens(0.9, n, year, 'tells') ? chance.happens(0.85, n, year, 'free') : null,
      reportedAt: reached ? new Date(at(on, '10:00')) : null,
    });
  }
}

import { createHash } from 'node:crypto';
import { addDays, at, type Day, dayOf, type Instant } from '../../domain/calendar';
import type { CentreKind, HandoverFacts, Treatment } from '../../domain/handover';
import { policyInForce } from '../../domain/policy';
import type { Role } from '../../domain/roles';
import { Chance } from './chance';
import type { MentorBehaviour, Scenario } from './scenario';

/** An account; the invented people of a scenario have no other. */
export interface Account {
  id: string;
  role: Role;
  name: string;
  phone: string | null;
  email: string;
  provinceId: string;
  communeId?: string;
  centreId?: string;
  organisationId?: string;
}

export interface Mentor extends Account {
  behaviour: string;
  /** Gone from this moment on. */
  leaves: Instant | null;
  /** Known beforehand: somebody else is to stand in. */
  away: { from: Day; until: Day } | null;
}

export interface Person {
  n: number;
  caseId: string;
  personId: string;
  code: string;
  name: string;
  provinceId: string;
  communeId: string;
  centreId: string;
  centreKind: CentreKind;
  treatment: Treatment;
  minor: boolean;
  endDay: Day;
  /** When the centre starts the handover. */
  startsAt: Instant;
  residenceUnknown: boolean;
  /** The day on which they stand at the commune's door. */
  arrivesOn: Day;
  /** What happens to them later, on which day. */
  later: { what: 'move' | 'pause' | 'end'; on: Day; days: number }[];
}

export interface Commune {
  id: string;
  provinceId: string;
  name: string;
  officer: Account;
  supervisor: Account;
  mentors: Mentor[];
}

/** Everybody and every place of a scenario, the same for the same scenario. */
export interface Town {
  provinces: { id: string; name: string; centreId: string; organisations: { id: string; kind: string }[] }[];
  communes: Commune[];
  accounts: Map<string, Account>;
  people: Person[];
  from: Instant;
  to: Instant;
}

export function buildTown(scenario: Scenario): Town {
  const { places, people, seed } = scenario;
  const chance = new Chance(seed);
  const from = at(scenario.start, '00:00');
  const to = at(addDays(scenario.start, scenario.days), '00:00');
  const id = (...what: (string | number)[]) => idOf(seed, ...what);
  const accounts = new Map<string, Account>();
  const account = (role: Role, key: string, where: Partial<Account> & { provinceId: string }): Account => {
    const made: Account = {
      id: id('account', key),
      role,
      name: `Người ${key.replace(/\W/g, ' ')}`,
      phone: `+8490${String(accounts.size + 1).padStart(7, '0')}`,
      email: `${key}@nhipcau.example`,
      ...where,
    };
    accounts.set(made.id, made);
    return made;
  };

  const awayOf = (key: string, behaviour?: MentorBehaviour): Mentor['away'] => {
    if (!behaviour || !chance.happens(behaviour.away, key, 'away')) return null;
    const on = addDays(scenario.start, Math.floor((0.1 + 0.8 * chance.of(key, 'away on')) * scenario.days));
    return {
      from: on,
      until: addDays(on, 2 + Math.floor(chance.wait(behaviour.awayDays, key, 'away days'))),
    };
  };

  const provinces = range(places.provinces).map((p) => {
    const provinceId = String(p + 1).padStart(2, '0');
    const organisations = places.schools
      ? ['school', 'bank'].map((kind) => ({ id: id(kind, provinceId), kind }))
      : [];
    account('centre', `centre-${provinceId}`, { provinceId, centreId: `CS${provinceId}`, phone: null });
    account('supervisor', `province-${provinceId}`, { provinceId });
    for (const { id: organisationId, kind } of organisations)
      account('partner', `${kind}-${provinceId}`, { provinceId, organisationId });
    return { id: provinceId, name: `Tỉnh ${provinceId}`, centreId: `CS${provinceId}`, organisations };
  });
  const communes = provinces.flatMap(({ id: provinceId }) =>
    range(places.communes).map((c): Commune => {
      const communeId = `${provinceId}-c${c}`;
      const where = { provinceId, communeId };
      return {
        id: communeId,
        provinceId,
        name: `Xã ${c}`,
        officer: account('commune', `officer-${communeId}`, where),
        supervisor: account('supervisor', `supervisor-${communeId}`, where),
        mentors: range(places.mentors).map((m) => {
          const key = `mentor-${communeId}-${m}`;
          const shares = Object.fromEntries(Object.entries(scenario.mentors).map(([k, b]) => [k, b.share]));
          const behaviour = chance.choose(shares, key, 'behaviour');
          const made = account('mentor', key, where);
          // A landline: the provider refuses it for good.
          if (chance.happens(scenario.phones.unreachable, key, 'phone'))
            made.phone = `+8421${made.phone?.slice(-8)}`;
          const leaves = scenario.mentors[behaviour]?.leaves
            ? from + chance.of(key, 'leaves') * (to - from)
            : null;
          return Object.assign(made, { behaviour, leaves, away: awayOf(key, scenario.mentors[behaviour]) });
        }),
      };
    }),
  );

  return {
    provinces,
    communes,
    accounts,
    from,
    to,
    people: range(people.count).map((n): Person => {
      const commune = communes[n % communes.length] as Commune;
      const of = (what: string) => chance.of('person', n, what);
      const span = people.toDay - people.fromDay + 1;
      const endDay = addDays(scenario.start, people.fromDay + Math.floor(of('end') * span));
      const before =
        of('startedLate') < people.startedLate ? Math.floor(of('late') * 10) : people.startBefore;
      // Nothing happens before the scenario begins: what would have, happens on its first morning.
      const startDay = max(addDays(endDay, -before), scenario.start);
      const minor = of('minor') < people.minor;
      const late = of('arrives') < people.arrivesLate;
      return {
        n,
        caseId: id('case', n),
        personId: id('person', n),
        code: `S${n.toString(36).toUpperCase().padStart(4, '0')}`,
        name: NAMES[n % NAMES.length] as string,
        provinceId: commune.provinceId,
        communeId: commune.id,
        centreId: `CS${commune.provinceId}`,
        centreKind: of('private') < people.private ? 'private' : 'public',
        treatment: of('compulsory') < people.compulsory ? 'compulsory' : 'voluntary',
        minor,
        endDay,
        startsAt: at(startDay, HOURS[Math.floor(of('hour') * HOURS.length)] as string),
        residenceUnknown: of('residence') < people.residenceUnknown,
        arrivesOn: addDays(
          endDay,
          late
            ? 2 + Math.floor(chance.wait(people.lateDays, 'person', n, 'wait'))
            : Math.floor(of('day') * 2),
        ),
        later: (['move', 'pause', 'end'] as const)
          .filter((what) => of(what) < people[`${what}s`])
          .map((what) => ({
            what,
            on: addDays(endDay, 15 + Math.floor(of(`${what} on`) * 300)),
            days: 3 + Math.floor(chance.wait(people.pauseDays, 'person', n, 'pause')),
          })),
      };
    }),
  };
}

/** What the centre's start says of a person. */
export function factsOf(person: Person, startedBy: string): HandoverFacts {
  const { caseId, personId, provinceId, centreId, centreKind, treatment, minor, endDay } = person;
  const policy = policyInForce(dayOf(person.startsAt));
  return { caseId, personId, provinceId, centreId, centreKind, treatment, minor, endDay, startedBy, policy };
}

export const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const max = (a: Day, b: Day) => (a > b ? a : b);
const HOURS = ['08:29', '09:29', '10:29', '14:29', '15:29'];
const NAMES = [
  'Lường Văn Mẫu',
  'Quàng Thị Thử',
  'Nguyễn Văn Bình',
  'Trần Thị An',
  'Giàng A Chu',
  'Cà Văn Đông',
];

/** An id that is the same each time; in the form ids have. */
function idOf(...what: (string | number)[]): string {
  const hex = createHash('sha256').update(what.join('/')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/**
 * The parts a town falls into whose cases never meet: provinces, or where there is but one its communes, two by two,
 * because people move to the neighbour. (What the centre let slip is then gathered for each part by itself.)
 */
function partOf({ provinces, communes }: Town): (commune: Commune) => number {
  const order = new Map(communes.map((c, n) => [c.id, n >> 1]));
  if (provinces.length === 1) return (c) => order.get(c.id) as number;
  return (c) => provinces.findIndex((p) => p.id === c.provinceId);
}

/** How many shards a town can be dealt out over. */
export function partsOf(town: Town): number {
  return new Set(town.communes.map(partOf(town))).size;
}

/** What falls to one of several shards; accounts of offices are in all of them. */
export function shardOf(town: Town, shard: number, of: number): Town {
  const part = partOf(town);
  const communes = town.communes.filter((c) => part(c) % of === shard);
  const mine = new Set(communes.map((c) => c.id));
  return { ...town, communes, people: town.people.filter((p) => mine.has(p.communeId)) };
}

/** The commune next to this one: where people move to. */
export function neighbour(town: Town, communeId: string): Commune | undefined {
  const place = communeId.lastIndexOf('c') + 1;
  const other = `${communeId.slice(0, place)}${Number(communeId.slice(place)) ^ 1}`;
  return town.communes.find((c) => c.id === other);
}

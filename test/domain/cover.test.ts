import fc from 'fast-check';
import { type Absence, type Account, mayCover, mayNoteAbsence, receiver } from '../../domain/cover';

const DAY = '2026-11-23';
const base = {
  provinceId: '14',
  communeId: null as string | null,
  centreId: null as string | null,
  organisationId: null as string | null,
  active: true,
  deputyId: null as string | null,
};
const inCommune = { ...base, role: 'supervisor' as const, communeId: 'MS' };
const lan: Account = { ...inCommune, id: 'lan' };
const minh: Account = { ...inCommune, id: 'minh' };
const chief: Account = { ...base, role: 'supervisor', id: 'chief' };
const far: Account = { ...inCommune, communeId: 'TH', id: 'far' };
const otherProvince: Account = { ...base, role: 'supervisor', provinceId: '01', id: 'other' };
const officer: Account = { ...inCommune, role: 'commune', id: 'officer' };
const mentor: Account = { ...inCommune, role: 'mentor', id: 'mentor' };
const admin: Account = { ...base, role: 'admin', provinceId: null, id: 'admin' };
const centre: Account = { ...base, role: 'centre', centreId: 'CS1', id: 'centre' };
const partner: Account = { ...base, role: 'partner', organisationId: 'school', id: 'partner' };
const away = (userId: string, coverId: string | null = null): Absence => ({
  userId,
  coverId,
  from: '2026-11-20',
  until: '2026-11-27',
});

test.each<[string, Account, Account, boolean]>([
  ['a colleague of the same commune', lan, minh, true],
  ['the province for its commune', lan, chief, true],
  ['never the commune for the province', chief, lan, false],
  ['nobody of another commune', lan, far, false],
  ['nobody of another province', chief, otherProvince, false],
  ['no other role', lan, officer, false],
  ['not oneself', lan, lan, false],
  [
    'no officer of no commune for one of a commune',
    officer,
    { ...officer, id: 'o2', communeId: null },
    false,
  ],
  ['nobody of another centre', centre, { ...centre, id: 'c2', centreId: 'CS2' }, false],
  ['a colleague of the centre', centre, { ...centre, id: 'c2' }, true],
  ['nobody of another partner', partner, { ...partner, id: 'p2', organisationId: 'bank' }, false],
  ['a colleague of the partner', partner, { ...partner, id: 'p2' }, true],
  ['mentors are covered in their follow-ups', mentor, { ...mentor, id: 'm2' }, false],
  ['administrators answer for no case', admin, { ...admin, id: 'a2' }, false],
])('%s may stand in: %#', (_who, one, other, may) => expect(mayCover(one, other)).toBe(may));

test.each<[string, Account[], Absence[], string | null]>([
  ['who is here receives', [lan, minh], [], 'lan'],
  ['the cover of the absence', [lan, minh, chief], [away('lan', 'chief')], 'chief'],
  [
    'the standing deputy where none is named',
    [{ ...lan, deputyId: 'chief' }, minh, chief],
    [away('lan')],
    'chief',
  ],
  [
    'the deputy where the cover is away too',
    [{ ...lan, deputyId: 'minh' }, chief, minh],
    [away('lan', 'chief'), away('chief')],
    'minh',
  ],
  ['a colleague where neither is there', [lan, minh], [away('lan')], 'minh'],
  [
    'not a cover whose account is closed',
    [lan, { ...chief, active: false }, minh],
    [away('lan', 'chief')],
    'minh',
  ],
  ['not a cover of another area, whatever was noted', [lan, far], [away('lan', 'far')], null],
  ['nobody where everybody is away', [lan, minh], [away('lan'), away('minh')], null],
  ['nobody by the province alone: it is the next rung', [lan, chief], [away('lan')], null],
  ['a colleague of an account that was closed', [{ ...lan, active: false }, minh], [], 'minh'],
  [
    'nobody for a mentor: the commune names another',
    [{ ...mentor, id: 'lan', active: false }, mentor],
    [],
    null,
  ],
  ['nobody for an account that is not there', [minh], [], null],
])('%s', (_what, accounts, absences, who) => expect(receiver('lan', accounts, absences, DAY)).toBe(who));

test('only from its first day to its last', () => {
  const on = (day: string) => receiver('lan', [lan, minh], [away('lan', 'minh')], day);
  expect(['2026-11-19', '2026-11-20', '2026-11-27', '2026-11-28'].map(on)).toEqual([
    'lan',
    'minh',
    'minh',
    'lan',
  ]);
});

// biome-ignore format: a table
test.each<[string, Absence[], string]>([
  ['begun later', [away('lan', 'minh'), { ...away('lan', 'chief'), from: '2026-11-22' }], 'chief'],
  ['begun later, noted first', [{ ...away('lan', 'chief'), from: '2026-11-22' }, away('lan', 'minh')], 'chief'],
  ['not over', [{ ...away('lan', 'minh'), from: '2026-11-21', until: '2026-11-22' }, away('lan', 'chief')], 'chief'],
  ['not still to come', [{ ...away('lan', 'minh'), from: '2026-11-24' }, away('lan', 'chief')], 'chief'],
  ['not somebody else’s', [{ ...away('far', 'minh'), from: '2026-11-22' }, away('lan', 'chief')], 'chief'],
  ['of just this day', [{ ...away('lan', 'chief'), from: DAY, until: DAY }], 'chief'],
])('the cover is that of the absence %s', (_what, absences, who) =>
  expect(receiver('lan', [lan, minh, chief, far], absences, DAY)).toBe(who),
);

test('an absence is noted by oneself, the administrator, or a supervisor of the area', () => {
  const who = [lan, minh, chief, far, officer, mentor, admin].filter((one) => mayNoteAbsence(one, officer));
  expect(who.map((one) => one.id)).toEqual(['lan', 'minh', 'chief', 'officer', 'admin']);
  expect(mayNoteAbsence(chief, mentor)).toBe(false);
  expect(mayNoteAbsence(lan, chief)).toBe(false);
  expect(mayNoteAbsence({ ...officer, id: 'o2' }, officer)).toBe(false);
  expect([mayNoteAbsence(mentor, mentor), mayNoteAbsence(admin, admin)]).toEqual([false, false]);
});

test('whoever is away and covered: at most one person, here, of the same role, and of an area that holds the other’s', () => {
  const account = fc.record({
    role: fc.constantFrom('supervisor' as const, 'commune' as const, 'mentor' as const),
    communeId: fc.constantFrom('MS', 'TH', null),
    active: fc.boolean(),
    deputyId: fc.constantFrom('0', '1', '2', '3', null),
  });
  const absence = fc.record({
    userId: fc.constantFrom('0', '1', '2', '3'),
    coverId: fc.constantFrom('0', '1', '2', '3', null),
    from: fc.constantFrom('2026-11-20', '2026-11-23', '2026-11-25'),
    until: fc.constantFrom('2026-11-23', '2026-11-30'),
  });
  fc.assert(
    fc.property(
      fc.array(account, { minLength: 4, maxLength: 4 }),
      fc.array(absence, { maxLength: 5 }),
      (made, absences) => {
        const accounts: Account[] = made.map((one, i) => ({ ...base, ...one, id: String(i) }));
        const got = accounts.find((one) => one.id === receiver('0', accounts, absences, DAY));
        const meant = accounts[0] as Account;
        if (!got) return;
        expect(got.active).toBe(true);
        expect(absences.some((a) => a.userId === got.id && a.from <= DAY && DAY <= a.until)).toBe(false);
        expect(got.role).toBe(meant.role);
        expect([meant.communeId, null]).toContain(got.communeId);
      },
    ),
  );
});

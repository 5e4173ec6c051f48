import { type Commune, distance, fullPlaceName, matchPlace } from '../../domain/places';
import { DEMO_PLACES } from '../../prisma/demo/places';

const communes: readonly Commune[] = DEMO_PLACES.communes;

test.each([
  ['Xã Mai Sơn', '14-mai-son'],
  ['xa mai son', '14-mai-son'],
  ['MAI SƠN', '14-mai-son'],
  ['x. Mai Sơn', '14-mai-son'],
  ['x.Mai Sơn', '14-mai-son'],
  ['TT Mai Sơn', '14-mai-son'],
  ['Mai Sơn, Sơn La', '14-mai-son'],
  ['xã Mai Sơn - tỉnh Sơn La', '14-mai-son'],
  ['xã Mai Sơn tỉnh Sơn La', '14-mai-son'],
  ['Xã Mai Sơn, huyện Mai Sơn, tỉnh Sơn La', '14-mai-son'],
  ['Mai Sơn (Sơn La)', '14-mai-son'],
  ['Phường Tô Hiệu', '14-to-hieu'],
  ['p. to hieu', '14-to-hieu'],
  ['P.Tô Hiệu', '14-to-hieu'],
  ['Xã Tô Hiệu', '14-to-hieu'],
  ['Cầu Giấy, TP Hà Nội', '01-cau-giay'],
  ['phuong cau giay, tp. ha noi', '01-cau-giay'],
  ['Tân Lập, Sơn La', '14-tan-lap'],
  ['xã tân lập, hà nội', '01-tan-lap'],
  ['Xã Mai Sơn'.normalize('NFD'), '14-mai-son'],
])('%p is %s', (typed, id) =>
  expect(matchPlace(typed, communes)).toMatchObject({ kind: 'exact', commune: { id } }),
);

test('a name in two provinces is ambiguous until the province is given', () => {
  expect(matchPlace('Xã Tân Lập', communes)).toMatchObject({
    kind: 'ambiguous',
    candidates: [{ id: '14-tan-lap' }, { id: '01-tan-lap' }],
  });
  expect(matchPlace('Xã Tân Lập', communes, 'tinh Son La')).toMatchObject({
    kind: 'exact',
    commune: { id: '14-tan-lap' },
  });
});

test('a province that does not fit is not ignored', () => {
  expect(matchPlace('Mai Sơn, Hà Nội', communes)).toMatchObject({
    kind: 'unknown',
    suggestions: [{ id: '14-mai-son' }],
  });
  expect(matchPlace('Mai Sơn', communes, 'Nghệ An')).toMatchObject({ kind: 'unknown' });
  expect(matchPlace('Mai Sơn, TP Hải Phòng', communes)).toMatchObject({ kind: 'unknown' });
});

test('an unknown name gets at most three near ones, the nearest first', () => {
  const match = matchPlace('xã Mai Sớm', communes);
  expect(match).toMatchObject({ kind: 'unknown' });
  const near = match.kind === 'unknown' ? match.suggestions.map((c) => c.id) : [];
  expect(near[0]).toBe('14-mai-son');
  expect(near.length).toBeLessThanOrEqual(3);
  expect(matchPlace('Xã Phình Hồ Xa Tít', communes)).toEqual({ kind: 'unknown', suggestions: [] });
  expect(matchPlace('', communes)).toMatchObject({ kind: 'unknown' });
});

test('suggestions come nearest first, at equal distance those of the given province first', () => {
  const near = ['Tân Lam', 'Tân Lan', 'Tân Lạp', 'Tân Hà', 'Tân Lát'].map(
    (name, i): Commune => ({ id: String(i), name, kind: 'xã', province: i === 2 ? 'Hà Nội' : 'Sơn La' }),
  );
  const ids = (typed: string) => {
    const match = matchPlace(typed, near);
    return match.kind === 'unknown' ? match.suggestions.map((c) => c.id) : match.kind;
  };
  expect(ids('Tân Hàz')).toEqual(['3', '0', '1']);
  expect(ids('Tân Lax, Hà Nội')).toEqual(['2', '0', '1']);
});

test('written accents, then the kind, decide between equal names', () => {
  const twins: Commune[] = [
    { id: '1', name: 'Tân Lập', kind: 'xã', province: 'Sơn La' },
    { id: '2', name: 'Tân Lạp', kind: 'xã', province: 'Sơn La' },
    { id: '3', name: 'Tân Lập', kind: 'phường', province: 'Sơn La' },
    { id: '4', name: 'Xa Dung', kind: 'xã', province: 'Sơn La' },
  ];
  expect(matchPlace('xã Tân Lạp', twins)).toMatchObject({ kind: 'exact', commune: { id: '2' } });
  expect(matchPlace('phường Tân Lập', twins)).toMatchObject({ kind: 'exact', commune: { id: '3' } });
  expect(matchPlace('xa tan lap', twins)).toMatchObject({
    kind: 'ambiguous',
    candidates: [{ id: '1' }, { id: '2' }],
  });
  expect(matchPlace('Xa Dung', twins)).toMatchObject({ kind: 'exact', commune: { id: '4' } });
});

test('every place finds itself by its full name', () => {
  for (const commune of communes)
    expect(matchPlace(fullPlaceName(commune), communes)).toEqual({ kind: 'exact', commune });
});

test.each([
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['mai son', 'mai son', 0],
  ['mai som', 'mai son', 1],
])('%p and %p are %i edits apart', (a, b, n) => {
  expect([distance(a, b), distance(b, a)]).toEqual([n, n]);
});

test('written accents say more than the kind', () => {
  const pair: Commune[] = [
    { id: '1', name: 'Tân Lạp', kind: 'xã', province: 'Sơn La' },
    { id: '2', name: 'Tân Lập', kind: 'phường', province: 'Sơn La' },
  ];
  expect(matchPlace('phường Tân Lạp', pair)).toMatchObject({ kind: 'exact', commune: { id: '1' } });
  expect(matchPlace('phuong tan lap', pair)).toMatchObject({ kind: 'exact', commune: { id: '2' } });
});

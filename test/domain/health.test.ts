import { needSeen, seesHealth, smallCount } from '../../domain/health';
import { ROLES } from '../../domain/roles';

test('a health need is “other” to everybody but the partner asked and who was given the permission', () => {
  for (const role of ROLES) {
    expect(needSeen({ role }, 'health')).toBe(role === 'partner' ? 'health' : 'other');
    expect(needSeen({ role, seesHealth: true }, 'health')).toBe('health');
    expect(needSeen({ role }, 'training')).toBe('training');
    expect(seesHealth({ role, seesHealth: false })).toBe(role === 'partner');
  }
});

test.each([
  [0, 0],
  [1, null],
  [4, null],
  [5, 5],
  [120, 120],
])('a count of %s is shown as %s', (count, shown) => expect(smallCount(count)).toBe(shown));

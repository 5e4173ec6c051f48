import { seesHealth, seesWhoMeets } from '../../domain/health';
import { ASKED, needOf, offered } from '../../domain/needs';
import { ROLES } from '../../domain/roles';
import { ASKED_LABELS } from '../../domain/wording/labels';

test('who meets an ‘other’ need is known to the partner asked and to who was given the permission', () => {
  for (const role of ROLES) {
    expect(seesWhoMeets({ role }, 'other')).toBe(role === 'partner');
    expect(seesWhoMeets({ role, seesHealth: true }, 'other')).toBe(true);
    expect(seesWhoMeets({ role }, 'training')).toBe(true);
    expect(seesHealth({ role, seesHealth: false })).toBe(role === 'partner');
  }
});

test('what is passed on of a health need is ‘other’, whatever it is about; of papers it is said which', () => {
  for (const health of ['health', 'hiv-test', 'arv', 'methadone'] as const)
    expect(needOf(health)).toEqual({ kind: 'other' });
  for (const paper of ['insurance', 'identity', 'schooling'] as const)
    expect(needOf(paper)).toEqual({ kind: 'papers', detail: paper });
  for (const need of ['training', 'job', 'loan', 'in-kind', 'assessment', 'other'] as const)
    expect(needOf(need)).toEqual({ kind: need });
});

test('a form offers each need once, with its label, and what health is needed for to who may know alone', () => {
  const [all, most] = [offered(true), offered()];
  expect(new Set(all).size).toBe(all.length);
  expect([...all, 'papers'].sort()).toEqual([...ASKED].sort()); // which papers is asked for at once
  expect(all.filter((asked) => !most.includes(asked))).toEqual(['hiv-test', 'arv', 'methadone']);
  expect(new Set(all.map((asked) => ASKED_LABELS[asked].vi)).size).toBe(all.length);
});

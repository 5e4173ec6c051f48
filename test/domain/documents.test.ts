import fc from 'fast-check';
import { type Branch, documentsOf, FORMS, fileOf, requiredForms } from '../../domain/documents';
import { ASKED_OF_ALL, FIRST_MILESTONES, type Treatment } from '../../domain/handover';
import { FORM_LABELS } from '../../domain/wording/labels';

const branch = (more: Partial<Branch> = {}): Branch => ({
  treatment: 'compulsory',
  facility: false,
  asked: ASKED_OF_ALL,
  ...more,
});
const forms = (of: Branch) => requiredForms(of).map(({ form }) => form);

test.each<[Treatment, string]>([
  ['compulsory', '50'],
  ['voluntary', '30'],
  ['substitution', '28'],
])('after %s treatment the certificate is form %s, and no other', (treatment, form) => {
  expect(documentsOf('certificate', { treatment })).toEqual([form]);
  expect(forms(branch({ treatment })).filter((one) => ['50', '30', '28'].includes(one))).toEqual([form]);
});

test('the file holds what each step brings, in the order of the steps', () => {
  expect(forms(branch())).toEqual(['19', '51', '52', '53', '55', 'monitoring', '50', '23', '33', 'pledge']);
});

test('a facility asks for its dossier; a case of before November 2026 for no paper of steps it does not have', () => {
  expect(forms(branch({ facility: true }))).toContain('dossier');
  expect(forms(branch({ asked: FIRST_MILESTONES }))).toEqual(['51', '52', '53', '50', '23', '33', 'pledge']);
});

test('complete is what is there, whatever was recorded of the steps', () => {
  const arbitrary = fc.record({
    treatment: fc.constantFrom<Treatment>('compulsory', 'voluntary', 'substitution'),
    facility: fc.boolean(),
    present: fc.subarray([...FORMS]),
    done: fc.subarray([...ASKED_OF_ALL]),
  });
  fc.assert(
    fc.property(arbitrary, ({ treatment, facility, present, done }) => {
      const of = branch({ treatment, facility });
      const steps = ASKED_OF_ALL.map((kind) => ({ kind, status: done.includes(kind) ? 'done' : 'open' }));
      const { entries, complete } = fileOf(of, new Set(present), steps);
      expect(complete).toBe(forms(of).every((form) => present.includes(form)));
      // Every paper that is there is shown, each once; missing is only what its step should have brought.
      expect(new Set(entries.map(({ form }) => form)).size).toBe(entries.length);
      for (const form of present)
        expect(entries).toContainEqual(expect.objectContaining({ form, state: 'present' }));
      for (const { state, milestone } of entries) if (state === 'missing') expect(done).toContain(milestone);
    }),
  );
});

test.each([
  ['done', 'missing'],
  ['overdue', 'missing'],
  ['open', 'later'],
  ['waiting', 'later'],
  ['cancelled', 'later'],
])('a paper that is not there, whose step is %s, is %s', (status, state) => {
  const { entries } = fileOf(branch(), new Set(), [{ kind: 'plan', status }]);
  expect(entries.find(({ form }) => form === '19')).toEqual({ form: '19', milestone: 'plan', state });
  expect(entries.filter((entry) => entry.form !== '19').every((entry) => entry.state === 'later')).toBe(true);
});

test('every paper has a name', () => {
  expect(Object.keys(FORM_LABELS).sort()).toEqual([...FORMS].sort());
});

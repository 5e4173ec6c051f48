import type { FollowUpStep } from '../../activities/contract';
import { paperOfFollowUp } from '../../activities/records/documents';
import { at } from '../../domain/calendar';

const step = (what: FollowUpStep['what'], data?: Record<string, string>) =>
  ({ what, at: at('2027-03-10', '23:30'), data }) as FollowUpStep;

describe('the paper a step of the follow-up brings', () => {
  // biome-ignore format: a table
  test.each([
    ['end-certificate', { signedOn: '2027-03-08' }, { form: '56', signedOn: '2027-03-08' }],
    ['end-delisting', { signedOn: '2027-03-09' }, { form: '57', signedOn: '2027-03-09' }],
    ['move-asked', { to: '14-yen-chau', late: 'false' }, { form: '54', signedOn: '2027-03-10' }],
    ['move-accepted', undefined, { form: '60', signedOn: '2027-03-10' }],
    ['move-declined', undefined, null],
    ['visit-reported', { outcome: 'met' }, null],
  ] as const)('%s %j: %j', (what, data, paper) => {
    expect(paperOfFollowUp(step(what, data))).toEqual(paper);
  });
});

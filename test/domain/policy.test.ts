import fc from 'fast-check';
import { addDays, at, daysBetween, isWorkingDay } from '../../domain/calendar';
import {
  arrivalDue,
  basisOf,
  certificateDue,
  certificateOpens,
  decisionDue,
  endCertificateOpens,
  firstContactDue,
  monitoringDecisionDue,
  moveNoticeDue,
  noticeDue,
  type Overrides,
  PARAMETERS,
  policyInForce,
  preparationBegins,
  proposalDue,
  socialDossierDue,
  termEnd,
  termMonths,
} from '../../domain/policy';
import { PolicyError } from '../../domain/policy-limits';

const today = policyInForce('2026-11-22');
const before = policyInForce('2026-06-30');

describe('law by date', () => {
  test.each([
    ['2025-12-31', 15, { workingDays: 5 }, '2022-01-01'],
    ['2026-06-30', 15, { workingDays: 5 }, '2026-01-01'],
    ['2026-07-01', 30, { hours: 24 }, '2026-07-01'],
    ['2026-11-22', 30, { hours: 24 }, '2026-07-01'],
  ])('on %s a notice is due %i days before', (day, notice, move, version) => {
    const policy = policyInForce(day);
    expect([policy.params.centreNoticeBeforeEnd, policy.params.moveNotice, policy.version]).toEqual([
      notice,
      move,
      version,
    ]);
  });

  test('before its first day in force a value is the first that is known', () => {
    const { params } = policyInForce('2025-06-30');
    expect([params.policeProposal, params.centreNoticeBeforeEnd]).toEqual([2, 15]);
    const cap = PARAMETERS.find((row) => row.name === 'loan_cap') as (typeof PARAMETERS)[number];
    const later = (value: number, from: string) => ({ ...cap, value, from });
    const rows = [
      ...PARAMETERS.filter((row) => row.name !== 'loan_cap'),
      later(3, '2029-01-01'),
      later(2, '2028-01-01'),
      later(4, '2030-01-01'),
    ];
    expect(policyInForce('2026-11-22', {}, rows).params.loanCap).toBe(2);
    expect(policyInForce('2026-11-22', {}, [...rows, later(1, '2026-11-22')]).params.loanCap).toBe(1);
    expect(policyInForce('2026-11-22').params.communeFile).toBeUndefined();
  });

  test('the commune file belongs to the former law only', () => {
    expect(before.params.communeFile).toBe(3);
    expect(today.params.communeFile).toBeUndefined();
  });

  test('every parameter has a value on every day of the product, with exactly one row in force', () => {
    const names = [...new Set(PARAMETERS.map((row) => row.name))].filter((name) => name !== 'commune_file');
    for (const name of names) {
      const rows = PARAMETERS.filter(
        (row) => row.name === name && row.from <= '2026-11-22' && (row.to ?? '9999') >= '2026-11-22',
      );
      expect([name, rows.length]).toEqual([name, 1]);
    }
    expect(names).toHaveLength(Object.keys(today.params).length);
    expect(Object.values(today.params)).not.toContain(undefined);
  });

  test('rows of one parameter never overlap in time', () => {
    for (const row of PARAMETERS) {
      const others = PARAMETERS.filter((other) => other !== row && other.name === row.name);
      for (const other of others)
        expect(row.from > (other.to ?? '9999') || other.from > (row.to ?? '9999')).toBe(true);
    }
  });

  test('each value says where it comes from', () => {
    expect(basisOf('centre_notice_before_end', '2026-06-30')?.basis).toMatch(/NĐ 116/);
    expect(basisOf('centre_notice_before_end', '2026-07-01')).toMatchObject({
      basis: expect.stringMatching(/NĐ 163/),
      unit: 'days',
      confidence: 'C',
    });
    expect(basisOf('police_proposal', '2026-06-30')).toBeUndefined();
    expect(PARAMETERS.filter((row) => !row.basis)).toEqual([]);
  });

  test('the snapshot is plain JSON under 4 kB and holds the holidays of the years ahead', () => {
    const json = JSON.stringify(today);
    expect(Buffer.byteLength(json)).toBeLessThan(4000);
    expect(JSON.parse(json)).toEqual(today);
    expect(isWorkingDay('2028-04-04', today.calendar)).toBe(false);
  });
});

describe('what a place decides', () => {
  test('local values, hours and a raised loan cap are taken, and show in the version', () => {
    const own = policyInForce('2026-11-22', {
      params: { visitGrace: 5, loanCap: 300_000_000 },
      hours: { workday: [['07:00', '11:00']] },
    });
    expect([own.params.visitGrace, own.params.loanCap]).toEqual([5, 300_000_000]);
    expect(own.calendar.hours?.workday).toHaveLength(1);
    expect(own.version).toMatch(/^2026-07-01\+[0-9a-f]{8}$/);
    expect(today.version).toBe('2026-07-01');
  });

  test('the version depends on the values, not on the order they were written in', () => {
    const version = (overrides: Overrides) => policyInForce('2026-11-22', overrides).version;
    const one = version({ params: { visitGrace: 5, firstContact: 3 } });
    expect(version({ params: { firstContact: 3, visitGrace: 5 } })).toBe(one);
    expect(version({ params: { visitGrace: 4, firstContact: 3 } })).not.toBe(one);
    expect(version({ params: {} })).toBe('2026-07-01');
    expect(version({ november24: true })).not.toBe('2026-07-01');
    expect(version({ november24: false })).toBe('2026-07-01');
    expect(version({ params: { visitGrace: undefined } })).toBe('2026-07-01');
  });

  // Running cases carry their version: another fingerprint of the same values would call them all out of date.
  test.each<[Overrides, string]>([
    [{ params: { visitGrace: 5, firstContact: 3 } }, '48a7bbae'],
    [{ params: { selfReport: null } }, '0bc4d1cc'],
    [{ hours: { workday: [['07:00', '11:00']], saturday: [['07:00', '10:00']] } }, 'a46e1cbb'],
  ])('the fingerprint of %j is the same for ever', (overrides, fingerprint) =>
    expect(policyInForce('2026-11-22', overrides).version).toBe(`2026-07-01+${fingerprint}`),
  );

  test('a first visit cannot be aimed at after its latest day', () => {
    const late = () => policyInForce('2026-11-22', { params: { firstContact: 10, firstContactLatest: 7 } });
    expect(late).toThrow(new PolicyError('firstContact', { code: 'too-high', max: 7 }));
    try {
      late();
    } catch (error) {
      expect(error).toMatchObject({ parameter: 'firstContact', problem: { code: 'too-high', max: 7 } });
    }
  });

  test.each([
    { centreNoticeBeforeEnd: 10 },
    { termAdultCompulsory: 12 },
    { loanCap: 100_000_000 },
    { loanTermMax: 240 },
  ])('the law is not local: %j is refused', (params) =>
    expect(() => policyInForce('2026-11-22', { params })).toThrow(RangeError),
  );

  test('a caller may bring the rows of its own database', () => {
    const rows = [
      ...PARAMETERS.filter((row) => row.name !== 'police_proposal'),
      {
        name: 'police_proposal' as const,
        value: 1,
        unit: 'working days' as const,
        basis: 'a later law',
        confidence: 'C' as const,
        from: '2026-10-01',
      },
    ];
    const later = policyInForce('2026-11-22', {}, rows);
    expect([later.params.policeProposal, later.version]).toEqual([1, '2026-10-01']);
  });
});

describe('legal dates', () => {
  test.each([
    ['notice, 30 days before', noticeDue('2027-01-15', today), '2026-12-16'],
    ['notice, 15 days before', noticeDue('2026-06-30', before), '2026-06-15'],
    ['reintegration stage', preparationBegins('2027-01-15', today), '2026-12-16'],
    ['proposal, Friday and 2 working days', proposalDue('2026-11-20', today), '2026-11-24'],
    ['commune file, former law', proposalDue('2026-06-19', before), '2026-06-24'],
    ['decision', decisionDue('2026-11-24', today), '2026-11-26'],
    ['certificate', certificateDue('2027-01-15'), '2027-01-15'],
    ['arrival from a private centre, 2 days', arrivalDue('2026-12-01', 'private', today), '2026-12-03'],
    [
      'arrival from a private centre over a weekend',
      arrivalDue('2026-12-03', 'private', today),
      '2026-12-07',
    ],
    ['arrival from a public centre, 5 working days', arrivalDue('2026-12-03', 'public', today), '2026-12-10'],
    ['social dossier, 15 days before', socialDossierDue('2027-01-15', today), '2026-12-31'],
    ['end certificate, 3 working days before', endCertificateOpens('2027-05-04', today), '2027-04-27'],
    ['term end', termEnd('2027-02-28', 12), '2028-02-28'],
    ['term end from a leap day', termEnd('2028-02-29', 12), '2029-02-28'],
    ['first contact', firstContactDue('2026-12-01', today).due, '2026-12-08'],
    ['first contact at the latest', firstContactDue('2026-12-01', today).latest, '2026-12-31'],
  ])('%s', (_, day, expected) => expect(day).toBe(expected));

  test('terms in hours run from the moment itself', () => {
    const moment = at('2026-11-21', '16:40');
    expect(monitoringDecisionDue(moment, false, today)).toBe(at('2026-11-22', '04:40'));
    expect(monitoringDecisionDue(moment, true, today)).toBe(at('2026-11-22', '16:40'));
    expect(moveNoticeDue(moment, today)).toBe(at('2026-11-22', '16:40'));
    expect(moveNoticeDue(at('2026-06-19', '16:40'), before)).toBe(at('2026-06-26', '24:00'));
    expect(certificateOpens('2027-01-15', today)).toBe(at('2027-01-14', '00:00'));
  });

  test.each([
    ['voluntary', false, 12],
    ['substitution', false, 12],
    ['compulsory', false, 24],
    ['compulsory', true, 12],
    ['voluntary', true, 12],
  ] as const)('%s, minor %s: %i months', (treatment, minor, months) =>
    expect(termMonths(treatment, minor, today)).toBe(months),
  );

  test('whatever the day, proposal, decision and arrival end on working days and in order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }).map((n) => addDays('2026-11-22', n)),
        (day) => {
          const proposal = proposalDue(day, today);
          const decision = decisionDue(proposal, today);
          for (const due of [
            proposal,
            decision,
            arrivalDue(day, 'private', today),
            arrivalDue(day, 'public', today),
          ]) {
            expect(isWorkingDay(due, today.calendar)).toBe(true);
            expect(due > day).toBe(true);
          }
          expect(decision > proposal).toBe(true);
          expect(daysBetween(noticeDue(day, today), day)).toBe(30);
        },
      ),
    );
  });
});

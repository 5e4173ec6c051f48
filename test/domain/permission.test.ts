import fc from 'fast-check';
import {
  ACTIONS,
  type Action,
  type Area,
  canSee,
  figuresArea,
  may,
  maySetReading,
  mayWithFund,
  partnerKnowsName,
  referralMoves,
  type Who,
} from '../../domain/permission';
import { REFERRAL_STATUSES, REFERRAL_TRANSITIONS } from '../../domain/referral';
import type { Role } from '../../domain/roles';

const NOWHERE = { provinceId: null, communeId: null, centreId: null, organisationId: null };
const WHO: Record<string, Who> = {
  centre: { ...NOWHERE, id: 'u1', role: 'centre', centreId: 'CS1', provinceId: '14' },
  commune: { ...NOWHERE, id: 'u2', role: 'commune', communeId: 'c1', provinceId: '14' },
  mentor: { ...NOWHERE, id: 'u3', role: 'mentor', communeId: 'c1', provinceId: '14' },
  'commune supervisor': { ...NOWHERE, id: 'u4', role: 'supervisor', communeId: 'c1', provinceId: '14' },
  'province supervisor': { ...NOWHERE, id: 'u5', role: 'supervisor', provinceId: '14' },
  partner: { ...NOWHERE, id: 'u6', role: 'partner', organisationId: 'o1', provinceId: '14' },
  admin: { ...NOWHERE, id: 'u7', role: 'admin' },
};
/** A case that lies in the area of every one of them. */
const HERE = { provinceId: '14', communeId: 'c1', centreId: 'CS1', mentorId: 'u3', organisationId: 'o1' };

const TABLE: Record<Action, string[]> = {
  'see-case': ['centre', 'commune', 'mentor', 'commune supervisor', 'province supervisor'],
  'see-visits': ['commune', 'mentor', 'commune supervisor', 'province supervisor'],
  'edit-person': ['centre', 'commune'],
  'see-messages': ['centre', 'commune', 'commune supervisor', 'province supervisor'],
  'resend-message': ['commune', 'commune supervisor', 'province supervisor'],
  'send-now': ['commune supervisor', 'province supervisor'],
  'record-consent': ['commune', 'mentor'],
  'answer-desk': ['commune', 'commune supervisor', 'province supervisor'],
  'start-handover': ['centre'],
  'give-residence': ['centre'],
  'record-dossier': ['centre'],
  'record-plan': ['centre'],
  'record-certificate': ['centre'],
  'record-handout': ['centre'],
  'record-acceptance': ['commune'],
  'record-proposal': ['commune'],
  'record-decision': ['commune'],
  'record-team': ['commune'],
  'record-monitoring': ['commune'],
  'record-arrival': ['commune'],
  'record-first-contact': ['commune', 'mentor'],
  'return-case': ['commune'],
  'resend-case': ['centre'],
  'record-no-show': ['commune'],
  'move-end': ['centre'],
  'cancel-handover': ['centre', 'commune'],
  'see-file': ['centre', 'commune', 'commune supervisor', 'province supervisor'],
  'record-meeting': ['centre', 'commune'],
  'record-document': ['centre', 'commune'],
  'name-mentor': ['commune'],
  'answer-mentor-request': ['mentor'],
  'report-visit': ['commune', 'mentor'],
  'reschedule-visit': ['commune', 'mentor'],
  'reassign-mentor': ['commune', 'commune supervisor', 'province supervisor'],
  'cover-mentor': ['commune', 'commune supervisor', 'province supervisor'],
  'pause-follow-up': ['commune'],
  'record-absence': ['commune', 'mentor'],
  'refer-need': ['commune'],
  'describe-need': ['commune', 'mentor'],
  'move-away': ['commune'],
  'answer-move': [], // the destination's, see below
  'end-follow-up': ['commune'],
  'see-escalation': ['commune', 'commune supervisor', 'province supervisor'],
  'acknowledge-escalation': ['commune supervisor', 'province supervisor'],
  'resolve-escalation': ['commune supervisor', 'province supervisor'],
  'see-referral': ['commune', 'mentor', 'commune supervisor', 'province supervisor', 'partner'],
  'see-loan': ['commune', 'mentor', 'commune supervisor', 'province supervisor', 'partner'],
  'open-loan': ['commune'],
  'vouch-for-loan': ['commune'],
  'appraise-loan': ['commune'],
  'talk-about-loan': ['commune', 'mentor'],
  lend: ['partner'],
  'move-referral': ['commune', 'mentor', 'partner'],
  'tell-training': ['commune', 'partner'],
  'tell-job': ['commune', 'mentor', 'partner'],
  'see-circle': ['centre', 'commune', 'mentor'],
  'edit-circle': ['centre', 'commune', 'mentor'],
  'see-in-kind': ['commune', 'mentor', 'commune supervisor', 'province supervisor'],
  'record-in-kind': ['commune'],
  'record-helper': ['commune'],
  'see-sessions': ['centre', 'commune supervisor', 'province supervisor'],
  'record-session': ['centre'],
  'see-course': ['centre', 'commune supervisor', 'province supervisor'],
  'keep-course': ['centre'],
  'see-club': ['commune', 'mentor', 'commune supervisor', 'province supervisor'],
  'manage-club': ['commune'],
  'report-meeting': ['commune', 'mentor'],
  'see-aftercare': ['commune', 'commune supervisor', 'province supervisor'],
  'record-aftercare': ['commune'],
  'see-events': ['commune', 'commune supervisor', 'province supervisor'],
  'record-event': ['commune'],
  'see-places': Object.keys(WHO),
  'see-organisations': Object.keys(WHO),
  'see-users': ['admin'],
  'choose-mentor': ['commune', 'commune supervisor', 'province supervisor'],
  'manage-users': ['admin'],
  'manage-places': ['admin'],
  'manage-organisations': ['admin'],
  'manage-policy': ['admin'],
  'set-policy': ['province supervisor'],
  'adopt-policy': ['province supervisor'],
  'see-outages': ['province supervisor'],
  'sign-outage': ['province supervisor'],
  'see-reports': ['province supervisor'],
  'import-history': ['province supervisor'],
  'see-figures': ['centre', 'commune', 'commune supervisor', 'province supervisor', 'admin'],
};

const OFFICE = [
  'see-places',
  'see-organisations',
  'see-users',
  'choose-mentor',
  'see-figures',
  'manage-users',
  'manage-places',
  'manage-organisations',
  'manage-policy',
];

describe('who may do what', () => {
  const cells = ACTIONS.flatMap((action) =>
    Object.keys(WHO).map((who) => ({ action, who, allowed: TABLE[action].includes(who) })),
  );
  test.each(cells)('$action by $who in their own area: $allowed', ({ action, who, allowed }) => {
    expect(may(WHO[who] as Who, action, HERE)).toBe(allowed);
  });

  test('the destination of a move sees the case and answers, and does nothing else there', () => {
    const moving = { ...HERE, communeId: 'c9', movingToId: 'c1' };
    const officer = WHO.commune as Who;
    expect(ACTIONS.filter((a) => a in TABLE && !OFFICE.includes(a) && may(officer, a, moving))).toEqual([
      'see-case',
      'answer-move',
    ]);
  });

  test('a mentor of the commune somebody moves to goes on with them until they are there', () => {
    const moving = { ...HERE, communeId: 'c9', movingToId: 'c1' };
    expect(may(WHO.mentor as Who, 'report-visit', moving)).toBe(true);
    expect(may(WHO.mentor as Who, 'answer-move', moving)).toBe(false);
  });

  test('who stands in for the mentor does what the mentor does', () => {
    const covered = { ...HERE, mentorId: 'u9', coverId: 'u3' };
    for (const action of ACTIONS)
      expect(may(WHO.mentor as Who, action, covered)).toBe(may(WHO.mentor as Who, action, HERE));
  });

  test('nobody does anything to a case of another area', () => {
    const elsewhere = {
      provinceId: '01',
      communeId: 'c9',
      centreId: 'CS9',
      mentorId: 'u9',
      organisationId: 'o9',
    };
    for (const who of Object.values(WHO)) {
      expect(canSee(who, elsewhere)).toBe(false);
      for (const action of ACTIONS.filter((a) => !OFFICE.includes(a)))
        expect(may(who, action, elsewhere)).toBe(false);
    }
  });

  test('an account without its area sees nothing, also not what has no area', () => {
    const roles: Role[] = ['centre', 'commune', 'supervisor', 'partner', 'admin'];
    for (const role of roles) {
      const lost: Who = { ...NOWHERE, id: 'u8', role };
      expect(canSee(lost, {})).toBe(false);
      expect(
        canSee(lost, {
          provinceId: null,
          communeId: null,
          centreId: null,
          organisationId: null,
          mentorId: null,
        }),
      ).toBe(false);
    }
  });

  test('whatever is allowed is seen', () => {
    const id = fc.constantFrom('a', 'b', null);
    const who = fc.record({
      id: fc.constantFrom('a', 'b'),
      role: fc.constantFrom<Role>('centre', 'commune', 'mentor', 'supervisor', 'partner', 'admin'),
      provinceId: id,
      communeId: id,
      centreId: id,
      organisationId: id,
    });
    const area = fc.record({ provinceId: id, communeId: id, centreId: id, organisationId: id, mentorId: id });
    fc.assert(
      fc.property(
        who,
        area,
        fc.constantFrom(
          ...ACTIONS.filter(
            (a) => !a.startsWith('manage') && !/^see-(places|organisations|users|figures)|choose/.test(a),
          ),
        ),
        (w, a, action) => {
          if (may(w, action, a)) expect(canSee(w, a)).toBe(true);
        },
      ),
    );
  });
});

// biome-ignore format: a table
test.each<[string, Area, string[]]>([
  ['of all', HERE, ['centre', 'commune', 'mentor', 'commune supervisor', 'province supervisor', 'partner']],
  ['of nobody named', {}, []],
  ['of another centre', { ...HERE, centreId: 'CS2' }, ['commune', 'mentor', 'commune supervisor', 'province supervisor', 'partner']],
  ['of another commune of the province', { ...HERE, communeId: 'c2' }, ['centre', 'mentor', 'province supervisor', 'partner']],
  ['of another province', { ...HERE, communeId: 'c9', provinceId: '01' }, ['centre', 'mentor', 'partner']],
  ['of another mentor', { ...HERE, mentorId: 'u9' }, ['centre', 'commune', 'commune supervisor', 'province supervisor', 'partner']],
  ['of another mentor for whom one stands in', { mentorId: 'u9', coverId: 'u3' }, ['mentor']],
  ['of another partner', { ...HERE, organisationId: 'o9' }, ['centre', 'commune', 'mentor', 'commune supervisor', 'province supervisor']],
  ['moving here', { communeId: 'c9', movingToId: 'c1' }, ['commune']],
])('a case %s is seen by its own', (_what, area, seers) => {
  expect(Object.keys(WHO).filter((who) => canSee(WHO[who] as Who, area))).toEqual(seers);
});

describe('whose hours and ways of being written to', () => {
  const owners: Record<string, Who> = {
    ...WHO,
    'mentor elsewhere': { ...(WHO.mentor as Who), id: 'u8', communeId: 'c9' },
    'mentor of another province': { ...(WHO.mentor as Who), id: 'u9', communeId: 'c8', provinceId: '01' },
  };
  const inCommune = ['commune', 'mentor', 'commune supervisor'];
  // biome-ignore format: a table
  test.each<[string, string[]]>([
    ['centre', ['centre']],
    ['commune', ['commune', 'mentor']],
    ['mentor', ['mentor']],
    ['commune supervisor', inCommune],
    ['province supervisor', ['centre', ...inCommune, 'province supervisor', 'partner', 'mentor elsewhere']],
    ['partner', ['partner']],
    ['admin', Object.keys(owners)],
  ])('%s may set', (who, whose) =>
    expect(Object.keys(owners).filter((of) => maySetReading(WHO[who] as Who, owners[of] as Who))).toEqual(whose),
  );
});

// biome-ignore format: a table
test.each<[string, object | null]>([
  ['centre', { centreId: 'CS1' }],
  ['commune', { communeId: 'c1' }],
  ['commune supervisor', { communeId: 'c1' }],
  ['province supervisor', { provinceId: '14' }],
  ['admin', {}],
  ['mentor', null],
  ['partner', null],
])('the figures that %s sees are of its own area: %j', (who, area) =>
  expect(figuresArea(WHO[who] as Who)).toEqual(area),
);

describe('a fund', () => {
  const fund = { provinceId: '14', organisationId: 'o1' };
  const who = (what: 'see' | 'see-book' | 'keep', of = fund) =>
    Object.keys(WHO).filter((one) => mayWithFund(WHO[one] as Who, what, of));

  test('is seen by its lender and the offices of its province, its book by who watches all of it, and kept by the lender', () => {
    expect(who('see')).toEqual(['commune', 'commune supervisor', 'province supervisor', 'partner']);
    expect(who('see-book')).toEqual(['province supervisor', 'partner']);
    expect(who('keep')).toEqual(['partner']);
  });

  test('of another province or lender is none of theirs', () => {
    expect(who('see', { ...fund, provinceId: '01' })).toEqual(['partner']);
    expect(who('see', { ...fund, organisationId: 'o2' })).not.toContain('partner');
  });
});

describe('a referral', () => {
  test('is moved by the partner through its part, by the commune only back, whatever its status', () => {
    const withdrawn = ['cancelled', 'entered-in-error'];
    for (const status of REFERRAL_STATUSES) {
      const targets = REFERRAL_TRANSITIONS[status];
      const by = (who: string) => referralMoves(WHO[who] as Who, status, HERE);
      expect(by('partner')).toEqual(targets.filter((to) => !withdrawn.includes(to)));
      expect(by('commune')).toEqual(targets.filter((to) => withdrawn.includes(to)));
    }
  });

  test('is answered and ended by its partner, withdrawn by the commune, and done by the commune where there is no partner', () => {
    const partner = WHO.partner as Who;
    const commune = WHO.commune as Who;
    expect(referralMoves(partner, 'requested', HERE)).toEqual(['accepted', 'rejected']);
    expect(referralMoves(commune, 'requested', HERE)).toEqual(['cancelled', 'entered-in-error']);
    expect(referralMoves(commune, 'requested', { ...HERE, organisationId: null })).toEqual(
      REFERRAL_TRANSITIONS.requested,
    );
    expect(referralMoves(WHO.mentor as Who, 'requested', HERE)).toEqual([]);
    expect(referralMoves(WHO.mentor as Who, 'draft', HERE)).toEqual(['requested', 'cancelled']);
    expect(referralMoves({ ...partner, organisationId: 'o2' }, 'requested', HERE)).toEqual([]);
  });

  test('tells its partner the name only once it is accepted', () => {
    expect(REFERRAL_STATUSES.filter(partnerKnowsName)).toEqual([
      'accepted',
      'in-progress',
      'on-hold',
      'completed',
    ]);
  });
});

import fc from 'fast-check';
import { type LinkFacts, linkId, signLink, verifyLink } from '../../domain/link';
import {
  ACTIONS,
  type Action,
  canSee,
  may,
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
  'move-away': ['commune'],
  'answer-move': [], // the destination's, see below
  'end-follow-up': ['commune'],
  'see-escalation': ['commune', 'commune supervisor', 'province supervisor'],
  'acknowledge-escalation': ['commune supervisor', 'province supervisor'],
  'resolve-escalation': ['commune supervisor', 'province supervisor'],
  'see-referral': ['commune', 'mentor', 'commune supervisor', 'province supervisor', 'partner'],
  'move-referral': ['commune', 'partner'],
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
};

const OFFICE = [
  'see-places',
  'see-organisations',
  'see-users',
  'choose-mentor',
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
            (a) => !a.startsWith('manage') && !/^see-(places|organisations|users)|choose/.test(a),
          ),
        ),
        (w, a, action) => {
          if (may(w, action, a)) expect(canSee(w, a)).toBe(true);
        },
      ),
    );
  });
});

describe('a referral', () => {
  test('is answered and ended by its partner, withdrawn by the commune, and done by the commune where there is no partner', () => {
    const partner = WHO.partner as Who;
    const commune = WHO.commune as Who;
    expect(referralMoves(partner, 'requested', HERE)).toEqual(['accepted', 'rejected']);
    expect(referralMoves(commune, 'requested', HERE)).toEqual(['cancelled', 'entered-in-error']);
    expect(referralMoves(commune, 'requested', { ...HERE, organisationId: null })).toEqual(
      REFERRAL_TRANSITIONS.requested,
    );
    expect(referralMoves(WHO.mentor as Who, 'requested', HERE)).toEqual([]);
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

describe('a signed link', () => {
  const link: LinkFacts = {
    id: 'aB3_x-9Qz1',
    purpose: 'visit-report',
    userId: 'u3',
    subjectId: 'case/v2',
    expiresAt: new Date('2026-12-07T00:00:00Z'),
  };

  test('is verified, and its id is found in it', () => {
    const token = signLink('secret', link);
    expect(token).toHaveLength(27);
    expect(linkId(token)).toBe(link.id);
    expect(verifyLink('secret', token, link)).toBe(true);
  });

  test.each<Partial<LinkFacts>>([
    { purpose: 'referral' },
    { userId: 'u4' },
    { subjectId: 'case/v3' },
    { expiresAt: new Date('2027-12-07T00:00:00Z') },
    { id: 'other_id_1' },
  ])('opens nothing else: %j', (other) => {
    expect(verifyLink('secret', signLink('secret', link), { ...link, ...other })).toBe(false);
  });

  test('of another secret, or altered in any character, is not ours', () => {
    const token = signLink('secret', link);
    expect(verifyLink('another', token, link)).toBe(false);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '7', '-', '.'), (at, letter) => {
        const altered = token.slice(0, at) + letter + token.slice(at + 1);
        expect(verifyLink('secret', altered, link)).toBe(altered === token);
      }),
    );
  });

  test.each([
    '',
    'x',
    'no-dot',
    '../../etc/passwd',
    'a.b',
    `${'x'.repeat(300)}.${'y'.repeat(16)}`,
    'abcdef.<script>alert(1)',
  ])('is not looked up when it cannot be one: %s', (text) => {
    expect(linkId(text)).toBeNull();
  });
});

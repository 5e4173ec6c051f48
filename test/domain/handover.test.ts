import { addDays } from '../../domain/calendar';
import {
  AFTER,
  type Handover,
  type MilestoneKind,
  NO_SHOW_STEPS,
  RECORDABLE,
  type RecordableMilestone,
  STANDINGS,
  settled,
} from '../../domain/handover';
import { refusalOf } from './refusals';
import { away, done, MAI_SON, NOW, opened, TODAY, YEN_CHAU } from './returns';

/** Every situation a handover can be in, by the shortest way there. */
const SITUATIONS = {
  unknown: () => opened({}, null),
  told: () => opened(),
  accepted: () => done(opened(), 'acceptance'),
  proposed: () => done(opened(), 'proposal'),
  decided: () => done(opened(), 'proposal', 'decision'),
  helped: () => done(opened(), 'proposal', 'decision', 'mentor'),
  unseen: () => done(opened(), 'proposal', 'decision', 'mentor', 'certificate', 'handout'),
  away: () => away(done(opened(), 'proposal', 'decision', 'mentor')),
  absent: () => away(opened(), 'call-family', 'look-at-home', 'ask-centre', 'report'),
  arrived: () => done(opened(), 'arrival'),
  elsewhere: () => returned('not-resident'),
  incomplete: () => returned('incomplete-file'),
  home: () => done(opened(), 'arrival', 'proposal', 'decision', 'mentor'),
  done: () => {
    const h = done(opened(), 'proposal', 'decision', 'mentor');
    return done(
      h,
      ...RECORDABLE.filter((k) => !['dossier', 'acceptance', 'proposal', 'decision'].includes(k)),
    );
  },
  cancelled: () => {
    const h = done(opened(), 'certificate');
    h.cancel('died');
    return h;
  },
};
const returned = (reason: 'not-resident' | 'incomplete-file') => {
  const h = opened();
  h.returnCase(reason, NOW);
  return h;
};

const COMMANDS: Record<string, (h: Handover) => void> = {
  ...Object.fromEntries(
    RECORDABLE.map((kind) => [
      `record ${kind}`,
      (h: Handover) => h.record(kind, 'officer', NOW, kind === 'decision' ? 'mai' : undefined),
    ]),
  ),
  'decide without a mentor': (h) => h.record('decision', 'officer', NOW),
  'give residence': (h) => h.giveResidence(YEN_CHAU, 'centre', NOW),
  'give facility': (h) => h.giveFacility('facility', MAI_SON, 'centre', NOW),
  'return: not resident': (h) => h.returnCase('not-resident', NOW),
  'return: incomplete': (h) => h.returnCase('incomplete-file', NOW),
  resend: (h) => h.resend('centre', NOW),
  'name another mentor': (h) => h.nameMentor('lan', NOW),
  'name the same mentor': (h) => h.nameMentor('mai', NOW),
  accept: (h) => h.answer('mai', true, NOW),
  decline: (h) => h.answer('mai', false, NOW),
  'accept as another': (h) => h.answer('lan', true, NOW),
  ...Object.fromEntries(
    NO_SHOW_STEPS.map((step) => [step, (h: Handover) => h.recordNoShowStep(step, false, NOW)]),
  ),
  'look at home: found': (h) => h.recordNoShowStep('look-at-home', true, NOW),
  'check: found': (h) => h.recordNoShowStep('check', true, NOW),
  'move the end': (h) => h.moveEnd(addDays(TODAY, 50), NOW),
  'move the end to the same day': (h) => h.moveEnd(addDays(TODAY, 40), NOW),
  cancel: (h) => h.cancel('imprisoned'),
  'note a meeting': (h) => {
    h.checkMeeting(TODAY, NOW);
    h.note();
  },
  'note a meeting of tomorrow': (h) => h.checkMeeting(addDays(TODAY, 1), NOW),
  'note a paper': (h) => {
    h.checkDocument(TODAY, NOW);
    h.note();
  },
};

/** What a cell says: where the return then stands, or why it is refused. */
const CODES: Record<string, string> = {
  P: 'preparing',
  A: 'awaiting-acceptance',
  R: 'returned',
  D: 'awaiting-decision',
  M: 'awaiting-mentor',
  Y: 'ready',
  U: 'papers-done-person-unseen',
  N: 'not-arrived',
  B: 'absent',
  H: 'arrived-not-contacted',
  G: 'papers-missing',
  X: 'cancelled',
  '-': 'not-yet',
  d: 'already-done',
  a: 'already-accepted',
  h: 'already-home',
  q: 'not-asked',
  s: 'same-mentor',
  e: 'same-day',
  f: 'in-the-future',
  r: 'after-the-release',
  c: 'closed',
};

// biome-ignore format: a table; columns as in SITUATIONS: unknown, told, accepted, proposed, decided, helped, unseen, away, absent, arrived, elsewhere, incomplete, home, done, cancelled
const TABLE: [command: string, outcomes: string][] = [
  ['record dossier', '- - - - - - - - - - - - - c c'],
  ['record plan', 'P A D D M Y U N B H R R H d c'],
  ['record acceptance', '- D d d d d d d B d - - d d c'],
  ['record proposal', '- D D d d d d d B H - - d d c'],
  ['record decision', '- - - M d d d d - - - - d d c'],
  ['record team', '- - - - M Y U N - - - - H d c'],
  ['record monitoring', '- - - - M Y U N - - - - H d c'],
  ['record certificate', 'P A D D M Y d N B H R R H d d'],
  ['record handout', '- - - - - - d - - - - - - d c'],
  ['record arrival', '- H H H H H H H H d - H d d c'],
  ['record first-contact', '- - - - - - - - - G - - G d c'],
  ['decide without a mentor', '- - - - d d d d - - - - d d c'],
  ['give residence', 'A d d d d d d d d d A d d d d'],
  ['give facility', 'A d d d d d d d d d A d d d d'],
  ['return: not resident', '- R a a a a a a R a - - a c c'],
  ['return: incomplete', '- R a a a a a a B a - - a c c'],
  ['resend', 'd d d d d d d d d d - A d c c'],
  ['name another mentor', '- - - - M d d d - - - - d c c'],
  ['name the same mentor', '- - - - s d d d - - - - d c c'],
  ['accept', 'q q q q Y d d d q q q q d c c'],
  ['decline', 'q q q q M d d d q q q q d c c'],
  ['accept as another', 'q q q q q d d d q q q q d c c'],
  ['call-family', '- - - - - - - N d - - - - c c'],
  ['look-at-home', '- - - - - - - - d - - - - c c'],
  ['ask-centre', '- - - - - - - - d - - - - c c'],
  ['report', '- - - - - - - - d - - - - c c'],
  ['check', '- - - - - - - - B - - - - c c'],
  ['look at home: found', '- - - - - - - - d - - - - c c'],
  ['check: found', '- - - - - - - - A - - - - c c'],
  ['move the end', 'P A D D M Y d Y A d R R d c c'],
  ['move the end to the same day', 'e e e e e e d e e d e e d c c'],
  ['cancel', 'X X X X X X X X X X X X h c c'],
  ['note a meeting', 'P A D D M Y U N B r R R r c c'],
  ['note a meeting of tomorrow', 'f f f f f f f f f f f f f c c'],
  ['note a paper', 'P A D D M Y U N B H R R H c c'],
];

describe('every command in every situation', () => {
  const names = Object.keys(SITUATIONS) as (keyof typeof SITUATIONS)[];

  test('stands in the table', () => {
    expect(TABLE.map(([command]) => command)).toEqual(Object.keys(COMMANDS));
    for (const [, outcomes] of TABLE) expect(outcomes.split(' ')).toHaveLength(names.length);
    const reached = new Set(TABLE.flatMap(([, outcomes]) => outcomes.split(' ').map((code) => CODES[code])));
    // 'done' is reached in a test of its own: the last step differs.
    expect(STANDINGS.filter((one) => one !== 'done' && !reached.has(one))).toEqual([]);
  });

  test.each(TABLE)('%s', (command, outcomes) => {
    for (const [i, code] of outcomes.split(' ').entries()) {
      const name = names[i] as keyof typeof SITUATIONS;
      const h = SITUATIONS[name]();
      const before = structuredClone(h.state);
      const refused = refusalOf(() => COMMANDS[command]?.(h));
      expect({ name, outcome: refused ?? h.standing }).toEqual({ name, outcome: CODES[code] });
      if (refused)
        expect(h.state).toEqual(before); // a refusal changes nothing
      else expect(command.includes('tomorrow') || h.state.revision > before.revision).toBe(true);
    }
  });

  test.each(RECORDABLE.filter((kind) => !['dossier', 'acceptance', 'proposal'].includes(kind)))(
    'the handover is done whichever step is the last: %s',
    (last) => {
      const needs = (kind: MilestoneKind): boolean => kind === last || AFTER[kind].some(needs);
      const h = SITUATIONS.proposed();
      const steps: (RecordableMilestone | 'mentor')[] = ['decision', 'mentor', ...RECORDABLE];
      const left = (kind: RecordableMilestone | 'mentor') => !settled(h.state, kind) && kind !== 'dossier';
      for (const kind of steps) if (left(kind) && !needs(kind)) done(h, kind);
      expect(h.closed).toBe(false);
      for (const kind of steps) if (left(kind)) done(h, kind);
      expect([h.closed, h.standing, h.next(), h.accountable(), h.wanted()]).toEqual([
        true,
        'done',
        null,
        null,
        [],
      ]);
    },
  );
});

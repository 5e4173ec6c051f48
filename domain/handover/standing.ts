import type { Party } from '../roles';
import { accepted, isHome, milestoneOf, settled } from './milestones';
import { isAbsent } from './no-show';
import type { HandoverState } from './state';

/** Where a return stands, said in one word. */
export const STANDINGS = [
  'preparing', // the commune does not know yet
  'awaiting-acceptance',
  'returned', // the commune gave it back to the centre
  'awaiting-decision',
  'awaiting-mentor',
  'ready', // decided and accompanied; the day has not come
  'papers-done-person-unseen',
  'not-arrived',
  'absent', // not arrived, reported, looked for again and again
  'arrived-not-contacted', // in the commune, not yet seen by the mentor
  'papers-missing', // home and seen; some paper is missing
  'done',
  'cancelled',
] as const;
export type Standing = (typeof STANDINGS)[number];

type Seen = Pick<HandoverState, 'milestones' | 'cancelled' | 'returned' | 'noShow'>;

/** No step is asked for any more. */
export const isClosed = ({ milestones }: Pick<HandoverState, 'milestones'>) =>
  milestones.every(({ status }) => status === 'done' || status === 'cancelled');

export function standing(state: Seen): Standing {
  const { cancelled, returned, noShow } = state;
  const done = (kind: Parameters<typeof settled>[1]) => settled(state, kind);
  if (cancelled) return 'cancelled';
  if (isClosed(state)) return 'done';
  // The person comes before the papers: who is there, or should be, is what matters.
  if (done('arrival')) return done('first-contact') ? 'papers-missing' : 'arrived-not-contacted';
  if (noShow) return isAbsent(noShow) ? 'absent' : 'not-arrived';
  if (returned) return 'returned';
  if (!done('notice')) return 'preparing';
  if (!done('acceptance')) return 'awaiting-acceptance';
  if (!done('decision')) return 'awaiting-decision';
  if (!done('mentor')) return 'awaiting-mentor';
  return done('certificate') && done('handout') ? 'papers-done-person-unseen' : 'ready';
}

/**
 * Who answers for the person, whoever's turn it is: responsibility passes only on acceptance, from the centre to the
 * commune, and to the mentor once they have accepted and the person is there. Null once closed.
 */
export function accountable(state: Seen & Pick<HandoverState, 'mentorId'>): Party | null {
  if (isClosed(state)) return null;
  if (isHome(state) && state.mentorId) return { role: 'mentor', userId: state.mentorId };
  // A person who stands in the commune is the commune's, whatever paper is on its way.
  const communes = accepted(state) || milestoneOf(state, 'arrival')?.status === 'done';
  return { role: communes ? 'commune' : 'centre' };
}

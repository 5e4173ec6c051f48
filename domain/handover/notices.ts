import { addDays, at, dayOf, type Instant } from '../calendar';
import type { Wanted } from '../notice';
import { officeReminder } from '../policy';
import type { Party } from '../roles';
import { milestoneOf, settled } from './milestones';
import { noShowNotices } from './no-show';
import type { HandoverState } from './state';
import { type Milestone, milestoneId, OWNER } from './steps';

/** Whose turn a step is. */
export function ownerOf({ milestones, mentorId }: HandoverState, kind: Milestone['kind']): Party {
  const role = OWNER[kind];
  if (role !== 'mentor') return { role };
  // A mentor who does not answer is the commune's to replace; until then the request is theirs. Who has not said yes
  // owes the person no visit.
  const theirs = kind === 'mentor' || settled({ milestones }, 'mentor');
  return mentorId && theirs ? { role: 'mentor', userId: mentorId } : { role: 'commune' };
}

/** What the present state asks to be sent; see Wanted. */
export function noticesOf(state: HandoverState): Wanted[] {
  const { caseId, policy } = state.facts;
  const ladder = state.noShow ? noShowNotices(state.noShow, caseId, policy) : [];
  return [
    ...state.milestones.filter((m) => m.status === 'open').flatMap((m) => noticesAbout(m, state)),
    ...ladder,
  ];
}

function noticesAbout(m: Milestone, state: HandoverState): Wanted[] {
  const { facts, asked, mentorId, returned } = state;
  const due = m.due as Instant;
  const dueDay = dayOf(due - 1);
  const to = ownerOf(state, m.kind);
  const subjectId = milestoneId(facts.caseId, m.kind);
  const again = m.times ? `/${m.times}` : '';
  const base = { to, subjectId, expiresAt: due, data: { milestone: m.kind, due: dueDay } };
  const atOnce = { ...base, notBefore: 0 };
  const reminder = (key = again): Wanted => ({
    ...base,
    key: `${subjectId}/reminder${key}`,
    kind: 'milestone-reminder',
    notBefore:
      to.role === 'mentor'
        ? at(addDays(dueDay, -1), facts.policy.params.reminderTime)
        : officeReminder(dueDay, facts.policy),
  });

  if (m.kind === 'mentor' && mentorId !== null) {
    const kind = 'mentor-request' as const;
    return [
      { ...atOnce, kind, key: `${subjectId}/ask${asked}` },
      { ...reminder(String(asked)), kind, priority: 'routine' },
    ];
  }
  if (m.kind === 'mentor') {
    const declined: Wanted = {
      ...atOnce,
      key: `${subjectId}/declined${asked}`,
      kind: 'mentor-declined',
    };
    return [declined, reminder(`-declined${asked}`)];
  }
  // The follow-up, which began with the mentor's yes and the arrival, reminds of the first visit itself.
  if (m.kind === 'first-contact' && to.role === 'mentor') return [];
  if (returned && (m.kind === 'residence' || m.kind === 'notice')) {
    const request: Wanted = {
      ...atOnce,
      key: `${subjectId}/returned${again}`,
      kind: 'case-returned',
    };
    return [request, reminder()];
  }
  // What the commune has only just been told of, and what is due within hours, is asked for at once; the other steps
  // may lie months ahead, and their reminder is enough.
  const request: Wanted = { ...atOnce, key: `${subjectId}/request${again}`, kind: 'milestone-request' };
  if (m.kind === 'monitoring') return [request];
  const first = milestoneOf(state, 'acceptance') ? 'acceptance' : 'proposal';
  // The centre's notice has come on paper too: a letter is enough.
  return m.kind === first ? [{ ...request, channels: ['email'] }, reminder()] : [reminder()];
}

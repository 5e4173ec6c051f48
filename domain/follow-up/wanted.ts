import { addDays, at, type Day, dayOf, endOfDay } from '../calendar';
import type { Wanted } from '../notice';
import { officeReminder, type Policy } from '../policy';
import type { Party } from '../roles';
import { AT_ONCE, type Duty, type DutyKind, dutyId } from './duties';
import { type FollowUpState, visitId } from './state';

/** A follow-up, as far as its notices go. */
interface Told {
  readonly state: FollowUpState;
  mentorOn(day: Day): string | null;
  ownerOf(kind: DutyKind): Party;
}

/** What the present state asks to be sent; see Wanted. A closed follow-up asks for nothing. */
export function wanted(f: Told): Wanted[] {
  if (f.state.closed) return [];
  return [
    ...visitReminder(f),
    ...f.state.duties.flatMap((duty) => dutyNotices(f, duty)),
    ...assigned(f),
    ...declined(f),
    ...told(f),
    ...taken(f),
  ];
}

/** A planned visit asks for one reminder, the day before: one text then cut no-shows by 29%, two days before by nothing. */
function visitReminder(f: Told): Wanted[] {
  const { facts, planned } = f.state;
  const mentorId = planned && f.mentorOn(planned.on);
  if (!planned || !mentorId) return [];
  const id = visitId(facts.caseId, planned.seq);
  const { reminderBeforeVisit, reminderTime } = facts.policy.params;
  return [
    {
      key: `${id}/reminder/${planned.on}/${mentorId}`,
      kind: 'visit-reminder',
      to: { role: 'mentor', userId: mentorId },
      subjectId: id,
      notBefore: at(addDays(planned.on, -reminderBeforeVisit), reminderTime),
      expiresAt: planned.graceEnds,
      data: { on: planned.on },
    },
  ];
}

/** Of a planned visit the person hears too, where they agreed to it. */
function told(f: Told): Wanted[] {
  const { facts, planned } = f.state;
  const mentorId = planned && f.mentorOn(planned.on);
  if (!planned || !mentorId) return [];
  const { caseId, policy } = facts;
  return [visitTold({ caseId, visitId: visitId(caseId, planned.seq), on: planned.on, mentorId }, policy)];
}

/** The day before, so that somebody is at home. */
export function visitTold(
  { caseId, visitId: id, on, mentorId }: { caseId: string; visitId: string; on: Day; mentorId: string },
  { params }: Policy,
): Wanted {
  return {
    key: `${id}/told/${on}/${mentorId}`,
    kind: 'visit-told',
    to: { role: 'person', caseId },
    subjectId: id,
    notBefore: at(addDays(on, -params.reminderBeforeVisit), params.reminderTime),
    expiresAt: endOfDay(on),
    data: { on, mentorId },
  };
}

function taken({ state: { facts, taken: report } }: Told): Wanted[] {
  if (!report) return [];
  const id = visitId(facts.caseId, report.seq);
  return [
    {
      key: `${id}/taken`,
      kind: 'report-taken',
      to: { role: 'mentor', userId: report.by },
      subjectId: id,
      notBefore: 0,
      expiresAt: report.until,
      data: {},
    },
  ];
}

/** An office's duty: told of at once where it could not be known before, and reminded of the day before. */
function dutyNotices(f: Told, duty: Duty): Wanted[] {
  if (duty.overdue) return []; // a human was told
  const { facts } = f.state;
  const id = dutyId(facts.caseId, duty);
  const dueDay = dayOf(duty.due - 1);
  const base = {
    to: f.ownerOf(duty.kind),
    subjectId: id,
    expiresAt: duty.due,
    data: { duty: duty.kind, due: dueDay },
  };
  const request: Wanted = {
    ...base,
    key: `${id}/request`,
    kind: 'follow-up-request',
    notBefore: 0,
  };
  const reminder: Wanted = {
    ...base,
    key: `${id}/reminder`,
    kind: 'follow-up-reminder',
    notBefore: officeReminder(dueDay, facts.policy),
  };
  return AT_ONCE.includes(duty.kind) ? [request, reminder] : [reminder];
}

/** Whoever takes over or stands in is told at once, not only by the next reminder. */
function assigned(f: Told): Wanted[] {
  const { facts, assigned, assignedUntil, cover, mentorId } = f.state;
  const userId = cover?.begun ? cover.mentorId : mentorId;
  if (assignedUntil === null || !userId) return [];
  return [
    {
      key: `${facts.caseId}/assigned${assigned}/${userId}`,
      kind: 'mentor-assigned',
      to: { role: 'mentor', userId },
      subjectId: facts.caseId,
      notBefore: 0,
      expiresAt: assignedUntil,
      data: cover?.begun ? { until: cover.until } : {},
    },
  ];
}

function declined(f: Told): Wanted[] {
  const { facts, declinedUntil, dutySeq } = f.state;
  if (declinedUntil === null) return [];
  const origin: Party = { role: 'commune' };
  return [
    {
      key: `${facts.caseId}/move-declined${dutySeq}`,
      kind: 'move-declined',
      to: origin,
      subjectId: facts.caseId,
      notBefore: 0,
      expiresAt: declinedUntil,
      data: {},
    },
  ];
}

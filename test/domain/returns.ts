import { addDays, at, type Day, type Instant } from '../../domain/calendar';
import {
  Handover,
  type HandoverFacts,
  type Milestone,
  type MilestoneKind,
  type NoShowStep,
  type RecordableMilestone,
} from '../../domain/handover';
import { policyInForce } from '../../domain/policy';

/** Returns as tests need them: a Monday morning, forty days before the person comes home to Mai Sơn. */
export const TODAY: Day = '2026-11-23';
export const NOW: Instant = at(TODAY, '09:00');
export const policy = policyInForce(TODAY);
export const MAI_SON = { communeId: 'mai-son', provinceId: '14' };
export const YEN_CHAU = { communeId: 'yen-chau', provinceId: '14' };

export const factsOf = (more: Partial<HandoverFacts> = {}): HandoverFacts => ({
  caseId: 'case',
  personId: 'person',
  provinceId: '14',
  centreId: 'CS1',
  centreKind: 'public',
  treatment: 'compulsory',
  minor: false,
  endDay: addDays(TODAY, 40),
  startedBy: 'centre',
  policy,
  ...more,
});

export const opened = (more: Partial<HandoverFacts> = {}, communeId: string | null = 'mai-son') =>
  Handover.open(factsOf(more), communeId, NOW);

export const milestone = (h: Handover, kind: MilestoneKind) =>
  h.state.milestones.find((m) => m.kind === kind) as Milestone;

/** Records these steps; the decision names Mai, and 'mentor' is her yes. */
export function done(h: Handover, ...kinds: (RecordableMilestone | 'mentor')[]): Handover {
  for (const kind of kinds) {
    if (kind === 'mentor') h.answer('mai', true, NOW);
    else h.record(kind, 'officer', NOW, kind === 'decision' ? 'mai' : undefined);
  }
  return h;
}

/** The date of arrival has passed, and so many steps were taken without finding the person. */
export function away(h: Handover, ...steps: NoShowStep[]): Handover {
  const late = milestone(h, 'arrival').due as Instant;
  h.fallOverdue(late);
  for (const step of steps) h.recordNoShowStep(step, false, late);
  return h;
}

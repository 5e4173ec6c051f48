import type { Step } from '../../../activities/contract';
import type { Day } from '../../../domain/calendar';
import type { Milestone } from '../../../domain/handover';
import { type Policy, policyInForce } from '../../../domain/policy';
import type { Party } from '../../../domain/roles';
import type { CaseView } from '../engine';
import type { CaseFact, TimelineFact } from '../ledger';
import type { Account, Town } from '../town';
import type { Runtime } from './runtime';

export interface HandoverRow extends CaseFact {
  personId: string;
  communeId: string | null;
  provinceId: string;
  centreId: string;
  mentorId: string | null;
  policy: Policy;
  stopped: boolean;
  returned: CaseView['returned'];
  noShow: CaseView['noShow'];
  milestones: (Milestone & { owner: string })[];
}

/** What all parts of the model read: the cases, what happened when, and who is who. */
export class Rows {
  readonly handovers = new Map<string, HandoverRow>();
  readonly timeline: TimelineFact[] = [];
  /** Cases that something happened to since somebody last looked. */
  changed = new Set<string>();
  /** Set by the engine, which has both. */
  runtime!: Runtime;

  constructor(readonly town: Town) {}

  /** Made once a day: with its years of holidays a policy costs more than all else here. */
  policyOn(day: Day): Policy {
    if (this.policy?.inForceOn !== day) this.policy = policyInForce(day);
    return this.policy;
  }
  private policy: Policy | undefined;

  /** The account of a party: the town has one for each office. */
  accountOf(party: Party, area: Pick<Step, 'caseId' | 'communeId' | 'provinceId'>): string | null {
    if ('userId' in party) return this.town.accounts.has(party.userId) ? party.userId : null;
    const commune = this.town.communes.find((c) => c.id === area.communeId);
    const find = (matches: (a: Account) => boolean) =>
      [...this.town.accounts.values()].find(matches)?.id ?? null;
    switch (party.role) {
      case 'centre': {
        const { centreId } = this.person(area.caseId);
        return find((a) => a.role === 'centre' && a.centreId === centreId);
      }
      case 'commune': {
        const named = 'communeId' in party && this.town.communes.find((c) => c.id === party.communeId);
        return (named || commune)?.officer.id ?? null;
      }
      case 'partner':
        return find((a) => a.organisationId === party.organisationId);
      case 'supervisor':
        if (party.scope === 'commune') return commune?.supervisor.id ?? null;
        return find((a) => a.role === 'supervisor' && a.provinceId === area.provinceId && !a.communeId);
    }
  }

  private people: Map<string, Town['people'][number]> | undefined;
  person(caseId: string) {
    this.people ??= new Map(this.town.people.map((p) => [p.caseId, p]));
    return this.people.get(caseId) as Town['people'][number];
  }
}

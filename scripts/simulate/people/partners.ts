import type { Instant } from '../../../domain/calendar';
import { workflowId } from '../../../workflows/contract';
import type { Command, ReferralView } from '../engine';
import type { Commune } from '../town';
import { DAY, type Stage } from './stage';

/** Schools, banks and clinics that answer a referral and see it through. */
export class Partners {
  constructor(private readonly stage: Stage) {}

  seeReferral({ id, status }: ReferralView, now: Instant): void {
    const { answers, answerDays } = this.stage.scenario.partners;
    const key = `${id}/${status}`;
    const days: Record<string, number> = { draft: 2, requested: answerDays, accepted: 10, 'in-progress': 45 };
    const mean = days[status];
    if (mean === undefined || !this.stage.once(key)) return;
    if (status === 'requested' && !this.stage.chance.happens(answers, key)) return;
    const when = this.stage.moment(
      now + (0.2 + this.stage.chance.wait(mean, key, 'wait')) * DAY,
      'partner',
      key,
    );
    this.stage.plan(when, key, () => this.moveReferral(id, key));
  }

  /** One step on, whichever is next. */
  moveReferral(id: string, key: string): Command[] {
    const view = this.stage.referrals.get(id);
    if (!view) return [];
    const accepts = this.stage.chance.happens(this.stage.scenario.partners.accepts, id, 'accepts');
    const to = (
      {
        draft: 'requested',
        requested: accepts ? 'accepted' : 'rejected',
        accepted: 'in-progress',
        'in-progress': 'completed',
      } as const
    )[view.status as 'draft' | 'requested' | 'accepted' | 'in-progress'];
    if (!to) return [];
    const partner = [...this.stage.town.accounts.values()].find(
      (a) => view.organisationId !== null && a.organisationId === view.organisationId,
    );
    const by = partner?.id ?? (this.stage.communes.get(view.communeId) as Commune).officer.id;
    return [
      {
        key,
        update: 'moveReferral',
        workflowId: workflowId.referral(id),
        caseId: view.caseId,
        by,
        // The commune looks for another partner by itself: one it finds takes them.
        args: { to, ...(to === 'requested' && { organisationId: null }) },
      },
    ];
  }
}

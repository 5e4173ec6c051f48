/** Who may see and do what. One table of actions, one rule of areas; the database filters of api/ say the same. */
import { JOB_STEPS, type JobStep, REFERRAL_TRANSITIONS, type ReferralStatus } from './referral';
import type { Role } from './roles';

/** An account as far as permission goes: its role and the area it is scoped to. */
export interface Who {
  id: string;
  role: Role;
  provinceId: string | null;
  /** A supervisor without a commune watches the province. */
  communeId: string | null;
  centreId: string | null;
  organisationId: string | null;
}

/** Where a case, an escalation or a referral lies. Fields that do not apply are left out. */
export interface Area {
  provinceId?: string | null;
  communeId?: string | null;
  centreId?: string | null;
  /** Who accompanies the person now. */
  mentorId?: string | null;
  /** Who stands in for the mentor now. */
  coverId?: string | null;
  /** The commune that is asked to take the person over: it sees the case and answers, no more. */
  movingToId?: string | null;
  /** The partner asked by the referral looked at. */
  organisationId?: string | null;
  /** The mass organisation that vouches for the loan looked at. */
  voucherId?: string | null;
}

/** What can be asked of a case, an escalation or a referral; each with the roles that may, within their area. */
const CASE_ACTIONS = {
  'see-case': ['centre', 'commune', 'mentor', 'supervisor'],
  'see-visits': ['commune', 'mentor', 'supervisor'],
  'edit-person': ['centre', 'commune'],
  'see-messages': ['centre', 'commune', 'supervisor'],
  'resend-message': ['commune', 'supervisor'],
  'send-now': ['supervisor'],
  'answer-desk': ['commune', 'supervisor'],
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
  'record-consent': ['commune', 'mentor'],
  'see-file': ['centre', 'commune', 'supervisor'],
  'record-meeting': ['centre', 'commune'],
  'record-document': ['centre', 'commune'],
  'name-mentor': ['commune'],
  'answer-mentor-request': ['mentor'],
  // A mentor without a phone that opens pages reports by word of mouth; the commune writes it down.
  'report-visit': ['mentor', 'commune'],
  'reschedule-visit': ['mentor', 'commune'],
  'reassign-mentor': ['commune', 'supervisor'],
  'cover-mentor': ['commune', 'supervisor'],
  'pause-follow-up': ['commune'],
  'record-absence': ['commune', 'mentor'],
  'refer-need': ['commune'],
  'describe-need': ['commune', 'mentor'],
  'move-away': ['commune'],
  'answer-move': ['commune'],
  'end-follow-up': ['commune'],
  'see-escalation': ['commune', 'supervisor'],
  'acknowledge-escalation': ['supervisor'],
  'resolve-escalation': ['supervisor'],
  'see-referral': ['commune', 'mentor', 'supervisor', 'partner'],
  'see-loan': ['commune', 'mentor', 'supervisor', 'partner'],
  'open-loan': ['commune'],
  // Who vouches says so by its own account, or the commune writes it down.
  'vouch-for-loan': ['commune', 'partner'],
  'appraise-loan': ['commune'],
  'talk-about-loan': ['mentor', 'commune'],
  lend: ['partner'],
  // A mentor decides on what is offered, no more.
  'move-referral': ['partner', 'commune', 'mentor'],
  'tell-training': ['partner', 'commune'],
  'tell-job': ['partner', 'commune', 'mentor'],
  'see-circle': ['centre', 'commune', 'mentor'],
  'edit-circle': ['centre', 'commune', 'mentor'],
  'see-in-kind': ['commune', 'mentor', 'supervisor'],
  'record-in-kind': ['commune'],
  'record-helper': ['commune'],
  'see-sessions': ['centre', 'supervisor'],
  'record-session': ['centre'],
  'see-course': ['centre', 'supervisor'],
  'keep-course': ['centre'],
  'see-club': ['commune', 'mentor', 'supervisor'],
  'manage-club': ['commune'],
  'report-meeting': ['commune', 'mentor'],
  'see-aftercare': ['commune', 'supervisor'],
  'record-aftercare': ['commune'],
  'see-events': ['commune', 'supervisor'],
  'record-event': ['commune'],
} as const satisfies Record<string, readonly Role[]>;

/** What is decided for a whole province, by the supervisor who watches all of it. */
const PROVINCE_ACTIONS = {
  'set-policy': ['supervisor'],
  'adopt-policy': ['supervisor'],
  'see-outages': ['supervisor'],
  'sign-outage': ['supervisor'],
  'see-reports': ['supervisor'],
  'import-history': ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

/** Reference data and accounts: everywhere, and nothing of any case. */
const OFFICE_ACTIONS = {
  'see-places': ['centre', 'commune', 'mentor', 'supervisor', 'partner', 'admin'],
  'see-organisations': ['centre', 'commune', 'mentor', 'supervisor', 'partner', 'admin'],
  'see-users': ['admin'],
  'choose-mentor': ['commune', 'supervisor'],
  'see-figures': ['centre', 'commune', 'supervisor', 'admin'],
  'manage-users': ['admin'],
  'manage-places': ['admin'],
  'manage-organisations': ['admin'],
  'manage-policy': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type CaseAction = keyof typeof CASE_ACTIONS;
export type OfficeAction = keyof typeof OFFICE_ACTIONS;
export type ProvinceAction = keyof typeof PROVINCE_ACTIONS;
export type Action = CaseAction | OfficeAction | ProvinceAction;
export const ACTIONS = Object.keys({ ...CASE_ACTIONS, ...PROVINCE_ACTIONS, ...OFFICE_ACTIONS }) as Action[];

/** Does this area lie within what the account is scoped to? What lies outside does not exist for it (404, never 403). */
export function canSee(who: Who, area: Area): boolean {
  switch (who.role) {
    case 'centre':
      return same(who.centreId, area.centreId);
    case 'commune':
      return same(who.communeId, area.communeId) || isDestination(who, area);
    case 'mentor':
      return same(who.id, area.mentorId) || same(who.id, area.coverId);
    case 'supervisor':
      return who.communeId ? same(who.communeId, area.communeId) : same(who.provinceId, area.provinceId);
    case 'partner':
      return same(who.organisationId, area.organisationId) || same(who.organisationId, area.voucherId);
    case 'admin':
      return false;
  }
}

/**
 * Whose hours and manner of being written to this account may set: its own, and those of the people in its area; a commune's
 * office those of its mentors, who mostly have no sign-in.
 */
export function maySetReading(who: Who, of: Who): boolean {
  if (who.id === of.id || who.role === 'admin') return true;
  if (who.role !== 'supervisor' && !(who.role === 'commune' && of.role === 'mentor')) return false;
  return canSee(who, { provinceId: of.provinceId, communeId: of.communeId });
}

const same = (mine: string | null, theirs: string | null | undefined) => mine !== null && mine === theirs;

/**
 * The area whose figures an account sees: its own. An administrator sees those of every place, and nobody behind them;
 * a centre those of the people it sent home, wherever they went. Null: none.
 */
export function figuresArea(who: Who): Pick<Area, 'provinceId' | 'communeId' | 'centreId'> | null {
  if (!may(who, 'see-figures')) return null;
  const { role, provinceId, communeId, centreId } = who;
  if (role === 'admin') return {};
  if (role === 'centre') return centreId ? { centreId } : null;
  if (communeId) return { communeId };
  return role === 'supervisor' && provinceId ? { provinceId } : null;
}

/** A move is answered where it leads to, and nothing else is done there before. */
function isDestination(who: Who, area: Area): boolean {
  return who.role === 'commune' && same(who.communeId, area.movingToId);
}

/** May the account do this here? Office actions have no area. */
export function may(who: Who, action: Action, area: Area = {}): boolean {
  if (action in OFFICE_ACTIONS) return includes(OFFICE_ACTIONS[action as OfficeAction], who.role);
  if (action in PROVINCE_ACTIONS)
    return (
      who.communeId === null &&
      includes(PROVINCE_ACTIONS[action as ProvinceAction], who.role) &&
      canSee(who, area)
    );
  if (!includes(CASE_ACTIONS[action as CaseAction], who.role) || !canSee(who, area)) return false;
  if (action === 'answer-move') return isDestination(who, area);
  if (action === 'lend') return same(who.organisationId, area.organisationId);
  if (action === 'vouch-for-loan' && who.role === 'partner') return same(who.organisationId, area.voucherId);
  return action === 'see-case' || !isDestination(who, area) || same(who.communeId, area.communeId);
}

/**
 * Where this account may move a referral of its area from `from`: the partner asked answers and reports the end; the
 * commune withdraws it, and does the partner's part where the area has none for this need.
 */
export function referralMoves(who: Who, from: ReferralStatus, area: Area): ReferralStatus[] {
  if (!may(who, 'move-referral', area)) return [];
  const withdrawn: readonly ReferralStatus[] = ['cancelled', 'entered-in-error'];
  if (who.role === 'mentor') return from === 'draft' ? ['requested', 'cancelled'] : [];
  return REFERRAL_TRANSITIONS[from].filter((to) =>
    who.role === 'partner' ? !withdrawn.includes(to) : withdrawn.includes(to) || !area.organisationId,
  );
}

/** A fund lies in a province and belongs to the organisation that lends. */
export interface FundArea {
  provinceId: string;
  organisationId: string;
}

/**
 * How a fund stands is seen by its lender and by the offices of its province; its book, in which every borrower appears,
 * by the lender and by who watches the province. Only the lender keeps it.
 */
export function mayWithFund(who: Who, what: 'see' | 'see-book' | 'keep', fund: FundArea): boolean {
  if (who.role === 'partner') return same(who.organisationId, fund.organisationId);
  if (what === 'keep' || !same(who.provinceId, fund.provinceId)) return false;
  if (what === 'see-book') return who.role === 'supervisor' && who.communeId === null;
  return who.role === 'supervisor' || who.role === 'commune';
}

/** What this account may tell of a job: who placed somebody does not judge whether the job lasts. */
export function jobStepsOf(who: Who): readonly JobStep['step'][] {
  if (who.role === 'partner') return ['advised', 'introduced', 'started', 'lost'];
  return who.role === 'mentor' ? ['started', 'still-there', 'lost'] : JOB_STEPS;
}

/** Who may say that an 'other' need is about health: who accompanies the person, and may know such needs. */
export function mayDescribe(who: Who & { seesHealth: boolean }, area: Area): boolean {
  return who.seesHealth && may(who, 'describe-need', area);
}

/** A partner learns the name only when it has accepted; before, code and initials are enough to answer. */
export function partnerKnowsName(status: ReferralStatus): boolean {
  return ['accepted', 'in-progress', 'on-hold', 'completed'].includes(status);
}

function includes(roles: readonly Role[], role: Role): boolean {
  return roles.includes(role);
}

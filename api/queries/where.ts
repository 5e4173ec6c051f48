import type { Prisma } from '../../prisma/client';
import type { Actor } from '../session';

/** Nothing at all. */
const NONE = { id: { in: [] as string[] } };

/** As the mentor, or standing in for them now. */
const accompaniedBy = (actor: Actor) => ({ OR: [{ mentorId: actor.id }, { coverId: actor.id }] });

/** The cases an account sees, as `canSee` says for each of them (a test compares the two). */
export function casesOf(actor: Actor): Prisma.HandoverWhereInput {
  switch (actor.role) {
    case 'centre':
      return actor.centreId ? { centreId: actor.centreId } : NONE;
    case 'commune':
      return actor.communeId
        ? { OR: [{ communeId: actor.communeId }, { followUp: { movingToId: actor.communeId } }] }
        : NONE;
    case 'mentor':
      return { OR: [{ followUp: accompaniedBy(actor) }, { followUp: null, mentorId: actor.id }] };
    case 'supervisor':
      if (actor.communeId) return { communeId: actor.communeId };
      return actor.provinceId ? { provinceId: actor.provinceId } : NONE;
    case 'partner':
    case 'admin':
      return NONE;
  }
}

/** What lies in a commune and is no case: its office, and those who supervise the place. */
export function ofPlace(actor: Actor) {
  if (actor.role !== 'commune' && actor.role !== 'supervisor') return NONE;
  if (actor.communeId) return { communeId: actor.communeId };
  return actor.role === 'supervisor' && actor.provinceId ? { provinceId: actor.provinceId } : NONE;
}

export const escalationsOf: (actor: Actor) => Prisma.EscalationWhereInput = ofPlace;

export function referralsOf(actor: Actor): Prisma.ReferralWhereInput {
  switch (actor.role) {
    case 'partner':
      return actor.organisationId ? { organisationId: actor.organisationId } : NONE;
    case 'mentor':
      return { handedOnAt: null, followUp: accompaniedBy(actor) };
    default:
      return ofPlace(actor);
  }
}

/** The loans an account sees, as `canSee` says for each of them. */
export function loansOf(actor: Actor): Prisma.LoanWhereInput {
  switch (actor.role) {
    case 'partner':
      return actor.organisationId
        ? { OR: [{ fund: { organisationId: actor.organisationId } }, { voucherId: actor.organisationId }] }
        : NONE;
    case 'mentor':
      return { mentorId: actor.id };
    default:
      return ofPlace(actor);
  }
}

/** The funds whose state an account sees, as `mayWithFund` says. */
export function fundsOf(actor: Actor): Prisma.FundWhereInput {
  if (actor.role === 'partner') return actor.organisationId ? { organisationId: actor.organisationId } : NONE;
  const office = actor.role === 'commune' || actor.role === 'supervisor';
  return office && actor.provinceId ? { provinceId: actor.provinceId } : NONE;
}

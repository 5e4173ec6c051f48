import { z } from 'zod';
import { END_PAPERS, END_REASONS, PAUSE_REASONS } from '../../domain/follow-up';
import { ASKED } from '../../domain/needs';
import type { NeedFor } from '../../workflows/contract';
import { noCommune, provinceOf } from './area';
import { day, id, words, yesOrNo } from './fields';
import { isMentorOf, notAMentor } from './handover';
import { onFollowUp } from './on-process';
import { passedOn } from './visit';

/** Another mentor stands in between two days, both included; afterwards the mentor is back by itself. */
export const coverMentor = onFollowUp(
  'cover-mentor',
  'coverMentor',
  { mentorId: id, from: day, until: day },
  async ({ mentorId, from, until }, { ctx, area }) =>
    (await isMentorOf(ctx.db, mentorId, area.communeId)) ? { args: { mentorId, from, until } } : notAMentor,
);

/** Hospital or prison: visits rest, and the remaining term goes on afterwards. */
export const pauseFollowUp = onFollowUp(
  'pause-follow-up',
  'pauseFollowUp',
  { reason: z.enum(PAUSE_REASONS), from: day },
  ({ reason, from }) => ({ args: { reason, from } }),
);

/** The commune looked: it is still so. */
export const stillPaused = onFollowUp('pause-follow-up', 'stillPaused', {}, () => ({ args: {} }));

/** Back home since a day; the next visit is planned from today on. */
export const resumeFollowUp = onFollowUp('pause-follow-up', 'resumeFollowUp', { on: day }, ({ on }) => ({
  args: { on },
}));

/** Away between two days, both included. Reported beforehand or explained it counts, otherwise the term is longer. */
export const recordAbsence = onFollowUp(
  'record-absence',
  'recordAbsence',
  { from: day, until: day, reported: yesOrNo, note: words(500) },
  ({ from, until, reported, note }) => ({ args: { from, until, reported }, words: { note } }),
);

/** A need found outside a visit is passed on to a partner. */
export const referNeed = onFollowUp(
  'refer-need',
  'referNeed',
  { kind: z.enum(ASKED) },
  async ({ kind }, { ctx, area }) => {
    const { needs, health } = await passedOn(ctx.db, [kind], area.provinceId);
    return { args: needs[0] as NeedFor, words: { health } };
  },
);

/** The person is moving: the destination is told (form 54) and asked to take over; until it does, nothing changes here. */
export const moveAway = onFollowUp(
  'move-away',
  'moveAway',
  { communeId: id, movedOn: day },
  async ({ communeId, movedOn }, { ctx }) => {
    const provinceId = await provinceOf(ctx.db, communeId);
    return provinceId ? { args: { communeId, provinceId, movedOn } } : noCommune;
  },
);

/** The destination takes the person over and names a mentor of its own (form 60). */
export const acceptMove = onFollowUp(
  'answer-move',
  'acceptMove',
  { mentorId: id },
  async ({ mentorId }, { ctx, area }) =>
    (await isMentorOf(ctx.db, mentorId, area.movingToId)) ? { args: { mentorId } } : notAMentor,
);

/** The destination does not take the person over; the origin goes on. */
export const declineMove = onFollowUp('answer-move', 'declineMove', { reason: words(500) }, ({ reason }) => ({
  args: {},
  words: { reason },
}));

/** The papers of the end of the term: certificate (form 56), then delisting (form 57), each with its day. */
export const recordEnd = onFollowUp(
  'end-follow-up',
  'recordEnd',
  { paper: z.enum(END_PAPERS), signedOn: day, number: words(60) },
  ({ paper, signedOn, number }) => ({ args: { paper, signedOn }, words: { number } }),
);

/** An end before the term; what was known and asked stays in the note. */
export const endFollowUp = onFollowUp(
  'end-follow-up',
  'endFollowUp',
  { reason: z.enum(END_REASONS), note: words(2000) },
  ({ reason, note }) => ({ args: { reason }, words: { note } }),
);

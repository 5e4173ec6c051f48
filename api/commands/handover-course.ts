import { z } from 'zod';
import { addDays, dayOf } from '../../domain/calendar';
import { CANCEL_REASONS, NO_SHOW_STEPS, RETURN_REASONS } from '../../domain/handover';
import { invalid } from '../result';
import { day, words, yesOrNo } from './fields';
import { onHandover } from './on-process';

/** No centre knows further ahead than this when a treatment ends. */
const YEARS_AHEAD = 3;

/** The commune does not take the case over. What it wants to say about it stays with the submission. */
export const returnCase = onHandover(
  'return-case',
  'returnCase',
  { reason: z.enum(RETURN_REASONS), note: words(500) },
  ({ reason, note }) => ({ args: { reason }, words: { note } }),
);

/** The centre has completed the file and asks the same commune again. */
export const resendCase = onHandover('resend-case', 'resend', {}, () => ({ args: {} }));

/** Something was done for a person who did not come, and whether it found them. */
export const recordNoShowStep = onHandover(
  'record-no-show',
  'recordNoShowStep',
  { step: z.enum(NO_SHOW_STEPS), found: yesOrNo, note: words(500) },
  ({ step, found, note }) => ({ args: { step, found }, words: { note } }),
);

/** The treatment ends on another day than was known. */
export const moveEnd = onHandover('move-end', 'moveEnd', { endDay: day }, ({ endDay }, { ctx }) =>
  endDay > addDays(dayOf(ctx.now()), YEARS_AHEAD * 366)
    ? invalid(
        '/endDay',
        'too-far',
        'Ngày này quá xa. Hãy xem lại năm.',
        'This day is too far ahead. Please check the year.',
      )
    : { args: { endDay } },
);

/** The person does not come home by this handover. */
export const cancelHandover = onHandover(
  'cancel-handover',
  'cancelHandover',
  { reason: z.enum(CANCEL_REASONS), note: words(500) },
  ({ reason, note }) => ({ args: { reason }, words: { note } }),
);

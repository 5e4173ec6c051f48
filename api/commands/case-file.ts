import { z } from 'zod';
import { FORMS } from '../../domain/documents';
import { MEETING_PARTIES } from '../../domain/handover';
import { day, words } from './fields';
import { onHandover } from './on-process';

/** The number of a paper; it names nobody, but is nobody's business in the engine. */
export const number = words(60);

/** A club, the commune or the family met the person before the release. */
export const recordMeeting = onHandover(
  'record-meeting',
  'recordMeeting',
  { on: day, with: z.enum(MEETING_PARTIES), note: words(1000) },
  ({ on, with: party, note }) => ({ args: { on, with: party }, words: { note } }),
);

/** A paper is in the file; recorded again it is corrected. */
export const recordDocument = onHandover(
  'record-document',
  'recordDocument',
  { form: z.enum(FORMS), number, signedOn: day },
  ({ form, number, signedOn }) => ({ args: { form, signedOn }, words: { number } }),
);

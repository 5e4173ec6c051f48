import { z } from 'zod';
import { FORMS } from '../../domain/documents';
import { MEETING_PARTIES } from '../../domain/handover';
import { workflowId } from '../../workflows/contract';
import { caseArea } from './area';
import { command, denied } from './command';
import { day, id, words } from './fields';
import { submit } from './submit';

/** The number of a paper; it names nobody, but is nobody's business in the engine. */
export const number = words(60);

/** A club, the commune or the family met the person before the release. */
export const recordMeeting = command(
  z.object({ caseId: id, on: day, with: z.enum(MEETING_PARTIES), note: words(1000) }),
  async (ctx, actor, input, key) => {
    const { caseId, on, with: party, note } = input;
    const no = denied(ctx, actor, 'record-meeting', await caseArea(ctx.db, caseId));
    if (no) return no;
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.handover(caseId),
      update: 'recordMeeting',
      args: { on, with: party },
      input,
      words: { note },
    });
  },
);

/** A paper is in the file; recorded again it is corrected. */
export const recordDocument = command(
  z.object({ caseId: id, form: z.enum(FORMS), number, signedOn: day }),
  async (ctx, actor, input, key) => {
    const { caseId, form, number, signedOn } = input;
    const no = denied(ctx, actor, 'record-document', await caseArea(ctx.db, caseId));
    if (no) return no;
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.handover(caseId),
      update: 'recordDocument',
      args: { form, signedOn },
      input,
      words: { number },
    });
  },
);

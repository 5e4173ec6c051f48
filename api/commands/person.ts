import { z } from 'zod';
import { SPOKEN } from '../../domain/mentor-match';
import { applied, type Result } from '../result';
import { caseArea } from './area';
import { command, denied } from './command';
import { choices, id } from './fields';
import { once } from './submit';

/** Which languages the person speaks: who is suggested to accompany them follows from it. */
export const setLanguages = command(
  z.object({ caseId: id, languages: choices(z.enum(SPOKEN)) }),
  async (ctx, actor, { caseId, languages }, key): Promise<Result<{ submissionId: string }>> => {
    const no = denied(ctx, actor, 'edit-person', await caseArea(ctx.db, caseId));
    if (no) return no;
    return once(ctx, actor, key, 'set-languages', { caseId, languages }, async (db, submissionId) => {
      await db.person.updateMany({
        where: { handovers: { some: { id: caseId } } },
        data: { languages: [...new Set(languages)] },
      });
      return applied({ submissionId });
    });
  },
);

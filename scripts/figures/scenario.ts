import { readFileSync } from 'node:fs';
import { z } from 'zod';

const share = z.number().min(0).max(1);

/** A province over some years as records: how many of everything (examples/scenarios/province-year.json). */
const ProvinceScenario = z.object({
  name: z.string(),
  about: z.string(),
  seed: z.number().int(),
  from: z.iso.date(),
  years: z.number().int().min(1).max(10),
  communes: z.number().int().min(1).max(200),
  mentors: z.number().int().min(1),
  people: z.number().int().min(1),
  visitsEach: z.number().int().min(1),
  messagesEach: z.number().int().min(0),
  shares: z.object({
    compulsory: share,
    women: share,
    completeFile: share,
    seenIn7: share,
    visitInTime: share,
    visitMissed: share,
    counselled: share,
    relapse: share,
    training: share,
    job: share,
    stable: share,
    loan: share,
    health: share,
    inKind: share,
    club: share,
    later: share,
  }),
});
export type ProvinceScenario = z.infer<typeof ProvinceScenario>;

export const readProvinceScenario = (path: string): ProvinceScenario =>
  ProvinceScenario.parse(JSON.parse(readFileSync(path, 'utf8')));

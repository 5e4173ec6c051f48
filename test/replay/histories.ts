import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporal } from '@temporalio/proto';
import { root } from '../../scripts/parts/root';

const { History } = temporal.api.history.v1;
export type History = temporal.api.history.v1.IHistory;

/** Each is one real run of one process; the folder `doctored` holds runs that never were. */
export const RECORDED = [
  'handover-complete',
  'handover-declined-overdue',
  // with the thirteen steps of November 2026; the two above began with eight
  'handover-returned-cancelled',
  'handover-away-contacted',
  'follow-up-missed-late-moved',
  'follow-up-continued',
  'follow-up-interrupted-ended',
  'follow-up-ended-need',
  'afterwards-paper',
  'escalation-climbed-resolved',
  'escalation-done-late',
  // recorded by the code from before the top heard of it again: nobody anywhere; taken when the ladder was spent, and left
  'escalation-before-empty',
  'escalation-before-spent',
  'escalation-top-again',
  'escalation-continued',
  'referral-completed',
  'referral-silent-rejected',
  'referral-ended-with-case',
  'referral-training-certified',
  'referral-job-lost',
  'course',
  'loan-renewed-written-off',
  'booking',
  'club-silent-changed-closed',
  'aftercare-late-missed-withdrawn',
  'courier',
  'reconcile',
] as const;
export type Recorded = (typeof RECORDED)[number];

export const DOCTORED = ['activity-renamed', 'timer-instead-of-activity', 'child-renamed'] as const;
export type Doctored = (typeof DOCTORED)[number] & string;

const folder = join(root, 'test', 'histories');
const fileOf = (name: Recorded | Doctored) =>
  join(folder, (DOCTORED as readonly string[]).includes(name) ? 'doctored' : '.', `${name}.json`);

export const read = (name: Recorded | Doctored): History =>
  History.fromObject(JSON.parse(readFileSync(fileOf(name), 'utf8')));

/** The machine it was recorded on is nobody's business; replaying does not ask for it. */
export function write(name: Recorded | Doctored, history: History): void {
  const json = History.toObject(History.fromObject(history), { enums: String, longs: String, bytes: String });
  const text = JSON.stringify(json, (key, value) => (key === 'identity' ? 'recorder' : value));
  mkdirSync(join(folder, 'doctored'), { recursive: true });
  writeFileSync(fileOf(name), `${text}\n`);
}

/** All strings and payloads in a history, decoded, each on a line. */
export function textOf(history: History): string {
  const strings = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
    if (typeof value !== 'object' || value === null) return [];
    return Object.values(value).flatMap(strings);
  };
  return strings(history).join('\n');
}

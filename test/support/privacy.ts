import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { readPhone } from '../../domain/phone';
import { fold } from '../../domain/vietnamese';
import type { PrismaClient } from '../../prisma/client';

/** What must be found nowhere: everything that tells who somebody is, and every word written about them. */
export interface Secrets {
  names: string[];
  phones: string[];
  /** Addresses, case numbers and e-mail addresses. */
  places: string[];
  /** Notes, reasons and outcomes in people's own words. */
  words: string[];
}

/** A place where something is kept that must not tell, e.g. one workflow's history or one log file. */
export interface Kept {
  where: string;
  text: string;
}

/** Looks for secrets in any form they may take: with and without accents, in either letter case, phones however spaced. */
export class PrivacyScan {
  private readonly exact: { secret: string; kind: string }[] = [];
  private readonly folded: { secret: string; kind: string }[] = [];
  private readonly phones: Set<string>;

  constructor({ names, phones, places, words }: Secrets) {
    const add = (kind: string, texts: string[]) => {
      for (const text of new Set(texts.map((t) => t.normalize('NFC').trim()).filter(Boolean))) {
        this.exact.push({ kind, secret: text });
        // 'Tổ 4' without its accents is any 'to 4'; longer ones are still themselves.
        if (kind === 'name' || text.length >= 8) this.folded.push({ kind, secret: fold(text) });
      }
    };
    add(
      'name',
      names.flatMap((name) => [name, name.replace(/ *\(.*\)$/, '')]),
    );
    add('place', places);
    add('words', words);
    this.phones = new Set(phones.flatMap((phone) => digitsOf(phone) ?? []));
    if (this.exact.length === 0 || this.phones.size === 0)
      throw new Error('a scan that looks for nothing finds nothing');
  }

  /** Each find as 'where: kind "secret"'; none when all is well. */
  finds(kept: readonly Kept[]): string[] {
    return kept.flatMap(({ where, text }) => {
      const plain = unescaped(text).normalize('NFC');
      const folded = fold(plain);
      const found = [
        ...this.exact.filter(({ secret }) => holds(plain, secret)),
        ...this.folded.filter(({ secret }) => holds(folded, secret)),
        ...phonesIn(plain)
          .filter((phone) => this.phones.has(phone))
          .map((secret) => ({ kind: 'phone', secret })),
      ];
      return [...new Set(found.map(({ kind, secret }) => `${where}: ${kind} "${secret}"`))];
    });
  }
}

/** Everybody the product knows, and all that anybody wrote about them; `also`: what was sent and never taken (bad rows). */
export async function secretsOf(db: PrismaClient, also: Partial<Secrets> = {}): Promise<Secrets> {
  const [people, users, submissions, visits] = await Promise.all([
    db.person.findMany(),
    db.user.findMany(),
    db.submission.findMany({ select: { payload: true } }),
    db.visit.findMany({ select: { note: true } }),
  ]);
  const some = (values: (string | null | undefined)[]) =>
    values.filter((value): value is string => Boolean(value?.trim()));
  const written = submissions.flatMap(({ payload }) => {
    const { note, reason, outcome } = payload as Record<string, string | undefined>;
    return [note, reason, outcome];
  });
  return {
    names: some([
      ...people.flatMap((p) => [p.fullName, p.relativeName]),
      ...users.map((u) => u.name),
      ...(also.names ?? []),
    ]),
    phones: some([
      ...people.flatMap((p) => [p.phone, p.relativePhone]),
      ...users.map((u) => u.phone),
      ...(also.phones ?? []),
    ]),
    places: some([
      ...people.flatMap((p) => [p.address, p.caseNumber]),
      ...users.map((u) => u.email),
      ...(also.places ?? []),
    ]),
    words: some([...written, ...visits.map((v) => v.note), ...(also.words ?? [])]),
  };
}

/** Every string and payload, decoded, of every workflow history there is or that the query of Temporal's names. */
export async function historiesOf(temporal: Client, query?: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for await (const { workflowId, runId } of temporal.workflow.list({ query })) {
    const history = await temporal.workflow.getHandle(workflowId, runId).fetchHistory();
    kept.push({ where: `history of ${workflowId}`, text: [workflowId, ...stringsIn(history)].join('\n') });
  }
  return kept;
}

/** Every log file under a folder. */
export function logsOf(dataDir: string): Kept[] {
  if (!existsSync(dataDir)) return [];
  return readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.log'))
    .map((file) => ({ where: file, text: readFileSync(join(dataDir, file), 'utf8') }));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...stringsIn(inner)]);
}

/** As it was before an address or JSON hid it. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'))
    .replace(/(?<=\p{L})\+(?=\p{L})/gu, ' ');
}

function holds(text: string, secret: string): boolean {
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
    const alone =
      !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && !/[\p{L}\p{N}]/u.test(text[at + secret.length] ?? '');
    if (alone) return true;
  }
  return false;
}

/** The digits after the country's code: the same for every way to write a number. */
function digitsOf(phone: string): string | null {
  const read = readPhone(phone);
  const digits = (read.ok ? read.e164 : phone).replace(/\D/g, '').replace(/^(84|0)/, '');
  return digits.length >= 8 ? digits : null;
}

/** Runs of digits that may be phones, by what follows the country's code. */
function phonesIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w-])\+?\(?\d(?:[ .()-]{0,2}\d){7,13}(?![\w-])/g)].map(([run]) =>
    run.replace(/\D/g, '').replace(/^(84)?0?/, ''),
  );
}

/**
 * Writes docs/messages.md: every message as it arrives, so that its words can be judged without running anything.
 * `node dist/scripts/make-messages-doc.js`; a test fails while the file is older than the words.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lang } from '../domain/discharge-row';
import { AT_ONCE, DUTIES } from '../domain/follow-up';
import { NO_SHOW_STEPS } from '../domain/handover';
import { NOTICE_KINDS, type NoticeKind } from '../domain/notice';
import { segmentsOf } from '../domain/sms';
import {
  ESCALATION_KIND_LABELS,
  MILESTONE_LABELS,
  NEED_LABELS,
  NOTICE_KIND_LABELS,
} from '../domain/wording/labels';
import { LONGEST_LINK, type MessageFacts, render, whoOf } from '../domain/wording/messages';
import { root } from './parts/root';

const HOST = 'https://nhipcau.example';
const ONE_TIME = `${HOST}/l/aB3xdE6ghI.kL9mN2pQ5sT8vWyZ`;
const OFFICE = `${HOST}/cases/0190f5a2-3b4c-7d8e-9f01-23456789abcd`;
const WHO = whoOf('Nguyễn Văn An', 'K7M4X');

const keys = <K extends string>(list: Record<K, unknown>) => Object.keys(list) as K[];
const milestones = keys(MILESTONE_LABELS)
  .filter((kind) => kind !== 'notice')
  .map((milestone) => ({ milestone, due: '2026-12-05' }));

const REQUESTED: string[] = ['acceptance', 'monitoring'];
const noShows = NO_SHOW_STEPS.map((step) => ({ milestone: `no-show-${step}` as const, due: '2026-12-05' }));

/** The facts with which each kind is shown; only what can really be sent. */
const EXAMPLES: Record<NoticeKind, Partial<MessageFacts>[]> = {
  'milestone-request': milestones.filter(({ milestone }) => REQUESTED.includes(milestone)),
  'milestone-reminder': [...milestones, ...noShows],
  'case-returned': [{ due: '2026-12-05' }],
  'not-arrived': [{}],
  'mentor-request': [{ due: '2026-12-05' }],
  'mentor-declined': [{ due: '2026-12-05' }],
  'visit-reminder': [{ on: '2026-12-05' }, { on: '2026-12-05', items: 3 }],
  'follow-up-request': AT_ONCE.map((duty) => ({ duty, due: '2026-12-05' })),
  'follow-up-reminder': DUTIES.map((duty) => ({ duty, due: '2026-12-05' })),
  'mentor-assigned': [{}, { until: '2026-12-05' }],
  'move-declined': [{}],
  escalation: keys(ESCALATION_KIND_LABELS).flatMap((kind) => [
    { kind, silence: 'unreachable' as const },
    { kind, items: 3 },
  ]),
  'referral-request': keys(NEED_LABELS).map((kind) => ({ kind, due: '2026-12-05' })),
  'referral-answer': keys(NEED_LABELS).flatMap((kind) =>
    ['accepted', 'rejected'].map((status) => ({ kind, status })),
  ),
};
const OFFICE_KINDS: readonly NoticeKind[] = [
  'milestone-request',
  'milestone-reminder',
  'case-returned',
  'not-arrived',
  'mentor-declined',
  'follow-up-request',
  'follow-up-reminder',
  'mentor-assigned',
  'move-declined',
  'referral-answer',
];

export function messagesDoc(): string {
  const parts = NOTICE_KINDS.map((kind) => {
    const { vi, en } = NOTICE_KIND_LABELS[kind];
    const link = OFFICE_KINDS.includes(kind) ? OFFICE : ONE_TIME;
    const rows = EXAMPLES[kind].flatMap((facts) =>
      (['vi', 'en'] as const).map((language) => row(kind, language, { ...facts, who: WHO, link })),
    );
    const mail = render(kind, 'email', { language: 'vi' }, { ...EXAMPLES[kind][0], who: WHO, link });
    return [
      `## ${vi} / ${en} (\`${kind}\`)`,
      '| | SMS | |',
      '|---|---|---:|',
      ...rows,
      '',
      `E-mail: **${mail.subject}**`,
      '',
      ...mail.body
        .trim()
        .split('\n')
        .map((line) => `> ${line}`.trim()),
    ].join('\n');
  });
  return `${INTRO}\n\n${parts.join('\n\n')}\n`;
}

const INTRO = `# Tin nhắn / Messages

Made by \`scripts/make-messages-doc.ts\` from \`domain/wording/messages.ts\`; do not edit. Every text speaks of a person
only by initials and a code, uses no word that tells why somebody is visited, and as an SMS is one segment (160 signs of
GSM-7) while the address before \`/l/\` or \`/cases/\` has at most ${LONGEST_LINK.office - '/cases/'.length - 36} signs.`;

function row(kind: NoticeKind, language: Lang, facts: MessageFacts): string {
  const { body } = render(kind, 'sms', { language }, facts);
  return `| ${language} | ${body} | ${segmentsOf(body).length} |`;
}

if (require.main === module) {
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs/messages.md'), messagesDoc());
}

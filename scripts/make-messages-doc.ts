/**
 * Writes docs/messages.md: every message as it arrives, so that its words can be judged without running anything.
 * `node dist/scripts/make-messages-doc.js`; a test fails while the file is older than the words.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AT_ONCE, DUTIES } from '../domain/follow-up';
import { NO_SHOW_STEPS } from '../domain/handover';
import { type Channel, NOTICE_KINDS, type NoticeKind } from '../domain/notice';
import { KINDS } from '../domain/notice-kinds';
import { segmentsOf } from '../domain/sms';
import { type DigestFacts, renderDigest } from '../domain/wording/digest';
import {
  ESCALATION_KIND_LABELS,
  MILESTONE_LABELS,
  NEED_LABELS,
  NOTICE_KIND_LABELS,
} from '../domain/wording/labels';
import type { Lang } from '../domain/wording/lang';
import { TRANSLATABLE } from '../domain/wording/languages/places';
import {
  LONGEST_LINK,
  type MessageFacts,
  type Rendered,
  render,
  somebody,
  type Writing,
  whoOf,
} from '../domain/wording/messages';
import { TRANSLATIONS } from '../domain/wording/translation';
import { root } from './parts/root';

const HOST = 'https://nhipcau.example';
const ONE_TIME = `${HOST}/l/aB3xdE6ghI.kL9mN2pQ5sT8vWyZ`;
const OFFICE = `${HOST}/cases/0190f5a2-3b4c-7d8e-9f01-23456789abcd`;
const SCREENS = {
  case: OFFICE,
  loan: `${HOST}/loans/0190f5a2-3b4c-7d8e-9f01-23456789abcd`,
  course: `${HOST}/community/courses/0190f5a2-3b4c-7d8e-9f01-23456789abcd`,
  reports: `${HOST}/figures/reports`,
};
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
  'visit-reminder': [{ on: '2026-12-05' }],
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
    ['accepted', 'rejected', 'completed', 'failed'].map((status) => ({ kind, status })),
  ),
  'loan-request': [{ due: '2026-12-28' }],
  'loan-reminder': [{ on: '2026-12-28' }],
  'loan-talk': [{ due: '2026-12-28' }],
  'loan-news': [{}],
  'push-agreed': [{}],
  'visit-told': [{ on: '2026-12-05', helper: 'L.T.H' }],
  'report-taken': [{}],
  'referral-offer': [
    { kind: 'training', why: 'refused', due: '2026-12-05' },
    { kind: 'job', why: 'certificate', due: '2026-12-05' },
    { kind: 'job', why: 'job-lost', due: '2026-12-05' },
  ],
  'referral-reminder': keys(NEED_LABELS).map((kind) => ({ kind, due: '2026-12-05' })),
  'job-check': [{ due: '2026-12-05' }],
  'training-absent': [{ times: '3' }],
  'report-saved': [{ month: '2026-11' }],
  'club-meeting': [{ on: '2026-12-05' }],
  'club-report': [{ on: '2026-12-05' }],
  'course-report': [{ due: '2026-12-05' }],
  'later-check': [{ due: '2026-12-05' }],
  'phone-dead': [{}],
};
export function messagesDoc(): string {
  const kinds = NOTICE_KINDS.map((kind) => {
    const { vi, en } = NOTICE_KIND_LABELS[kind];
    const { group, priority, channels, delivery, opens, ofNobody } = KINDS[kind];
    const link = opens === null ? '' : 'once' in opens ? ONE_TIME : SCREENS[opens.screen];
    const facts = EXAMPLES[kind].map((one) => ({
      ...one,
      who: ofNobody ? '' : WHO,
      link,
    }));
    const ways = channels.join(delivery === 'in-order' ? ', else ' : ' and ');
    return section(
      `## ${vi} / ${en} (\`${kind}\`)`,
      `${group}, ${priority}; ${ways}${lookOf(kind)}`,
      (channel, writing) => facts.map((one) => render(kind, channel, writing, one)),
      channels,
    );
  });
  return `${INTRO}\n\n${[...kinds, ...DIGESTS.map(digestSection), sharedSection(), pushSection(), translationSection()].join('\n\n')}\n`;
}

const lookOf = (kind: NoticeKind) => {
  const { digest } = KINDS[kind];
  if (digest === 'visits') return '; several of a week go together';
  return digest === 'morning' ? '; when routine, with the morning summary of an office' : '';
};

const INTRO = `# Tin nhắn / Messages

Made by \`scripts/make-messages-doc.ts\` from \`domain/wording/\`; do not edit. Every text speaks of a person only by
initials and a code, uses no word that tells why somebody is visited, and as an SMS is one segment (160 signs of GSM-7)
while the address before \`/l/\` or \`/cases/\` has at most ${LONGEST_LINK.office - '/cases/'.length - 36} signs. Whoever prefers it gets Vietnamese with accents (UCS-2, 70 signs, or
67 a segment): the row says at what price. What
is not translated into Thái or Mông goes out in Vietnamese: see the last section, and docs/wording.md.`;

/** A mentor's week and an office's morning. */
const DIGESTS: { title: string; facts: DigestFacts }[] = [
  {
    title: '## Nhiều lượt hẹn trong một tin / Several visits in one text',
    facts: {
      of: 'visits',
      parts: ['2026-12-05', '2026-12-07', '2026-12-11'].map((on) => ({
        kind: 'visit-reminder',
        facts: { who: WHO, link: ONE_TIME, on },
      })),
      link: ONE_TIME,
    },
  },
  {
    title: '## Tóm tắt buổi sáng / The morning summary of an office',
    facts: {
      of: 'morning',
      parts: [
        {
          kind: 'milestone-reminder',
          facts: { who: WHO, link: OFFICE, milestone: 'proposal', due: '2026-12-05' },
        },
        {
          kind: 'follow-up-reminder',
          facts: { who: WHO, link: OFFICE, duty: 'delisting', due: '2026-12-07' },
        },
      ],
      link: `${HOST}/work`,
    },
  },
];

function digestSection({ title, facts }: (typeof DIGESTS)[number]): string {
  return section(title, 'digest, routine', (channel, writing) => [renderDigest(channel, writing, facts)]);
}

/** As on a phone that others read too. */
function sharedSection(): string {
  const rows = LANGUAGES.flatMap((language) => {
    const who = somebody(language);
    const facts: [NoticeKind, MessageFacts][] = [
      ['visit-reminder', { who, link: ONE_TIME, on: '2026-12-05' }],
      ['mentor-request', { who, link: ONE_TIME, due: '2026-12-05' }],
    ];
    return facts.map(([kind, one]) => row(language, render(kind, 'sms', { language }, one).body));
  });
  return ['## Máy dùng chung / A phone that others read too', HEAD, ...rows].join('\n');
}

/** What a browser shows, also on a locked screen: always the same. */
const pushSection = () =>
  [
    '## Trên màn hình của trình duyệt / On the screen of a browser',
    PUSH_HEAD,
    ...pushRows((channel, writing) => [
      render('visit-reminder', channel, writing, { who: WHO, link: ONE_TIME }),
    ]),
  ].join('\n');

const PUSH_HEAD = '| | push |\n|---|---|';
const pushRows = (made: (channel: Channel, writing: Writing) => Rendered[]) =>
  LANGUAGES.flatMap((language) => made('push', { language }).map(({ body }) => `| ${language} | ${body} |`));

/** What is translated, and what goes out in Vietnamese instead. */
function translationSection(): string {
  const tongues = Object.keys(TRANSLATIONS) as (keyof typeof TRANSLATIONS)[];
  const rows = TRANSLATABLE.map(
    (message) =>
      `| \`${message}\` | ${tongues.map((tongue) => TRANSLATIONS[tongue][message] ?? '**vi** (chưa dịch / not translated)').join(' | ')} |`,
  );
  return [
    '## Bản dịch / Translations',
    `| | ${tongues.join(' | ')} |`,
    `|---|${tongues.map(() => '---|').join('')}`,
    ...rows,
  ].join('\n');
}

const LANGUAGES: readonly Lang[] = ['vi', 'en'];
const HEAD = '| | SMS | | |\n|---|---|---|---:|';

function section(
  title: string,
  about: string,
  made: (channel: Channel, writing: Writing) => Rendered[],
  channels: readonly Channel[] = ['sms', 'email'],
): string {
  const writings: [string, Writing][] = [
    ['vi', { language: 'vi' }],
    ['vi, có dấu', { language: 'vi', accents: true }],
    ['en', { language: 'en' }],
  ];
  if (!channels.includes('sms')) return [title, about, '', PUSH_HEAD, ...pushRows(made)].join('\n');
  const rows = made('sms', { language: 'vi' }).flatMap((_, n) =>
    writings.map(([name, writing]) => row(name, (made('sms', writing)[n] as Rendered).body)),
  );
  const letters = LANGUAGES.map((language) => {
    const [mail] = made('email', { language }) as [Rendered];
    const lines = mail.body.trim().split('\n');
    return [`E-mail: **${mail.subject}**`, '', ...lines.map((line) => `> ${line}`.trim())].join('\n');
  });
  return [title, about, '', HEAD, ...rows, '', letters.join('\n\n')].join('\n');
}

function row(name: string, body: string): string {
  const { encoding, length, segments } = segmentsOf(body);
  return `| ${name} | ${body} | ${encoding} ${length} | ${segments} |`;
}

if (require.main === module) {
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs/messages.md'), messagesDoc());
}

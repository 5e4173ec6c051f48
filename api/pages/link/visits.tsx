import { toDay } from '../../../domain/calendar';
import { signLink } from '../../../domain/link';
import { label, VISIT_STATUS_LABELS } from '../../../domain/wording/labels';
import { whoOf } from '../../../domain/wording/messages';
import type { Context } from '../../context';
import { On } from '../components';
import { PhonePage } from '../layout';
import { useView } from '../view';
import type { Matter, OpenLink } from './matter';

interface Row {
  id: string;
  who: string;
  plannedOn: string;
  status: string;
  /** Where it is reported; null once nothing is waited for. */
  report: string | null;
}

/** The visits that one message spoke of, each with its own report. */
export const visitsMatter: Matter = {
  async see(ctx, link) {
    const rows = await visitsOf(ctx, link);
    if (rows.length === 0) return { kind: 'elsewhere' };
    return { kind: 'open', page: () => <VisitsPage rows={rows} /> };
  },

  // Nothing is said on the list itself: each visit has its own page.
  async answer() {
    return { result: { kind: 'not-found' }, said: '', served: false };
  },
};

/** Of the notices that went out together, those whose visits are still this reader's. */
async function visitsOf(ctx: Context, { userId, subjectId }: OpenLink): Promise<Row[]> {
  if (!/^\d{1,18}$/.test(subjectId)) return [];
  const head = BigInt(subjectId);
  const notices = await ctx.db.notice.findMany({
    where: { OR: [{ id: head }, { digestId: head }], kind: 'visit-reminder' },
    select: { subjectId: true },
  });
  const ids = notices.map((notice) => notice.subjectId);
  const [visits, links] = await Promise.all([
    ctx.db.visit.findMany({
      where: { id: { in: ids }, followUp: { OR: [{ mentorId: userId }, { coverId: userId }] } },
      include: {
        followUp: {
          select: { handover: { select: { person: { select: { fullName: true, code: true } } } } },
        },
      },
      orderBy: [{ plannedOn: 'asc' }, { id: 'asc' }],
    }),
    ctx.db.link.findMany({
      where: {
        ...{ userId, purpose: 'visit-report', subjectId: { in: ids }, usedAt: null, revokedAt: null },
        expiresAt: { gt: new Date(ctx.now()) },
      },
    }),
  ]);
  return visits.map(({ id, status, plannedOn, followUp }) => {
    const { fullName, code } = followUp.handover.person;
    const waits = status === 'planned' || status === 'missed';
    const link = waits && links.find((one) => one.subjectId === id);
    return {
      id,
      who: whoOf(fullName, code),
      plannedOn: toDay(plannedOn),
      status,
      report: link ? `/l/${signLink(ctx.config.secret, link)}` : null,
    };
  });
}

function VisitsPage({ rows }: { rows: Row[] }) {
  const { t, lang } = useView();
  return (
    <PhonePage title={t.linkVisitsTitle} push>
      <ul class="plain stack">
        {rows.map(({ id, who, plannedOn, status, report }) => (
          <li key={id}>
            <strong>{who}</strong>
            <br />
            {t.planned}: <On day={plannedOn} />
            <br />
            {report ? (
              <a class="button" href={report}>
                {t.linkVisitsReport}
              </a>
            ) : (
              label(VISIT_STATUS_LABELS, status, lang)
            )}
          </li>
        ))}
      </ul>
    </PhonePage>
  );
}

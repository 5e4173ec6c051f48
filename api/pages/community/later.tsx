import { type Request, type Response, Router } from 'express';
import { AFTERCARE_END_LABELS } from '../../../domain/wording/community';
import type { Context } from '../../context';
import { ProblemError } from '../../problem';
import { type AftercareCard, listAftercare, type Page } from '../../queries';
import { Check } from '../case/aftercare';
import { Due, NextPage, Table, Tag } from '../components';
import { actorOn, asked, show, viewOf } from '../show';
import { useView } from '../view';
import { Frame, tabsOf } from './frame';

export function laterPages(ctx: Context): Router {
  return Router().get('/community/later', async (req: Request, res: Response) => {
    const actor = actorOn(req);
    if (!tabsOf(actor.role).some(({ path }) => path === 'later')) throw new ProblemError('forbidden');
    const rows = await listAftercare(ctx, actor, { after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <LaterPage rows={rows} />);
  });
}

function LaterPage({ rows }: { rows: Page<AftercareCard> }) {
  const { t, lang } = useView();
  return (
    <Frame path="later">
      <p class="quiet">{t.laterIntro}</p>
      <Table
        caption={t.aftercare}
        hideCaption
        rows={rows.items}
        rowKey={({ caseId }) => caseId}
        empty={t.none}
        cols={[
          { label: t.person, cell: ({ caseId, who }) => <a href={`/cases/${caseId}`}>{who}</a> },
          {
            label: t.nextDate,
            cell: ({ nextDue, closedWhy }) =>
              nextDue ? (
                <Due at={nextDue.getTime()} />
              ) : (
                closedWhy && <Tag>{AFTERCARE_END_LABELS[closedWhy][lang]}</Tag>
              ),
          },
          {
            label: t.found,
            cell: ({ checks }) => (
              <ul class="plain">
                {checks
                  .filter(({ status }) => status === 'reported' || status === 'missed')
                  .map((check) => (
                    <li key={check.year}>
                      {t.yearAfter(check.year)}: <Check check={check} />
                    </li>
                  ))}
              </ul>
            ),
          },
          {
            label: t.stable,
            cell: ({ stable }) => stable && <Tag tone="good">{t.stableThreeYears}</Tag>,
          },
        ]}
      />
      <NextPage path="/community/later" query={{}} next={rows.next} />
    </Frame>
  );
}

import {
  label,
  MILESTONE_LABELS,
  MILESTONE_STATUS_LABELS,
  ROLE_LABELS,
} from '../../../domain/wording/labels';
import type { CaseDetail } from '../../queries/shapes';
import { At, Due, Section, Table, Tag, type Tone } from '../components';
import { useView } from '../view';

const TONES: Record<CaseDetail['milestones'][number]['status'], Tone> = {
  waiting: 'plain',
  open: 'warn',
  overdue: 'bad',
  done: 'good',
  cancelled: 'plain',
};

/** The steps of the handover in the order of the law. */
export function Steps({ detail }: { detail: CaseDetail }) {
  const { t, lang } = useView();
  const table = (
    <Table
      caption={t.milestones}
      hideCaption
      rows={detail.milestones}
      rowKey={({ kind }) => kind}
      empty={t.none}
      cols={[
        { label: t.step, cell: ({ kind }) => label(MILESTONE_LABELS, kind, lang) },
        { label: t.owner, cell: ({ ownerRole }) => label(ROLE_LABELS, ownerRole, lang) },
        {
          label: t.status,
          cell: ({ status }) => (
            <Tag tone={TONES[status]}>{label(MILESTONE_STATUS_LABELS, status, lang)}</Tag>
          ),
        },
        {
          label: t.when,
          cell: ({ due, doneAt, doneBy }) =>
            doneAt ? (
              <>
                <At at={doneAt} />
                {doneBy && <span class="quiet"> {doneBy}</span>}
              </>
            ) : (
              due && <Due at={due.getTime()} />
            ),
        },
      ]}
    />
  );
  const over = detail.milestones.every(({ status }) => status === 'done' || status === 'cancelled');
  return (
    <Section id="steps" title={t.milestones}>
      {over ? (
        <details>
          <summary>{t.allStepsDone}</summary>
          {table}
        </details>
      ) : (
        table
      )}
    </Section>
  );
}

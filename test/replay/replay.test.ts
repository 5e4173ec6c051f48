import { readdirSync, statSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { root } from '../../scripts/parts/root';
import { PrivacyScan } from '../support/privacy';
import { workflowBundle } from '../support/real-parts';
import { PHONES } from '../support/world';
import { DOCTORED, RECORDED, read, textOf } from './histories';
import { isGroup, record } from './record';
import { recordEscalations } from './record-escalation';

// RECORD_HISTORIES=<group> npx jest test/replay; the groups are in record.ts, and 'escalation'
beforeAll(async () => {
  const group = process.env.RECORD_HISTORIES;
  if (group === 'escalation') await recordEscalations();
  else if (isGroup(group)) await record(group);
}, 600_000);

const replay = async (name: Parameters<typeof read>[0]) =>
  Worker.runReplayHistory(
    { workflowBundle: { codePath: await workflowBundle() }, replayName: name },
    read(name),
  );

describe('a case under way goes on under the present code', () => {
  test.each(RECORDED)('%s', async (name) => {
    await replay(name);
  });

  test.each(['follow-up-continued', 'escalation-continued'] as const)(
    'also over a continue-as-new: %s',
    (name) => {
      const [started] = read(name).events ?? [];
      expect(started?.workflowExecutionStartedEventAttributes).toMatchObject({
        continuedExecutionRunId: expect.stringMatching(/./),
      });
    },
  );
});

describe('the top hears of an escalation again', () => {
  const marked = (name: Parameters<typeof read>[0]) => textOf(read(name)).includes('top-again-2026-11');

  test('where it was raised since; one from before goes on as it began, and both under the same code', () => {
    expect([
      marked('escalation-top-again'),
      marked('escalation-before-empty'),
      marked('escalation-before-spent'),
    ]).toEqual([true, false, false]);
  });
});

describe('a handover with the steps of November 2026', () => {
  const text = (name: Parameters<typeof read>[0]) => textOf(read(name));

  test.each([
    ['handover-complete', false],
    ['handover-declined-overdue', false],
    ['handover-returned-cancelled', true],
    ['handover-away-contacted', true],
  ] as const)('is told by its marker: %s %s, and each keeps the steps it began with', (name, marked) => {
    expect(text(name).includes('milestones-2026-11')).toBe(marked);
    expect(text(name).includes('"first-contact"')).toBe(marked);
  });
});

describe('code that no longer does what a case under way has done is caught', () => {
  test.each(DOCTORED)('%s', async (name) => {
    await expect(replay(name)).rejects.toThrow(DeterminismViolationError);
  });
});

describe('the committed histories', () => {
  const all = [...RECORDED, ...DOCTORED];

  test('are just these, and small', () => {
    const folder = join(root, 'test', 'histories');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) =>
      f.endsWith('.json'),
    );
    expect(files).toHaveLength(all.length);
    const bytes = files.map((file) => statSync(join(folder, file)).size).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThan(1_700_000);
  });

  test('hold every process', () => {
    const types = RECORDED.map(
      (name) => read(name).events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name,
    );
    expect(new Set(types)).toEqual(
      new Set([
        'handover',
        'followUp',
        'escalation',
        'referral',
        'courier',
        'reconcile',
        'afterwards',
        'loan',
        'bookkeeping',
        'club',
        'aftercare',
        'course',
      ]),
    );
  });

  test('tell nobody’s name, phone or address, nor the machine they were recorded on', () => {
    const scan = new PrivacyScan({
      names: ['Lường Văn Mẫu', 'Người giúp đỡ', 'Cán bộ xã', 'Lãnh đạo xã', 'Giáo vụ'],
      phones: Object.values(PHONES),
      places: ['Mai Sơn', 'nhipcau.example', root, hostname(), `${userInfo().homedir}/`],
      words: [],
    });
    const kept = all.map((name) => ({ where: name, text: textOf(read(name)) }));
    expect(scan.finds(kept)).toEqual([]);
    expect(scan.finds([{ where: 'a trial', text: `to ${PHONES.mentor} of Lường Văn Mẫu` }])).not.toEqual([]);
  });
});

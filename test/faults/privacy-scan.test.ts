/**
 * The scan that the browser walk and the kill test end with, shown to find what it must. A scan that cannot fail would
 * prove nothing about the histories and logs it passes.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { dayOf } from '../../domain/calendar';
import { secretsOfExamples } from '../support/examples';
import { historiesOf, type Kept, logsOf, PrivacyScan } from '../support/privacy';
import { temporalAddress } from '../support/real-parts';
import { until } from '../support/until';

const scan = new PrivacyScan(secretsOfExamples(dayOf(Date.now())));
const finds = (text: string) => scan.finds([{ where: 'here', text }]);

test.each([
  ['a name as typed', '{"name":"Sộng A Thào"}', 'name'],
  ['a name with its accents apart', 'Sộng A Thào'.normalize('NFD'), 'name'],
  ['a name in capitals', 'SỘNG A THÀO', 'name'],
  ['a name without accents', 'request for song a thao failed', 'name'],
  ['a name in an address', 'GET /cases?search=S%E1%BB%99ng+A+Th%C3%A0o', 'name'],
  ['a name escaped in JSON', '"S\\u1ed9ng A Th\\u00e0o"', 'name'],
  ['a relative', 'Lò Văn Ín', 'name'],
  ['a phone as typed', 'to 0592 000 101', 'phone'],
  ['the same phone in E.164', '"to":"+84592000101"', 'phone'],
  ['the same phone as a number', '{"phone":592000101}', 'phone'],
  ['the same phone with dots', '0592.000.101', 'phone'],
  ['an address', 'Bản Cò Chịa', 'place'],
  ['a case number', 'CS1-2026-0016', 'place'],
  ['a note', 'báo muộn', 'words'],
])('finds %s', (_what, text, kind) => {
  expect(finds(text)).toEqual(expect.arrayContaining([expect.stringMatching(`^here: ${kind} `)]));
});

test.each([
  ['ids', '{"caseId":"0d3f8a4e-5920-4001-8013-592000101abc","personId":"01a059200010-1"}'],
  ['instants', '{"at":1795340587718,"ms":592000}'],
  ['the code and initials a message may carry', 'Nhip cau: Xin ghe tham S.A.T (KRT7J) ngay 24/11/2026'],
  ['what only looks like an address without its accents', 'waited from 1 to 4 seconds'],
])('is not troubled by %s', (_what, text) => {
  expect(finds(text)).toEqual([]);
});

test('finds a name planted in a real history, in the bytes of a payload', async () => {
  const connection = await Connection.connect({ address: await temporalAddress() });
  const client = new Client({ connection });
  const workflowId = `planted/${process.pid}`;
  const handle = await client.workflow.start('nobody-runs-this', {
    workflowId,
    taskQueue: 'nobody-works-here',
    args: [{ note: { of: 'Sộng A Thào' } }],
  });
  try {
    expect(scan.finds([await oneOf(client, workflowId)])).toEqual([
      expect.stringContaining('history of planted/'),
      expect.anything(),
    ]);
  } finally {
    await handle.terminate();
    await connection.close();
  }
});

test('finds a phone planted in a log file, however deep', () => {
  const dir = mkdtempSync(join(tmpdir(), 'nhipcau-planted-'));
  try {
    mkdirSync(join(dir, 'logs'));
    writeFileSync(join(dir, 'logs', 'web.log'), '{"msg":"answered"}\n{"msg":"to +84 592 000 101"}\n');
    expect(scan.finds(logsOf(dir))).toEqual(['logs/web.log: phone "592000101"']);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('refuses to look for nothing', () => {
  expect(() => new PrivacyScan({ names: [], phones: [], places: [], words: [] })).toThrow(
    'looks for nothing',
  );
});

/** Visibility is a moment behind: asked until the history is listed. */
function oneOf(client: Client, workflowId: string): Promise<Kept> {
  return until(
    'the planted history',
    async () => (await historiesOf(client, `WorkflowId = "${workflowId}"`))[0],
  );
}

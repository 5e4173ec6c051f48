import { randomUUID } from 'node:crypto';
import { Workbook } from 'exceljs';
import { addDays, dayOf } from '../../domain/calendar';
import { COLUMNS } from '../../domain/discharge-row';
import { formatDay } from '../../domain/vietnamese';
import { until } from './load';
import { nameOf, range } from './places';
import { progress, report, rounded } from './say';
import type { World } from './world';

/** How fast a file of people due home is taken, and how fast their handovers start. */
export async function handovers(world: World, scale: number): Promise<void> {
  const count = Math.round(1_000 * scale);
  progress(`a file of ${count} people`);
  const form = new FormData();
  form.set('file', new Blob([await sheet(world, count)]), 'bench.xlsx');
  const preview = performance.now();
  const { importId, good } = (await post(world, '/imports', form)) as { importId: string; good: number };
  if (good !== count) throw new Error(`only ${good} rows are good`);
  report({
    name: `file of ${count} read and previewed`,
    value: rounded((performance.now() - preview) / 1000),
    unit: 's',
  });

  const begun = performance.now();
  await world.costs('handover', count, async () => {
    await post(world, `/imports/${importId}/start`);
    report({
      name: `file of ${count}: all handovers accepted`,
      value: rounded((performance.now() - begun) / 1000),
      unit: 's',
    });
    await until(count, () => world.db.handover.count());
  });
  report({
    name: 'handovers started',
    value: rounded((count * 1000) / (performance.now() - begun), 1),
    unit: '1/s',
  });
}

async function post({ webUrl, places }: World, path: string, body?: FormData): Promise<unknown> {
  const headers = { authorization: `Bearer ${places.centreToken}`, 'idempotency-key': randomUUID() };
  const answer = await fetch(`${webUrl}/api/v1${path}`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function sheet({ places }: World, count: number): Promise<ArrayBuffer> {
  const today = dayOf(Date.now());
  const workbook = new Workbook();
  const page = workbook.addWorksheet('1');
  const { caseNumber, fullName, birthDate, gender, commune, province, treatment, endDay } = COLUMNS;
  page.addRow(
    [caseNumber, fullName, birthDate, gender, commune, province, treatment, endDay].map(
      (column) => column.vi,
    ),
  );
  for (const n of range(count)) {
    const home = places.communes[n % places.communes.length] as World['places']['communes'][number];
    page.addRow([
      `B-${n}`,
      nameOf(n),
      '12/03/1990',
      'Nam',
      `Xã ${home.name}`,
      home.province,
      'Bắt buộc',
      formatDay(addDays(today, 35)),
    ]);
  }
  return workbook.xlsx.writeBuffer();
}

/**
 * `npm run bench [reminders|claims|handovers|reports|figures|memory]… [--scale 0.1]`: one JSON line for each measure on stdout, progress
 * on stderr. Each runs on real servers of its own; what is measured and what it came to is in docs/performance.md.
 */
import { parseArgs } from 'node:util';
import { claims } from './bench/claims';
import { figures } from './bench/figures';
import { handovers } from './bench/handovers';
import { memory } from './bench/memory';
import { reminders } from './bench/reminders';
import { reports } from './bench/reports';
import { progress } from './bench/say';
import { inWorld, type World } from './bench/world';
import { Missing, main } from './parts/say';

const MEASURES: Record<string, (world: World, scale: number) => Promise<void>> = {
  reminders,
  claims,
  handovers,
  reports,
  figures,
  memory,
};

main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { scale: { type: 'string', default: '1' } },
  });
  const scale = Number(values.scale);
  const unknown = positionals.find((name) => !(name in MEASURES));
  if (unknown || !(scale > 0)) {
    const names = Object.keys(MEASURES).join(', ');
    throw new Missing(
      `Dùng: npm run bench -- [${names}] [--scale 0.1]`,
      `Usage: npm run bench -- [${names}] [--scale 0.1]`,
    );
  }
  for (const name of positionals.length ? positionals : Object.keys(MEASURES)) {
    progress(`── ${name}`);
    await inWorld((world) => (MEASURES[name] as (typeof MEASURES)[string])(world, scale));
  }
  process.exit(0);
});

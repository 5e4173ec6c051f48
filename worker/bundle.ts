import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

const root = join(__dirname, '..');

/**
 * The workflow code as one file, made once per content: a restart with unchanged workflows does not bundle again.
 * @param out where bundles are kept.
 * @returns the path of the bundle.
 */
export async function bundleWorkflows(out: string): Promise<string> {
  const path = join(out, `workflows-${fingerprint()}.js`);
  if (existsSync(path)) return path;
  const workflowsPath = require.resolve('../workflows');
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    preloadModules: [workflowsPath],
    logger: quiet,
  });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, code);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}

function fingerprint(): string {
  const hash = createHash('sha256').update(require('@temporalio/worker/package.json').version);
  for (const folder of ['domain', 'workflows']) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((f) =>
      f.isFile(),
    );
    for (const file of files.map((f) => join(f.parentPath, f.name)).sort()) hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

const nothing = () => {};
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

if (require.main === module) {
  bundleWorkflows(process.argv[2] ?? join(root, '..', 'dist')).then((path) => console.log(path));
}

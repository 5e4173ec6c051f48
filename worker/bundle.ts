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
  const code = await workflowCode(require.resolve('../workflows'));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, code);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}

/**
 * The code of the workflows a module exports. Its modules are loaded once for all cases of a worker, not once for each:
 * they hold no state. With them comes what makes promises cheap.
 */
export async function workflowCode(workflowsPath: string): Promise<string> {
  const preloadModules = [join(root, 'workflows', 'short-stacks'), workflowsPath];
  const { code } = await bundleWorkflowCode({ workflowsPath, preloadModules, logger: quiet });
  return code;
}

function fingerprint(): string {
  const hash = createHash('sha256').update(require('@temporalio/worker/package.json').version);
  hash.update(readFileSync(__filename));
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

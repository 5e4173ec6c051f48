import { writeFileSync } from 'node:fs';
import { workflowCode } from '../../worker/bundle';

/** Bundles the workflows a module exports into `file`, as the worker does, and returns that. */
export async function bundleWorkflows(workflowsPath: string, file: string): Promise<string> {
  writeFileSync(file, await workflowCode(workflowsPath));
  return file;
}

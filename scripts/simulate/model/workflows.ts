import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import type { Instant } from '../../../domain/calendar';

type Exports = Record<string, unknown>;

/**
 * The workflow functions as they are, with another `@temporalio/workflow` and another clock. Only files of workflows/
 * are read anew; the rules of domain/, which have no clock, are the ones everybody uses.
 */
export function loadWorkflows(
  sdk: Exports,
  now: () => Instant,
): Record<string, (...args: never[]) => Promise<unknown>> {
  const index = require.resolve('../../../workflows');
  const folder = dirname(index);
  const clock = new Proxy(Date, {
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  const loaded = new Map<string, { exports: Exports }>();

  const load = (file: string): Exports => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} as Exports };
    loaded.set(file, module);
    const asked = (name: string): unknown => {
      if (name === '@temporalio/workflow') return sdk;
      if (!name.startsWith('.')) return require(name);
      const path = fileOf(resolve(dirname(file), name));
      return path.startsWith(folder) ? load(path) : require(path);
    };
    const run = compileFunction(javascript(file), ['exports', 'require', 'module', 'Date'], {
      filename: file,
    });
    run(module.exports, asked, module, clock);
    return module.exports;
  };
  return load(index) as never;
}

const fileOf = (path: string): string =>
  [`${path}.js`, `${path}.ts`, join(path, 'index.js'), join(path, 'index.ts')].find(existsSync) as string;

/** In dist the files are compiled; in a test they are not. */
function javascript(file: string): string {
  const source = readFileSync(file, 'utf8');
  if (file.endsWith('.js')) return source;
  const { transformSync } = require('@swc/core') as typeof import('@swc/core');
  return transformSync(source, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  }).code;
}

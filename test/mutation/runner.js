/**
 * Tries a mutant of domain/ in milliseconds. Starting Jest costs a second per mutant, the tests of a pure function none:
 * here one process keeps the libraries and the compiled files, makes all modules of the project anew for each mutant (so
 * that tables built at load time are mutated too), runs the quickest tests first and stops at the first that sees it.
 */
const { readdirSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const vm = require('node:vm');
const { declareFactoryPlugin, PluginKind } = require('@stryker-mutator/api/plugin');
const {
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} = require('@stryker-mutator/api/test-runner');
const swc = require('@swc/core');
const fc = require('fast-check');
const jestConfig = require('../../jest.config.js');

// Both come with Jest.
const ofJest = createRequire(require.resolve('jest-circus'));
const { bind } = ofJest('jest-each');
const { jestExpect } = ofJest('@jest/expect');

// The same examples of a property for every mutant and fewer of them, and no search for the smallest: one is enough here.
const assertion = fc.default.assert;
const fewer = ({ numRuns = 100, ...params } = {}) => ({
  ...params,
  numRuns: Math.min(numRuns, 12),
  seed: 1,
  endOnFailure: true,
});
fc.default = { ...fc.default, assert: (property, params) => assertion(property, fewer(params)) };

// Not when this is loaded: Stryker goes to the copy with the mutants only afterwards.
const testFile = (name) => join(process.cwd(), 'test/domain', name);
globalThis.__stryker__ ??= {};
const stryker = globalThis.__stryker__;
const milliseconds = new Map();
/** How many mutants of a place a test, or a file of tests, has seen. */
const kills = new Map();
const fileOf = (id) => id.split(' › ')[0];

/** What a test file says when it is loaded. */
let tests = [];
let path = [];
let slow = false;

function describe(name, body) {
  const outer = { path, slow };
  path = [...path, name];
  try {
    body();
  } finally {
    // Also of a file that a mutant keeps from loading: the next mutant is tried in the same process.
    ({ path, slow } = outer);
  }
}

function test(name, body) {
  if (!slow) tests.push({ id: [...path, name].join(' › '), fileName: path[0], body });
}

/** What must be prepared first (a spreadsheet that is written) is no test of a rule: the tests beside it are left out. */
function beforeAll() {
  slow = true;
}

describe.each = bind(describe);
test.each = bind(test);
Object.assign(globalThis, { describe, test, it: test, beforeAll, afterAll: () => {}, expect: jestExpect });

const compiled = new Map();
const {
  '^.+\\.(t|j|mj)sx?$': [, swcOptions],
} = jestConfig.transform;
const NAMES = ['exports', 'require', 'module', '__filename', '__dirname'];

function compile(filename) {
  const { code } = swc.transformSync(readFileSync(filename, 'utf8'), {
    ...swcOptions,
    filename,
    sourceMaps: false,
  });
  return vm.compileFunction(code, NAMES, { filename });
}

require.extensions['.ts'] = (module, filename) => {
  if (!compiled.has(filename)) compiled.set(filename, compile(filename));
  const require = createRequire(filename);
  compiled.get(filename).call(module.exports, module.exports, require, module, filename, dirname(filename));
};

function testFiles() {
  const names = readdirSync(testFile('.'), { recursive: true });
  return names.filter((name) => name.endsWith('.test.ts')).sort();
}

/** The tests of these files, over fresh modules. */
function load(files) {
  for (const name of Object.keys(require.cache)) if (name.endsWith('.ts')) delete require.cache[name];
  tests = [];
  for (const file of files) describe(file, () => require(testFile(file)));
  return tests;
}

/** Milliseconds this process has worked: unlike the time on the clock the same on a busy machine. */
function worked() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function run({ id, fileName, body }) {
  const begun = worked();
  const result = { id, name: id, fileName: testFile(fileName), status: TestStatus.Success };
  try {
    await body();
  } catch (error) {
    result.status = TestStatus.Failed;
    result.failureMessage = String(error?.stack ?? error);
  }
  return { ...result, timeSpentMs: worked() - begun };
}

async function dryRun() {
  const results = [];
  for (const one of load(testFiles())) {
    stryker.currentTestId = one.id;
    results.push(await run(one));
    stryker.currentTestId = undefined;
  }
  return { status: 'complete', tests: results, mutantCoverage: stryker.mutantCoverage };
}

/** Of these tests, by file, what saw most other mutants of a place first, then what is quickest. */
function* inOrder(ids, place) {
  const rank = (key) => [-(kills.get(`${place} ${key}`) ?? 0), milliseconds.get(key) ?? 0];
  const first = (a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1];
  const files = [...new Set(ids.map(fileOf))].map((file) => ({ file, rank: rank(file) }));
  const wanted = new Set(ids);
  for (const { file } of files.sort(first)) {
    const tests = load([file]).filter(({ id }) => wanted.has(id));
    yield* tests.map((one) => ({ ...one, rank: rank(one.id) })).sort(first);
  }
}

async function seenBy(ids, place, disableBail) {
  const results = [];
  for (const one of inOrder(ids, place)) {
    const result = await run(one);
    milliseconds.set(one.id, result.timeSpentMs);
    results.push(result);
    if (result.status !== TestStatus.Failed) continue;
    for (const key of [one.id, fileOf(one.id)].map((it) => `${place} ${it}`))
      kills.set(key, (kills.get(key) ?? 0) + 1);
    if (!disableBail) break;
  }
  return results;
}

async function mutantRun({ activeMutant, sandboxFileName, testFilter, disableBail, ...options }) {
  // Ten times as often as without a mutant, it goes round for ever; Stryker waits for a hundred times.
  const hitLimit = options.hitLimit && options.hitLimit / 10;
  Object.assign(stryker, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
  try {
    const tests = await seenBy(testFilter, sandboxFileName, disableBail);
    return (
      determineHitLimitReached(stryker.hitCount, hitLimit) ??
      toMutantRunResult({ status: 'complete', tests }, disableBail)
    );
  } catch (error) {
    // A rule that cannot even be loaded is seen by every test.
    return {
      status: 'killed',
      killedBy: testFilter.slice(0, 1),
      nrOfTests: 1,
      failureMessage: String(error),
    };
  } finally {
    stryker.activeMutant = undefined;
  }
}

const runner = () => ({
  // Compiled before the time of the first mutant begins.
  init: async () => void load(testFiles()),
  capabilities: () => ({ reloadEnvironment: true }),
  dryRun,
  mutantRun,
});

exports.strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'rules', runner)];

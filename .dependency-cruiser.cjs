// dependency-cruiser reads TypeScript with TypeScript's own API, which version 7 does not have any more, or with swc,
// and then it knows neither JSX nor which imports are of types only. Both are told to it here: the parser gets its
// `tsx`, and an import of types is handed on as `import x = require()`, which we never write ourselves.
const swc = require('@swc/core');
const parse = swc.parseFileSync;
swc.parseFileSync = (file, options) => {
  const tree = parse(file, { ...options, tsx: file.endsWith('x') });
  return { ...tree, body: tree.body.map((item) => (onlyTypes(item) ? asImportEquals(item) : item)) };
};
const typeOnly = ['import-equals'];

function onlyTypes({ source, typeOnly, specifiers = [] }) {
  return source && (typeOnly || (specifiers.length > 0 && specifiers.every((one) => one.isTypeOnly)));
}

function asImportEquals({ span, source }) {
  const id = { type: 'Identifier', span, value: 'types', optional: false };
  const moduleRef = { type: 'TsExternalModuleReference', span, expression: source };
  return { type: 'TsImportEqualsDeclaration', span, id, moduleRef, isExport: false, isTypeOnly: true };
}

/**
 * The walls of the house (ARCHITECTURE.md): `domain ◀ workflows ◀ (types only) api, worker`; activities implement
 * what workflows ask for.
 */
// Not workflows: the names everybody uses, and the door through which api and activities reach the workflows.
const door = '^workflows/(contract|client)[.]';
const project = '^(activities|api|domain|prisma|scripts|test|worker|workflows)/';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-cycles', 'Data goes round one way; imports do too.', {}, { circular: true }),

    rule(
      'domain-alone',
      'Rules know nothing of the project around them.',
      { path: '^domain/' },
      { path: project, pathNot: '^domain/' },
    ),
    rule(
      'domain-pure',
      'Rules do no I/O: no built-in module of Node but crypto, for signatures.',
      { path: '^domain/' },
      { dependencyTypes: ['core'], pathNot: '^crypto$' },
    ),

    rule(
      'workflows-deterministic',
      'A workflow runs again from its history: only rules and the SDK’s workflow library (and types).',
      { path: '^workflows/', pathNot: door },
      {
        pathNot: ['^(domain|workflows)/', '(^|/)node_modules/@temporalio/(workflow|common)/'],
        dependencyTypesNot: typeOnly,
      },
    ),
    rule(
      'workflows-not-outside',
      'The door leads in; no workflow goes out through it.',
      { path: '^workflows/' },
      { path: '^workflows/client[.]' },
    ),
    rule(
      'workflows-types',
      'Even by type a workflow knows only the rules and what it asks activities for.',
      { path: '^workflows/' },
      { path: project, pathNot: ['^(domain|workflows)/', '^activities/contract'] },
    ),

    rule(
      'activities-serve',
      'Activities implement what workflows ask for; they know rules, the database and the contracts.',
      { path: '^activities/' },
      {
        path: project,
        pathNot: [
          '^(activities|domain)/',
          '^prisma/(client|figures|fund-money|generated|lately|policies|push-keys)',
          door,
        ],
        dependencyTypesNot: typeOnly,
      },
    ),
    rule(
      'activities-types',
      'Not even by type does an activity know the api or the worker.',
      { path: '^activities/' },
      { path: '^(api|worker|scripts|test)/' },
    ),

    rule(
      'api-no-activity',
      'The api asks a workflow; it never does the work itself.',
      { path: '^api/' },
      { path: '^(activities|worker|scripts|test)/' },
    ),
    rule(
      'api-workflows-by-type',
      'The api knows the workflows by type, and the names in their contract.',
      { path: '^api/' },
      { path: '^workflows/', pathNot: door, dependencyTypesNot: typeOnly },
    ),

    rule(
      'worker-no-api',
      'Workers run without the web.',
      { path: '^worker/' },
      { path: '^(api|scripts|test)/' },
    ),
    rule(
      'product-without-tests',
      'The product does not need its tests.',
      { path: project, pathNot: '^test/' },
      { path: '^test/' },
    ),
    rule('resolvable', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'prisma/generated'] },
    exclude: { path: '^(dist|prisma/generated/internal)/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
};

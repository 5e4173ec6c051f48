// Libraries that are ES modules only: Jest's require cannot load them as they are, so they are compiled like our own.
const esModules = ['@prisma/schema-engine-wasm', 'preact-render-to-string', 'preact', 'postal-mime'];

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
  transform: {
    '^.+\\.(t|j|mj)sx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
        module: { type: 'commonjs', ignoreDynamic: false },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  globalSetup: '<rootDir>/test/support/real-parts-setup.ts',
  globalTeardown: '<rootDir>/test/support/real-parts-teardown.ts',
  // Real servers and two cores: a fixed number keeps a run the same on a bigger machine.
  maxWorkers: 2,
  testTimeout: 180_000,
};

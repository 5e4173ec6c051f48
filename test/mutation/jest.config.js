const { join } = require('node:path');
const { transform, transformIgnorePatterns } = require('../../jest.config.js');

// The rules alone, without servers, so that thousands of mutants can be tried.
/** @type {import('jest').Config} */
module.exports = {
  rootDir: join(__dirname, '../..'),
  testMatch: ['<rootDir>/test/domain/**/*.test.ts'],
  // What the small models find, the tables beside them must find too: a mutant is tried in milliseconds, not in minutes.
  testPathIgnorePatterns: ['/test/domain/models/'],
  setupFilesAfterEnv: ['<rootDir>/test/mutation/short-properties.js'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  transform,
  transformIgnorePatterns,
};

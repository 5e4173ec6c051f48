import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import { readConfig } from '../../api/config';
import { root } from '../../scripts/parts/root';
import { workerConfig } from '../../worker/config';
import { workerOptions } from '../../worker/run';

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  restart?: string;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  stop_grace_period?: string;
  deploy?: { resources: { limits: { memory: string } } };
}

interface Compose {
  services: Record<string, Service>;
  volumes: object;
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const text = read('docker-compose.yml');
const compose: Compose = parse(text, { merge: true });
const doc = read('docs/operations.md');

const service = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};
const services = Object.entries(compose.services);
const jobs = ['temporal-schema', 'temporal-namespace', 'migrate'];
const lasting = services.filter(([name]) => !jobs.includes(name));

/** `${NAME}`, `${NAME:-default}` and `${NAME:?why}` as they stand in the file. */
const variables = [...text.matchAll(/(?<!\$)\$\{(\w+)(:[-?])?([^}]*)\}/g)].map(
  ([, name = '', kind, rest]) => ({
    name,
    kind,
    rest,
  }),
);

/** What Compose makes of the values a service is given. */
function environmentOf(name: string, given: Record<string, string>): Record<string, string> {
  const value = (raw: string) =>
    raw.replace(/\$\{(\w+)(:[-?])?([^}]*)\}/g, (_, variable: string, kind: string, rest: string) => {
      if (given[variable]) return given[variable];
      if (kind === ':-') return rest;
      throw new Error(`${variable} is missing`);
    });
  return Object.fromEntries(
    Object.entries(service(name).environment ?? {}).map(([key, raw]) => [key, value(raw)]),
  );
}

const given = {
  POSTGRES_PASSWORD: 'a1',
  NHIPCAU_DB_PASSWORD: 'b2',
  TEMPORAL_DB_PASSWORD: 'c3',
  PUBLIC_URL: 'https://nhipcau.example',
  SECRET: 'of thirty-two characters or more',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 't',
  TWILIO_FROM: 'NhipCau',
  SMTP_URL: 'smtps://user:password@mail.example:465',
  MAIL_FROM: 'Nhip Cau <nhipcau@mail.example>',
};

/** The variables a configuration reads, from its source: a schema tells nobody about those it does not require. */
const readBy = (file: string) =>
  [...read(file).matchAll(/^ {2,4}([A-Z][A-Z_]+):/gm)].map(([, name]) => name as string);

describe('docker-compose.yml', () => {
  const validate = new Ajv2020({ strict: false }).compile(
    JSON.parse(read('test/fixtures/compose-spec.json')) as object,
  );

  test('is what the Compose specification allows', () => {
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each([
    ['a word the specification does not know', { imagee: 'x' }],
    ['a dependency without its condition', { depends_on: { postgres: {} } }],
    ['a health check that is no check', { healthcheck: { tests: ['CMD', 'true'] } }],
  ])('would be refused with %s', (_, wrong) => {
    expect(
      validate({ ...compose, services: { ...compose.services, app: { ...service('app'), ...wrong } } }),
    ).toBe(false);
  });

  test('gives the web and the worker an environment they start with', () => {
    const app = readConfig(environmentOf('app', given));
    const worker = workerConfig(environmentOf('worker', given));
    expect(app.databaseUrl).toBe('postgresql://nhipcau:b2@postgres:5432/nhipcau');
    expect(worker.DATABASE_URL).toBe(app.databaseUrl);
    expect(worker.SECRET).toBe(app.secret);
    expect([app.temporalAddress, worker.TEMPORAL_ADDRESS]).toEqual(['temporal:7233', 'temporal:7233']);
  });

  test.each(Object.keys(given))('does not start without %s', (name) => {
    expect(() => {
      for (const [one] of services) environmentOf(one, { ...given, [name]: '' });
    }).toThrow(`${name} is missing`);
  });

  test('has no stand-in of a provider', () => {
    const set = services.flatMap(([, { environment }]) => Object.keys(environment ?? {}));
    expect(set).not.toContain('PHONES_URL');
    expect(set).not.toContain('TWILIO_BASE_URL');
  });

  test('holds no secret: each is asked for, none has a default', () => {
    const secret = /PASSWORD|SECRET|TOKEN|_PWD|_SID|SMTP_URL|DATABASE_URL/;
    const secrets = variables.filter(({ name }) => secret.test(name));
    // Of a provider that need not be there: empty.
    const asked = secrets.filter(({ kind, rest }) => !(kind === ':-' && rest === ''));
    expect(new Set(asked.map(({ name }) => name)).size).toBe(7);
    for (const { name, kind } of asked) expect({ name, kind }).toEqual({ name, kind: ':?' });
    for (const [, { environment = {} }] of services)
      for (const [key, value] of Object.entries(environment))
        if (secret.test(key)) expect(value).toMatch(/\$\{\w+:(\?|-\})/);
  });

  test('publishes the web, and to this machine alone the pages of Temporal', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(published).toEqual([
      ['temporal-ui', '127.0.0.1:8233:8080'],
      ['app', expect.stringMatching(/^\$\{WEB_ADDRESS:-127\.0\.0\.1\}:\$\{WEB_PORT:-3000\}:3000$/)],
    ]);
  });

  test.each(lasting)('%s is watched, comes back, and has a limit', (_, part) => {
    expect(part.restart).toBe('unless-stopped');
    expect(part.healthcheck?.test[0]).toMatch(/^CMD/);
    expect(part.deploy?.resources.limits.memory).toMatch(/^\d+[mg]$/);
  });

  test('pins every image', () => {
    for (const [name, { image }] of services)
      expect([name, image]).toEqual([
        name,
        expect.stringMatching(/^(nhipcau:\$\{NHIPCAU_VERSION:-local\}|[\w/-]+:\d+\.\d+[\w.-]*)$/),
      ]);
  });

  test('waits for jobs to end and for servers to be healthy', () => {
    for (const [, { depends_on = {} }] of services)
      for (const [name, { condition }] of Object.entries(depends_on))
        expect([name, condition]).toEqual([
          name,
          jobs.includes(name) ? 'service_completed_successfully' : 'service_healthy',
        ]);
  });

  test('lets the web start without Temporal, where it still takes what people send', () => {
    expect(Object.keys(service('app').depends_on ?? {})).toEqual(['migrate']);
  });

  test('gives a worker more time to end than it takes', () => {
    const options = workerOptions({
      client: {} as never,
      db: {} as never,
      gateways: [],
      publicUrl: '',
      secret: '',
      bundle: '',
    });
    const seconds = (text: unknown) => Number.parseInt(String(text), 10);
    for (const { shutdownForceTime } of options)
      expect(seconds(service('worker').stop_grace_period)).toBeGreaterThan(seconds(shutdownForceTime));
  });

  test('keeps statements and rows out of the log of PostgreSQL', () => {
    expect(service('postgres').command).toEqual(
      expect.arrayContaining(['-clog_min_error_statement=panic', '-clog_error_verbosity=terse']),
    );
  });

  test('runs programs that are there, in an image made of every folder of source', () => {
    const run = services.flatMap(([, { command = [] }]) => command.join(' ').match(/dist\/[\w/-]+/g) ?? []);
    expect(run).toHaveLength(3);
    for (const program of run)
      expect(existsSync(join(root, `${program.replace('dist/', '')}.ts`))).toBe(true);
    const { include } = JSON.parse(read('tsconfig.json')) as { include: string[] };
    const dockerfile = read('scripts/docker/Dockerfile');
    const context = read('scripts/docker/Dockerfile.dockerignore').split('\n');
    for (const folder of include.filter((name) => name !== 'test')) {
      expect(dockerfile).toContain(`COPY ${folder} ${folder}\n`);
      expect(context).toContain(`!${folder}`);
    }
  });
});

describe('docs/operations.md', () => {
  const known = new Set([
    ...variables.map(({ name }) => name),
    ...readBy('api/config.ts'),
    ...readBy('worker/config.ts'),
  ]);
  const section = (title: string) => doc.split(/^## /m).find((part) => part.startsWith(title)) ?? '';
  const rows = [...section('Environment').matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map(
    ([, name]) => name as string,
  );

  test('names every variable the programs and Compose read, and no other', () => {
    expect(known.size).toBeGreaterThan(20);
    expect([...rows].sort()).toEqual([...known].sort());
  });

  test('speaks of metrics that exist', () => {
    const metrics = read('api/metrics.ts');
    const named = [...doc.matchAll(/\b((?:nhipcau|http)_\w+?)(?:_(?:bucket|count))?\b/g)].map(
      ([, name]) => name as string,
    );
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect(metrics).toContain(`'${name}'`);
  });

  test('explains sentences that the programs say', () => {
    const folders = ['scripts', 'api', 'worker'];
    const source = folders
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.(ts|mjs)$/.test(name))
          .map((name) => read(join(folder, name))),
      )
      .join('\n')
      .replaceAll("\\'", "'");
    const sentences = [...section('Troubleshooting').matchAll(/^\| `([^`]+)` \|/gm)].map(
      ([, sentence]) => sentence as string,
    );
    expect(sentences.length).toBeGreaterThan(10);
    for (const sentence of sentences)
      for (const piece of sentence.split('…').filter((part) => part.trim().length > 2))
        expect(source).toContain(piece);
  });
});

import { z } from 'zod';
import { PROBLEMS, type ProblemCode } from './problem';
import type { Route } from './rest/route';
import { XLSX } from './workbook';

const Problem = z.object({
  type: z.string().meta({ description: '/problems/<code>' }),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().meta({ description: "In the caller's language: what happened and what to do" }),
  code: z.string().optional().meta({ description: 'Why the rules refuse' }),
  errors: z
    .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
    .optional()
    .meta({ description: 'JSON pointers to the fields that are not right' }),
});

/** The OpenAPI 3.1 document of these routes. */
export function openApi(routes: readonly Route[], publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nhịp Cầu',
      version: '1',
      description:
        'From the centre home to the commune. Every POST carries an `Idempotency-Key`: the same key and body give the same answer and act once. ' +
        'Errors are problem details (RFC 9457). Lists are paged by `after` and `next`. What lies outside the asker’s area is not found.',
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'For programs: POST /tokens' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'nhipcau',
          description: 'For people: POST /sessions; changes also need X-CSRF-Token',
        },
      },
    },
    security: [{ bearer: [] }, { cookie: [] }],
  };
}

function operation(route: Route): object {
  const { method, path, tag, summary, params, query, body, file, open } = route;
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    schema: { type: 'string', minLength: 8, maxLength: 128 },
  };
  return {
    operationId: `${method}${path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`,
    tags: [tag],
    summary,
    ...(open && { security: [] }),
    parameters: [
      ...parametersOf(params, 'path'),
      ...parametersOf(query, 'query'),
      ...(method === 'post' ? [key] : []),
    ],
    ...(file && {
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
            },
          },
        },
      },
    }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: { ...goodAnswer(route), ...problemAnswers(route.problems) },
  };
}

function goodAnswer({ answer, status }: Route): object {
  if (answer === null) return { 204: { description: 'Done' } };
  if (answer === 'xlsx') {
    return {
      200: {
        description: 'A workbook',
        content: { [XLSX]: { schema: { type: 'string', contentMediaType: XLSX } } },
      },
    };
  }
  return {
    [status]: {
      description: 'Done',
      content: { 'application/json': { schema: schemaOf(answer, 'output') } },
    },
  };
}

function problemAnswers(codes: ProblemCode[]): object {
  const byStatus = new Map<number, Set<string>>();
  for (const code of codes) {
    const { status, title } = PROBLEMS[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(`${code}: ${title.en}`));
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, said]) => [status, { description: [...said].join('; '), content }]),
  );
}

function parametersOf(schema: z.ZodObject | undefined, where: 'path' | 'query'): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description && { description }),
    schema: property,
  }));
}

/** A schema as JSON Schema; moments are written as RFC 3339. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date')
        Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
    },
  });
  return rest;
}

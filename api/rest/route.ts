import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Context } from '../context';
import { type ProblemCode, ProblemError, problemFor } from '../problem';
import { fieldErrors, type Result } from '../result';
import type { Actor } from '../session';

export interface Call<P, Q, B> {
  ctx: Context;
  actor: Actor;
  params: P;
  query: Q;
  body: B;
  /** The Idempotency-Key of a POST; '' otherwise. */
  key: string;
  req: Request;
  res: Response;
}

/** One operation of the JSON API. Both its Express route and its part of the OpenAPI document are made from this. */
export interface Route {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** With `{name}` for parameters, below /api/v1. */
  path: string;
  tag: string;
  summary: string;
  /** public: without signing in. */
  open?: boolean;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** A form with one file instead of JSON. */
  file?: boolean;
  /** Status of the good answer. */
  status: number;
  answer: z.ZodType | 'xlsx' | null;
  problems: ProblemCode[];
  run(call: Call<unknown, unknown, unknown>): Promise<unknown>;
}

interface Given<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodObject>
  extends Omit<Route, 'params' | 'query' | 'body' | 'run' | 'status' | 'problems'> {
  params?: P;
  query?: Q;
  body?: B;
  status?: number;
  problems?: ProblemCode[];
  run(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<unknown>;
}

/** A route with the types of its own schemas. */
export function route<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodObject>(
  given: Given<P, Q, B>,
): Route {
  const { status = 200, problems = [], ...rest } = given;
  return {
    ...rest,
    status,
    problems: [...BY_METHOD[given.method], ...problems],
    run: given.run as Route['run'],
  };
}

/** What any operation of a method may answer beside its own. */
const BY_METHOD: Record<Route['method'], ProblemCode[]> = {
  get: ['invalid', 'not-signed-in', 'not-taken'],
  post: ['invalid', 'key-missing', 'not-signed-in', 'csrf', 'key-reused', 'not-taken'],
  patch: ['invalid', 'not-signed-in', 'csrf', 'not-taken'],
  delete: ['not-signed-in', 'csrf', 'not-taken'],
};

/** What a command of a case may answer beside. */
export const COMMAND_PROBLEMS: ProblemCode[] = ['forbidden', 'not-found', 'refused', 'saved'];

/** The answer of a command for a workflow: under which id it was stored. */
export const Taken = z.object({ submissionId: z.string() });

/** The value of an applied command; anything else is thrown as its problem. */
export function taken<T>(result: Result<T>): T {
  const problem = problemFor(result);
  if (problem) throw problem;
  return (result as { value: T }).value;
}

/** What was found; null is not there, or not the asker's to see. */
export function found<T>(value: T | null): T {
  if (value === null) throw new ProblemError('not-found');
  return value;
}

/** Reads a part of a request by its schema. */
export function read<S extends z.ZodObject>(schema: S | undefined, value: unknown): z.output<S> {
  if (!schema) return {} as z.output<S>;
  const result = schema.safeParse(value ?? {}, { reportInput: true });
  if (!result.success) throw new ProblemError('invalid', { errors: fieldErrors(result.error) });
  return result.data;
}

export const withId = (name: string, description: string) =>
  z.object({ [name]: z.string().min(1).max(120).meta({ description }) });

import type { Request } from 'express';
import type { VNode } from 'preact';
import type { Context } from '../../context';
import type { Result } from '../../result';
import type { Actor } from '../../session';
import type { Draft } from '../components';
import type { View } from '../view';

/** A link as stored, after its signature was found right. */
export interface OpenLink {
  id: string;
  purpose: string;
  userId: string;
  caseId: string;
  subjectId: string;
}

/** What a link is about, seen as it is now. */
export type Seen =
  /** Still waiting for this person: the page with its form. */
  | { kind: 'open'; page: (draft?: Draft) => VNode }
  /** Over, and `said` is what was recorded, by them or by somebody else. */
  | { kind: 'over'; said: string }
  /** No longer theirs: somebody else was asked. */
  | { kind: 'elsewhere' };

export interface Answered {
  result: Result<unknown>;
  /** What was recorded, in the reader's words. */
  said: string;
  /** The link has done its work. */
  served: boolean;
}

/** One purpose of links: how it looks and what its form does. Reading it changes nothing. */
export interface Matter {
  see(ctx: Context, link: OpenLink, view: View): Promise<Seen>;
  answer(ctx: Context, actor: Actor, link: OpenLink, req: Request, view: View): Promise<Answered>;
}

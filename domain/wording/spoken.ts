/** From notices to the words that go out: alone, or one for several. Asked by whoever sends and by whoever shows what will be sent. */
import type { Channel, NoticeKind } from '../notice';
import type { Silence } from '../silence';
import { initials } from '../vietnamese';
import { renderDigest } from './digest';
import { type MessageFacts, type Rendered, render, somebody, type Writing, whoOf } from './messages';
import { langOfTongue } from './translation';

/** A notice as far as its words go. */
export interface Speakable {
  kind: string;
  /** Opaque facts of the state that wants it. */
  data: unknown;
  fullName: string | null;
  code: string | null;
  /** Full name of who comes, where that is said. */
  helperName?: string | null;
  /** Others read what comes to that phone. */
  phoneShared: boolean | null;
  /** Of an escalation: how many people it is about now, and why nothing is heard of who should have acted. */
  people: number | null;
  silence: Silence | null;
}

/** The text of a notice, and of those it stands for beside itself. */
export function textOf(
  head: Speakable,
  others: readonly Speakable[],
  channel: Channel,
  writing: Writing,
  link: string,
): Rendered {
  if (others.length === 0)
    return render(head.kind as NoticeKind, channel, writing, factsOf(head, channel, writing, link));
  const parts = [head, ...others].map((notice) => ({
    kind: notice.kind as NoticeKind,
    facts: factsOf(notice, channel, writing, link),
  }));
  return renderDigest(channel, writing, {
    of: isOfVisits([head, ...others]) ? 'visits' : 'morning',
    parts,
    link,
  });
}

/** One list of visits to make, each with its own report. */
export const isOfVisits = (notices: readonly { kind: string }[]): boolean =>
  notices.every(({ kind }) => kind === 'visit-reminder');

/** A text on a phone that others read too names nobody, not even by initials. */
function factsOf(notice: Speakable, channel: Channel, { language }: Writing, link: string): MessageFacts {
  const neutral = channel === 'sms' && notice.phoneShared;
  return {
    ...(notice.data as Omit<MessageFacts, 'who' | 'link'>),
    ...(notice.people && { items: notice.people }),
    ...(notice.silence && { silence: notice.silence }),
    ...(notice.helperName && { helper: initials(notice.helperName).replace(/\.$/, '') }),
    who: neutral ? somebody(langOfTongue(language)) : whoOf(notice.fullName ?? '', notice.code ?? ''),
    link,
  };
}

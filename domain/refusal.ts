/** Why a command cannot be taken. A closed list: each has a sentence in both languages in wording/refusals.ts. */
export type RefusalCode =
  | 'already-done' // somebody recorded it first
  | 'already-accepted' // the commune has taken the case over
  | 'already-home' // the follow-up runs
  | 'same-day'
  | 'after-the-release'
  | 'not-yet' // what must come before is missing
  | 'not-asked' // this mentor is not the one being asked (any more)
  | 'unknown-visit'
  | 'already-reported'
  | 'unknown-meeting'
  | 'unknown-check'
  | 'too-early' // more than a month before the day
  | 'in-the-future' // a visit cannot have been held tomorrow
  | 'before-the-return'
  | 'after-the-term'
  | 'same-mentor'
  | 'stale' // the page is older than the case
  | 'closed'
  | 'paused' // no visits while the person is in hospital or prison
  | 'not-paused'
  | 'moving' // the destination has not answered yet
  | 'not-moving'
  | 'same-place' // a move within the commune is none
  | 'promise-too-far' // a promise holds for days, not for months
  | 'over-cap' // more than the fund or policy lends
  | 'term-too-long' // longer than the fund or policy lends for
  | 'too-much' // more than is still owed
  | 'no-money' // the fund has not that much free
  | 'nothing-to-undo'
  | 'still-unknown' // it may have gone out already: say that you know it may come twice
  | 'no-longer-true' // what it says was withdrawn
  | 'on-its-way' // it is about to be sent anyway
  | 'wrong-order' // a day that cannot come before another does
  | 'stable-first' // a job is an outcome once it is stable
  | 'not-assessed'; // no end for relapse without an assessment

/** Thrown by the rules of domain/; a workflow's validator passes it on, the api answers 409 with its sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(readonly code: RefusalCode) {
    super(code);
  }
}

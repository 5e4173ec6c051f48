/** A need passed on: who meets it, its statuses, and the ways it goes while it is carried out. */
export * from './referral/partners';
export * from './referral/referral';

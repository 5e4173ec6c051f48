/** That who came home, or their family, agreed to be told things by us. Without it nobody writes to them. */
export const TOLD = ['person', 'family'] as const;
export type ToldWhom = (typeof TOLD)[number];

/** How somebody agreed: to this, to being recorded (domain/circle), or to being asked after (domain/aftercare). */
export const CONSENT_WAYS = ['signed', 'spoken', 'phone'] as const;
export type ConsentWay = (typeof CONSENT_WAYS)[number];

/** By which they may be told: a browser would need an account. */
export const CONSENT_CHANNELS = ['sms', 'email'] as const;

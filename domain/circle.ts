/** Who stands by a person beside the offices; each is recorded with their consent (domain/consent). */
export const RELATIONS = ['family', 'friend', 'peer', 'neighbour'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Somebody who came back and helps others now: as a volunteer, or as one who knows the way himself. */
export const HELPS_AS = ['volunteer', 'peer'] as const;
export type HelpsAs = (typeof HELPS_AS)[number];

/** In which language an open meeting was held. */
export const EVENT_LANGUAGES = ['vi', 'tai', 'hmong'] as const;
export type EventLanguage = (typeof EVENT_LANGUAGES)[number];

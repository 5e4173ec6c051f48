/** What can be said in another language: what is read by people at home, not by offices. `visits`: several in one text. */
export const TRANSLATABLE = [
  'mentor-request',
  'visit-reminder',
  'mentor-assigned',
  'visit-told',
  'visits',
] as const;
export type Translatable = (typeof TRANSLATABLE)[number];

/** The facts each sentence must name, in braces; it may name no others. */
export const PLACES: Readonly<Record<Translatable, readonly Place[]>> = {
  'mentor-request': ['who', 'due'],
  'visit-reminder': ['who', 'on'],
  'mentor-assigned': ['who'],
  'visit-told': ['helper', 'on'],
  visits: ['count', 'from', 'to'],
};
export type Place = 'who' | 'due' | 'on' | 'helper' | 'count' | 'from' | 'to';

/** One language: by message the sentence without its link, '{who}' where the initials stand. */
export type Translation = Partial<Record<Translatable, string>>;

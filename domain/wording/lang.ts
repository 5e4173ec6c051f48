/** The languages of the screens. Messages may have more: see `translation`. */
export type Lang = 'vi' | 'en';

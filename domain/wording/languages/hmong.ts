import type { Translation } from './places';

/** Mông. None yet: docs/wording.md says how one is added. Whoever reads Mông gets Vietnamese, and the desk says so. */
export const HMONG: Translation = {};

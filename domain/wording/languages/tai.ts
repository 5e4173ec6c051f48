import type { Translation } from './places';

/** Thái. None yet: docs/wording.md says how one is added. Whoever reads Thái gets Vietnamese, and the desk says so. */
export const TAI: Translation = {};

import { Refusal, type RefusalCode } from '../../domain/refusal';

/** What a command came to: null when it was taken. Anything thrown that is no refusal is a bug and thrown on. */
export function refusalOf(command: () => unknown): RefusalCode | null {
  try {
    command();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

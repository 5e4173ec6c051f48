/** Where a part tells what it is doing; one line at a time, without a newline. */
export type Log = (line: string) => void;

/** The terminal. */
export const log: Log = (line) => console.log(line);

/** Nowhere. */
export const silent: Log = () => {};

/**
 * Something only the person at the keyboard can put right (a tool that is not installed, a port that is taken).
 * Shown as its two sentences, without a stack, and ends the command with exit code 1.
 */
export class Missing extends Error {
  constructor(
    readonly vi: string,
    readonly en: string,
  ) {
    super(`${vi} / ${en}`);
    this.name = 'Missing';
  }
}

/** Runs one step and logs what it was, which way it went (when `fn` returns a part) and how long it took. */
export async function step<T>(log: Log, label: string, fn: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await fn();
  const way = (result as { way?: unknown } | undefined)?.way;
  const how = typeof way === 'string' ? ` (${way})` : '';
  log(`✓ ${label}${how} ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return result;
}

/** The entry of every script: a `Missing` becomes its sentence, anything else keeps its stack; both exit with 1. */
export function main(run: () => Promise<unknown>): void {
  run().catch((error: unknown) => {
    console.error(error instanceof Missing ? `✗ ${error.message}` : error);
    process.exit(1);
  });
}

import { log, step } from './say';

/** A part that runs until it is stopped. */
interface Part {
  stop(): Promise<unknown>;
}

/** Starts a part, saying so, and remembers to stop it. */
export type Keep = <T extends Part>(label: string, start: () => Promise<T>) => Promise<T>;

/**
 * Runs `session` until the person at the keyboard wants to stop, or until it fails. Whatever ends it, what came up is
 * taken down again, also what was just coming up: the last first.
 */
export async function untilInterrupted(session: (keep: Keep) => Promise<void>): Promise<void> {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  const parts: Promise<Part | undefined>[] = [];
  let over = false;
  const keep: Keep = (label, start) => {
    if (over) throw new Error('stopping');
    const part = step(log, label, start);
    parts.unshift(part.catch(() => undefined));
    return part;
  };
  try {
    await Promise.race([session(keep).then(() => interrupted), interrupted]);
  } finally {
    over = true;
    if (parts.length) {
      log('');
      await step(log, 'stopped', async () => {
        for (const part of parts) await (await part)?.stop();
      });
    }
  }
}

/** The work took longer than anybody can be asked to wait; whether it still ends is not known. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** The work's result, or `TooLate` after so many milliseconds, whatever the work is stuck in. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new TooLate(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * How far it is and how long it will take yet, on the error output, so that what is piped stays clean: a bar on a
 * terminal, elsewhere a line each tenth.
 */
export function bar(label: string): { show(done: number): void; end(): void } {
  const { stderr } = process;
  const begun = performance.now();
  const say = (done: number) => {
    const took = performance.now() - begun;
    return `after ${span(took)}, ${span((took / done) * (1 - done))} to go`;
  };
  let last = 0;
  if (!stderr.isTTY) {
    return {
      show(done) {
        if (Math.floor(done * 10) <= last) return;
        last = Math.floor(done * 10);
        stderr.write(`${label} ${last * 10}% ${say(done)}\n`);
      },
      end: () => {},
    };
  }
  return {
    show(done) {
      const now = performance.now();
      if (now - last < 200 && done < 1) return;
      last = now;
      const full = Math.round(done * 30);
      const line = `${label} ${'█'.repeat(full)}${'░'.repeat(30 - full)} ${Math.floor(done * 100)}%`;
      stderr.write(`\r${line} ${done > 0 ? say(done) : ''}\x1b[K`);
    },
    end: () => void stderr.write('\r\x1b[K'),
  };
}

/** A length of time, in seconds, from ten minutes on in minutes. */
function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 600 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** How far it is, on the error output, so that what is piped stays clean: a bar on a terminal, elsewhere a line each tenth. */
export function bar(label: string): { show(done: number): void; end(): void } {
  const { stderr } = process;
  let last = 0;
  if (!stderr.isTTY) {
    const begun = performance.now();
    return {
      show(done) {
        if (Math.floor(done * 10) <= last) return;
        last = Math.floor(done * 10);
        stderr.write(`${label} ${last * 10}% after ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
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
      stderr.write(`\r${label} ${'█'.repeat(full)}${'░'.repeat(30 - full)} ${Math.floor(done * 100)}%`);
    },
    end: () => void stderr.write('\r\x1b[K'),
  };
}

/** A bar on the terminal's error output, so that what is piped stays clean; nothing where nobody looks. */
export function bar(label: string): { show(done: number): void; end(): void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => {}, end: () => {} };
  let last = 0;
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

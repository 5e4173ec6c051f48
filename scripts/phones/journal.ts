import fs from 'node:fs';
import path from 'node:path';

/**
 * An append-only file of JSON lines. A line is with the kernel before `append` returns, so it outlives a
 * kill -9 of this process (not a power cut: this is a stand-in).
 */
export class Journal<T> {
  private constructor(
    private readonly fd: number,
    /** What earlier processes wrote, oldest first. */
    readonly before: readonly T[],
  ) {}

  static open<T>(file: string): Journal<T> {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const fd = fs.openSync(file, 'a+');
    const text = fs.readFileSync(file);
    // A process killed while writing leaves half a line: cut it off, or the next line would be glued to it.
    const whole = text.lastIndexOf('\n') + 1;
    if (whole < text.length) fs.ftruncateSync(fd, whole);
    return new Journal<T>(
      fd,
      text
        .subarray(0, whole)
        .toString()
        .split('\n')
        .flatMap(parsed<T>),
    );
  }

  append(entry: T): void {
    fs.writeSync(this.fd, `${JSON.stringify(entry)}\n`);
  }

  close(): void {
    fs.closeSync(this.fd);
  }
}

function parsed<T>(line: string): T[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as T];
  } catch {
    return []; // a line damaged by hand is no reason to refuse all the others
  }
}

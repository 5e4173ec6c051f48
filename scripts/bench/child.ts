import { fork } from 'node:child_process';
import { join } from 'node:path';

/** A part of the bench in a process of its own, so that it does not share a thread with what is measured. */
export interface Child<Question, Answer> {
  ask(question: Question): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts `scripts/bench/<script>` and waits until it says that it is ready; `ready` is what it said. */
export async function child<Question extends object, Answer, Ready = unknown>(
  script: string,
  env: Record<string, string>,
): Promise<Child<Question, Answer> & { ready: Ready }> {
  const running = fork(join(__dirname, script), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<never>((_, reject) => {
    running.once('exit', (code) => reject(new Error(`${script} ended (${code})`)));
  });
  ended.catch(() => {}); // nobody may be waiting
  const next = <T>() =>
    Promise.race([ended, new Promise<T>((resolve) => running.once('message', (said) => resolve(said as T)))]);
  const ready = await next<Ready>();
  return {
    ready,
    ask(question) {
      const answer = next<Answer>();
      running.send(question);
      return answer;
    },
    async stop() {
      running.kill();
      await ended.catch(() => {});
    },
  };
}

/** The other side: says that it is ready and answers, one question after the other, until it is killed. */
export function answering<Question, Answer>(
  ready: unknown,
  answer: (question: Question) => Promise<Answer>,
): void {
  process.on('message', (question) => {
    answer(question as Question).then(
      (said) => process.send?.(said),
      (error: Error) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.once('disconnect', () => process.exit(0)); // the bench itself was killed
  process.send?.(ready);
}

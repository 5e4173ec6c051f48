import { join } from 'node:path';
import { type KnownProcess, know, runs } from './process';
import { Missing } from './say';
import { readState, writeState } from './state';

interface State {
  owner: KnownProcess | undefined;
}

/** Makes this process the one that runs the product from the folder; refused while another one does. */
export function claimSession(dataDir: string): void {
  const file = join(dataDir, 'session.json');
  const { owner } = readState<State>(file);
  if (owner && owner.pid !== process.pid && runs(owner)) {
    throw new Missing(
      `Sản phẩm đang chạy từ thư mục này rồi (tiến trình ${owner.pid}): hãy dừng nó bằng Ctrl-C trước.`,
      `The product already runs from this folder (process ${owner.pid}): stop it with Ctrl-C first.`,
    );
  }
  writeState(file, { owner: know(process.pid) } satisfies State);
}

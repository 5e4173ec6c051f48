import type { Ledger } from './ledger';
import type { Scenario } from './scenario';

/** How the run itself went. */
export interface Effort {
  seconds: number;
  visitsPerSecond: number;
  /** Of all processes of the run together – runner, workers, test servers, PostgreSQL –, at their highest. */
  peakMegabytes: number;
  /** Processes with a server and a database of their own; 1 on the model. */
  shards: number;
}

export interface Ran {
  /** As it was run: its start may have been moved. */
  scenario: Scenario;
  ledger: Ledger;
  effort: Effort;
}

export function effortOf(begun: number, ledger: Ledger, bytes: number, shards = 1): Effort {
  const seconds = (performance.now() - begun) / 1000;
  const visits = ledger.visits.filter((v) => v.status !== 'planned').length;
  return { seconds, visitsPerSecond: visits / seconds, peakMegabytes: bytes / 2 ** 20, shards };
}

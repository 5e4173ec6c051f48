import type { Instant } from '../../domain/calendar';
import type { PrismaClient } from '../../prisma/client';
import type { Engine } from '../../workflows/client';

export interface RecordDeps {
  db: PrismaClient;
  engine: Engine;
  /** Reads the clock; a step brings its own moment. */
  now?(): Instant;
}

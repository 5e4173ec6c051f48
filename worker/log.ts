import pino from 'pino';

/** The worker's log: what happened and to which opaque id; the engine's own lines pass through the same pen. */
export function workerLogger(level: string) {
  const log = pino({ level, base: { part: 'worker' } });
  const pass = (name: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: object) =>
    log[name](meta ?? {}, message);
  const forTemporal = {
    log: (name: string, message: string, meta?: object) => pass(name.toLowerCase() as 'info')(message, meta),
    trace: pass('trace'),
    debug: pass('debug'),
    // Each task logs a line at INFO; only what someone must act upon is kept.
    info: pass('debug'),
    warn: pass('warn'),
    error: pass('error'),
  };
  return { info: (message: string) => log.info(message), forTemporal };
}

/**
 * Loaded by the worker before any workflow (worker/bundle.ts). The SDK notes a stack trace for every promise, so that its
 * pages can show where a workflow waits: ten frames, each looked up in the source map, were a third of what a decision
 * costs the worker. Two frames still say where an error was thrown and by whom.
 */
Error.stackTraceLimit = 2;

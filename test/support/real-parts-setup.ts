import { serveParts } from './parts-host';

/** Jest's global setup: makes the real servers available, without starting any. */
export default async function setup(): Promise<void> {
  await serveParts();
}

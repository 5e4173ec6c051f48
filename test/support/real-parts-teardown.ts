import { closeParts } from './parts-host';

/** Jest's global teardown: stops whatever real servers the run asked for. */
export default async function teardown(): Promise<void> {
  await closeParts();
}

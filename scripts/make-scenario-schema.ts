import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './parts/root';
import { Scenario } from './simulate/scenario';

/** The JSON schema of scenarios, for editors and for whoever writes one by program. */
export function scenarioSchema(): string {
  const schema = z.toJSONSchema(Scenario, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

export const SCENARIO_SCHEMA = join(root, 'docs', 'scenario.schema.json');

if (require.main === module) writeFileSync(SCENARIO_SCHEMA, scenarioSchema());

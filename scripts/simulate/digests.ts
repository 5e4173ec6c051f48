import { type Indicators, indicators } from './indicators';
import { ModelEngine } from './model/engine';
import { run } from './run';
import type { Scenario } from './scenario';
import { buildTown } from './town';

/** The same people once with digests and once with a text for each matter, both on the model. */
export async function textsOf(
  scenario: Scenario,
): Promise<Record<'together' | 'apart', Indicators['messages']>> {
  const told = async (digests: boolean) => {
    const town = buildTown(scenario);
    const ledger = await run(scenario, town, new ModelEngine(town, digests));
    return indicators(ledger, town, scenario.segmentPrice).messages;
  };
  return { together: await told(true), apart: await told(false) };
}

/** What putting several matters into one text saves. */
export async function withoutDigests(scenario: Scenario): Promise<string> {
  const { together, apart } = await textsOf(scenario);
  const said = ({ perPersonMonth, segments }: Indicators['messages']) =>
    `${perPersonMonth.toFixed(2)} (${segments} in all)`;
  return `SMS segments for one person in a month, on the model: with digests ${said(together)}, without ${said(apart)}`;
}

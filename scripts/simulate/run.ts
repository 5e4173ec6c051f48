import { at, type Instant } from '../../domain/calendar';
import type { Engine } from './engine';
import type { Ledger } from './ledger';
import { People } from './people';
import type { Scenario } from './scenario';
import type { Town } from './town';

/** How far a run has come, from 0 to 1. */
export type Progress = (done: number) => void;

/**
 * Runs a scenario: the clock goes from one event to the next, be it the product's or somebody's; at each, the product
 * does what is due, then people act, then they see and read what has come of it.
 */
export async function run(
  scenario: Scenario,
  town: Town,
  engine: Engine,
  progress: Progress = () => {},
): Promise<Ledger> {
  const people = new People(scenario, town);
  const switches = scenario.outages
    .flatMap(({ from, to }) => [
      { at: moment(from), down: true },
      { at: moment(to), down: false },
    ])
    .sort((a, b) => a.at - b.at);

  await engine.advance(town.from);
  for (;;) {
    const [nextSwitch] = switches;
    const dates = [people.next(), engine.nextWake(), nextSwitch?.at ?? null].filter((d) => d !== null);
    const now = Math.max(town.from, Math.min(town.to, ...dates));
    await engine.advance(now);
    if (now >= town.to) break;
    if (nextSwitch && nextSwitch.at <= now) {
      switches.shift();
      await (nextSwitch.down ? engine.down() : engine.up());
    }
    people.hear(await engine.news(), now);
    const commands = await people.act(now, engine);
    if (commands.length > 0) {
      await engine.give(commands);
      people.hear(await engine.news(), now);
    }
    progress((now - town.from) / (town.to - town.from));
  }
  progress(1);
  return engine.ledger();
}

const moment = (text: string): Instant => at(text.slice(0, 10), text.slice(11));

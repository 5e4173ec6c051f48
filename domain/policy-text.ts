/** Values of parameters as people read and type them: one short notation, the same in both languages. */
import type { Market, OfficeHours, Span } from './calendar';
import type { Ladder, LadderLevel, Ladders } from './ladder';
import type { OverrideName } from './overrides';
import { type Adaptive, type CadenceStep, PARAMETERS, type ParameterName } from './policy';
import { kindOf, type ValueKind } from './policy-limits';

export type TextKind = ValueKind | 'hours' | 'market' | 'switch';

export function textKind(name: OverrideName): TextKind {
  if (name === 'office_hours') return 'hours';
  if (name === 'market_days') return 'market';
  if (name === 'november_24') return 'switch';
  const row = PARAMETERS.find((parameter) => parameter.name === (name as ParameterName));
  return row ? kindOf(row) : 'other';
}

/** A value in the notation; '' for none. */
export function writeValue(name: OverrideName, value: unknown): string {
  if (value === null || value === undefined) return '';
  switch (textKind(name)) {
    case 'window': {
      const { from, to } = value as { from: string; to: string };
      return `${from}-${to}`;
    }
    case 'cadence':
      return (value as CadenceStep[])
        .map(({ everyDays, untilDay }) => (untilDay === undefined ? everyDays : `${everyDays}/${untilDay}`))
        .join(' ');
    case 'pace': {
      const { goodChecks, longerPercent, shorterPercent, minDays, maxDays } = value as Adaptive;
      return `${goodChecks} ${longerPercent}/${shorterPercent} ${minDays}-${maxDays}`;
    }
    case 'ladder':
      return Object.entries(value as Ladders)
        .map(([kind, ladder]) => `${kind}: ${writeLadder(ladder)}`)
        .join('\n');
    case 'hours': {
      const { workday, saturday } = value as OfficeHours;
      return [workday, ...(saturday ? [saturday] : [])].map(writeSpans).join(' / ');
    }
    case 'market': {
      const market = value as Market;
      return 'weekdays' in market
        ? market.weekdays.map((day) => WEEK[day]).join(' ')
        : `${market.every} ${market.from}`;
    }
    case 'switch':
      return value ? 'yes' : 'no';
    case 'number':
    case 'time':
      return String(value);
    case 'other':
      return JSON.stringify(value)
        .replace(/["{}]/g, '')
        .replace(/([:,])/g, '$1 ');
  }
}

/** Reads the notation. What cannot be read comes back as something the limits refuse. */
export function readValue(name: OverrideName, typed: string): unknown {
  const text = typed.trim();
  switch (textKind(name)) {
    case 'number':
      return text === '' ? null : Number(text.replace(/[\s.](?=\d{3}\b)/g, '').replace(',', '.'));
    case 'window':
      return readSpan(text, (from, to) => ({ from, to }));
    case 'cadence':
      return text.split(/[\s,;]+/).map((step) => {
        const [every, until, ...rest] = step.split('/').map(Number);
        return {
          ...(until !== undefined && { untilDay: until }),
          everyDays: rest.length ? Number.NaN : every,
        };
      });
    case 'pace': {
      const [goodChecks, longerPercent, shorterPercent, minDays, maxDays] = text
        .split(/[\s,;/%–-]+/)
        .map(Number);
      return { goodChecks, longerPercent, shorterPercent, minDays, maxDays };
    }
    case 'ladder':
      return Object.fromEntries(text.split('\n').filter(Boolean).map(readLadder));
    case 'hours': {
      const [workday, saturday] = text.split('/').map(readSpans);
      return { workday, ...(saturday && { saturday }) };
    }
    case 'market': {
      const words = text.toUpperCase().split(/[\s,;]+/);
      if (/^\d+$/.test(words[0] ?? '')) return { every: Number(words[0]), from: words[1] };
      return { weekdays: words.map((word) => (WEEK as readonly string[]).indexOf(word)) };
    }
    case 'switch':
      return { yes: true, có: true, no: false, không: false }[text.toLowerCase()];
    default:
      return text;
  }
}

/** As written in Vietnam: chủ nhật, thứ hai … thứ bảy. */
const WEEK = ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'] as const;

const writeSpans = (spans: readonly Span[]) => spans.map(([from, to]) => `${from}-${to}`).join(' ');
const readSpans = (text: string) =>
  text
    .trim()
    .split(/[\s,;]+/)
    .map((span) => readSpan(span, (from, to) => [from, to]));

function readSpan<T>(text: string, make: (from: string, to: string) => T): T {
  const [from = '', to = ''] = text.split(/\s*[-–]\s*/);
  const clock = (time: string) => time.replace(/^(\d):/, '0$1:');
  return make(clock(from), clock(to));
}

function writeLadder({ levels, repeats, resolveWithin }: Partial<Ladder>): string {
  const rungs = levels?.map(({ scope, ackWithinWorkingHours, channels }) =>
    [scope, ackWithinWorkingHours, ...(channels.length === 2 ? [] : channels)].join(' '),
  );
  return [rungs?.join(', ') ?? '', repeats ?? '', resolveWithin ?? ''].join(' | ').trim();
}

function readLadder(line: string): [string, object] {
  const [kind = '', rest = ''] = line.split(/:(.*)/s);
  const [rungs = '', repeats = '', resolve = ''] = rest.split('|').map((part) => part.trim());
  const levels = rungs.split(',').map((rung) => {
    const [scope, hours, ...channels] = rung.trim().split(/\s+/);
    return {
      role: 'supervisor',
      scope,
      channels: channels.length ? channels : ['sms', 'email'],
      ackWithinWorkingHours: Number(hours),
    } as LadderLevel;
  });
  return [
    kind.trim(),
    {
      ...(rungs && { levels }),
      ...(repeats && { repeats: Number(repeats) }),
      ...(resolve && { resolveWithin: Number(resolve) }),
    },
  ];
}

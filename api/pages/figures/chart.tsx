import type { Unit } from '../../../domain/indicators';
import { shownValue } from '../../../domain/wording/figures';
import { useView } from '../view';
import { useFigures } from './words';

/** One period of a trend. */
export interface Bar {
  name: string;
  value: number | null;
  /** From paper: drawn apart from what the product counted itself. */
  imported?: boolean;
}

const WIDTH = 640;
const HEIGHT = 220;
const PAD = { left: 8, right: 8, top: 24, bottom: 28 };
const GAP = 0.25; // of a bar's place

/** A bar for each period, drawn here so that it prints; the numbers stand in the table beside it. */
export function Chart({
  id,
  label,
  unit,
  bars,
  target,
}: {
  id: string;
  label: string;
  unit: Unit;
  bars: readonly Bar[];
  target?: number;
}) {
  const { lang } = useView();
  const f = useFigures();
  const top = Math.max(...bars.map(({ value }) => value ?? 0), target ?? 0) || 1;
  const [across, up] = [WIDTH - PAD.left - PAD.right, HEIGHT - PAD.top - PAD.bottom];
  const place = across / bars.length;
  const height = (value: number) => Math.max(0, (value / top) * up);
  const y = (value: number) => PAD.top + up - height(value);
  const every = Math.ceil(bars.length / 9); // names that fit beside each other
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{f.trendOf(label)}</title>
      <desc id={`${id}-desc`}>{f.chartDesc}</desc>
      <line class="axis" x1={PAD.left} x2={WIDTH - PAD.right} y1={PAD.top + up} y2={PAD.top + up} />
      {bars.map(({ name, value, imported }, n) => {
        const x = PAD.left + place * n;
        const last = n === bars.length - 1;
        return (
          <g key={name}>
            {value !== null && (
              <rect
                class={imported ? 'bar paper' : 'bar'}
                x={round(x + (place * GAP) / 2)}
                width={round(place * (1 - GAP))}
                y={round(y(value))}
                height={round(height(value))}
              />
            )}
            {value !== null && bars.length <= 8 && (
              <text class="amount" x={round(x + place / 2)} y={round(y(value) - 6)}>
                {shownValue(unit === 'dong' ? 'count' : unit, value, lang)}
              </text>
            )}
            {(last || (n % every === 0 && bars.length - n > every / 2)) && (
              <text x={round(x + place / 2)} y={HEIGHT - 8}>
                {short(name)}
              </text>
            )}
          </g>
        );
      })}
      {target !== undefined && (
        <line class="goal" x1={PAD.left} x2={WIDTH - PAD.right} y1={round(y(target))} y2={round(y(target))} />
      )}
    </svg>
  );
}

const round = (n: number) => Math.round(n * 10) / 10;

/** '2026-10' → '10/26'; a year as it is. */
function short(name: string): string {
  const [year = '', part] = name.split('-');
  return part ? `${part}/${year.slice(2)}` : year;
}

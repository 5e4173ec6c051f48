/** Vietnamese text, dates and sums as people here write and search them. */
import { type Day, dayOf, type Instant, startOfDay } from './calendar';

/** 'Đỗ Thị Ánh' → 'Do Thi Anh'; takes composed and decomposed input. Other characters stay. */
export function removeAccents(text: string): string {
  if (!/[\u0080-\uffff]/.test(text)) return text; // as most of what is sent: nothing to take away
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .normalize('NFC');
}

/** One spelling of a typed name: composed letters, single spaces, no invisible characters. */
export function normaliseName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The key by which names are searched and compared: no accents, no case, single spaces. */
export function fold(text: string): string {
  return removeAccents(normaliseName(text)).toLowerCase();
}

/** 'Nguyễn Văn An' → 'N.V.A.'; without accents, since initials go into SMS. */
export function initials(name: string): string {
  const words = removeAccents(normaliseName(name)).split(' ').filter(Boolean);
  return words.map((word) => `${word[0]?.toUpperCase()}.`).join('');
}

/** '2026-12-05' → '05/12/2026'. */
export function formatDay(day: Day): string {
  return day.split('-').reverse().join('/');
}

/** '05/12/2026 08:00', the time in Vietnam (+07:00). */
export function formatDateTime(instant: Instant): string {
  const day = dayOf(instant);
  const time = new Date(instant - startOfDay(day)).toISOString().slice(11, 16);
  return `${formatDay(day)} ${time}`;
}

/** 1234567 → '1.234.567 đ'. Throws RangeError for a fraction: sums are whole đồng. */
export function formatDong(dong: number): string {
  if (!Number.isSafeInteger(dong)) throw new RangeError('sums are whole đồng');
  return `${String(dong).replace(/\B(?=(\d{3})+$)/g, '.')} đ`;
}

/** 1234.56 → '1.234,6' in Vietnamese and '1,234.6' in English, with at most so many decimals. */
export function formatNumber(value: number, lang: 'vi' | 'en', decimals = 1): string {
  const [whole = '', rest = ''] = Math.abs(value).toFixed(decimals).split('.');
  const [group, point] = lang === 'vi' ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group as string);
  const kept = rest.replace(/0+$/, '');
  const text = kept ? `${grouped}${point}${kept}` : grouped;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

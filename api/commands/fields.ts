import { z } from 'zod';
import { isDay } from '../../domain/calendar';
import { isSum } from '../../domain/ledger';
import { readPhone } from '../../domain/phone';

/** Fields that several commands take. Forms send '' for a field left empty. */
export const id = z.string().trim().min(1).max(120).meta({ description: 'An opaque id' });

export const day = z
  .string()
  .trim()
  .refine(isDay, {
    params: { vi: 'Không phải là ngày. Hãy chọn lại.', en: 'Not a day. Please choose again (YYYY-MM-DD).' },
  })
  .meta({ format: 'date', description: 'A civil day in Vietnam' });

export const words = (longest: number) => empty(z.string().trim().max(longest).optional());

/** Programs say true or false, buttons of a form yes or no. */
export const yesOrNo = z.union([z.boolean(), z.enum(['yes', 'no']).transform((said) => said === 'yes')]);

/** An empty text of a form is nothing. */
export function empty<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === '' || value === null ? undefined : value), schema);
}

/** Of a change: left out, it stays; emptied (null, or a field of a form that was cleared), it is taken away. */
export function emptied<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === '' ? null : value), schema.nullable().optional());
}

/** A list of choices; forms send one choice as a plain text and none as nothing. */
export function choices<S extends z.ZodType>(choice: S, most = 20) {
  return z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(choice).max(most),
  );
}

/** A number as people type it, thousands apart by dots or spaces; an empty field is 0. */
export const whole = (most: number) =>
  z.preprocess(
    (value) =>
      typeof value === 'string' ? Number(value.replace(/[.\s\u00a0]|đ$/gi, '') || 0) : (value ?? 0),
    z.number().int().min(0).max(most),
  );

/** A sum in whole đồng: a number, or as people type it ('12.000.000', '12 000 000 đ'). */
export const dong = z
  .union([
    z.number(),
    z.string().transform((typed) => {
      const digits = typed.replace(/[\s.,_]|đ|VND/gi, '');
      return /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
    }),
  ])
  .refine(isSum, {
    params: {
      vi: 'Không phải là số tiền. Ví dụ đúng: 12.000.000.',
      en: 'Not a sum of money. A right one: 12.000.000 (whole đồng).',
    },
  });

/** A mobile number of Vietnam however typed; becomes E.164. */
export const mobile = z.string().transform((typed, issue) => {
  const phone = readPhone(typed);
  if (phone.ok) return phone.e164;
  const said = {
    landline: {
      vi: 'Đây là số máy bàn, không nhận được tin nhắn. Hãy ghi số di động.',
      en: 'This is a landline and cannot receive messages. Give a mobile number.',
    },
    foreign: {
      vi: 'Đây là số nước ngoài. Hãy ghi số di động Việt Nam.',
      en: 'This is a foreign number. Give a Vietnamese mobile number.',
    },
    invalid: {
      vi: 'Không phải là số điện thoại. Ví dụ đúng: 0912 345 678.',
      en: 'Not a phone number. A right one: 0912 345 678.',
    },
  }[phone.reason];
  issue.issues.push({ code: 'custom', input: typed, params: said });
  return z.NEVER;
});

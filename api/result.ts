import type { z } from 'zod';
import type { RefusalCode } from '../domain/refusal';

export interface FieldError {
  /** JSON pointer of the field in what was sent: '/heldOn'. */
  pointer: string;
  code: string;
  message: { vi: string; en: string };
}

/**
 * How a command ended; one closed list for the JSON routes and the pages.
 * `saved`: kept, the engine is out of reach; it is applied by itself later and need not be sent again.
 */
export type Result<T = object> =
  | { kind: 'applied'; value: T }
  | { kind: 'refused'; code: RefusalCode }
  | { kind: 'saved'; value: Partial<T> }
  | { kind: 'forbidden' }
  | { kind: 'not-found' }
  | { kind: 'invalid'; errors: FieldError[] }
  /** The file is larger than is taken. */
  | { kind: 'too-large' }
  /** The same idempotency key came before with another body. */
  | { kind: 'key-reused' };

export const applied = <T>(value: T): Result<T> => ({ kind: 'applied', value });

export const invalid = (
  pointer: string,
  code: string,
  vi: string,
  en: string,
): Extract<Result, { kind: 'invalid' }> => ({
  kind: 'invalid',
  errors: [{ pointer, code, message: { vi, en } }],
});

/** What is wrong with a field, for people, by the kind of zod issue. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    pointer: issue.path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join(''),
    ...wording(issue),
  }));
}

function wording(issue: z.core.$ZodIssue): Pick<FieldError, 'code' | 'message'> {
  const missing = issue.input === undefined || issue.input === null || issue.input === '';
  if (missing)
    return {
      code: 'missing',
      message: { vi: 'Chưa có. Hãy điền ô này.', en: 'Missing. Please fill in this field.' },
    };
  switch (issue.code) {
    case 'invalid_value':
      return {
        code: 'not-a-choice',
        message: {
          vi: 'Không có lựa chọn này. Hãy chọn một trong danh sách.',
          en: 'Not one of the choices. Please choose from the list.',
        },
      };
    case 'too_big':
      return {
        code: 'too-long',
        message: {
          vi: `Quá dài hoặc quá lớn (tối đa ${issue.maximum}).`,
          en: `Too long or too large (at most ${issue.maximum}).`,
        },
      };
    case 'too_small':
      return {
        code: 'too-short',
        message: {
          vi: `Quá ngắn hoặc quá nhỏ (ít nhất ${issue.minimum}).`,
          en: `Too short or too small (at least ${issue.minimum}).`,
        },
      };
    case 'custom': {
      const { vi, en } = (issue.params ?? {}) as { vi?: string; en?: string };
      if (vi && en) return { code: 'invalid', message: { vi, en } };
    }
  }
  return {
    code: 'invalid',
    message: { vi: 'Không đúng dạng. Hãy kiểm tra lại.', en: 'Not in the right form. Please check it.' },
  };
}

import type { Request, Response } from 'express';
import type { RefusalCode } from '../domain/refusal';
import { REFUSALS } from '../domain/wording/refusals';
import { type Lang, langOf } from './language';
import type { FieldError, Result } from './result';

type Said = Record<Lang, string>;
interface Kind {
  status: number;
  title: Said;
  /** What happened and what to do now. */
  detail: Said;
}

/** Every way in which the api says no; the code is the last part of the problem's type. */
export const PROBLEMS = {
  invalid: kind(
    400,
    'Thông tin chưa đúng',
    'Not valid',
    'Có chỗ chưa đúng. Hãy sửa những ô được nêu rồi gửi lại.',
    'Something is not right. Correct the fields named and send it again.',
  ),
  'not-json': kind(
    400,
    'Không đọc được nội dung',
    'Not readable',
    'Nội dung gửi lên không phải là JSON hợp lệ.',
    'The body is not valid JSON.',
  ),
  'key-missing': kind(
    400,
    'Thiếu Idempotency-Key',
    'Idempotency-Key missing',
    'Mỗi yêu cầu POST cần tiêu đề Idempotency-Key (8–128 ký tự), không đổi khi gửi lại.',
    'Every POST needs an Idempotency-Key header (8–128 characters), the same when it is sent again.',
  ),
  'not-signed-in': kind(
    401,
    'Chưa đăng nhập',
    'Not signed in',
    'Hãy đăng nhập rồi thử lại.',
    'Sign in and try again.',
  ),
  'sign-in-failed': kind(
    401,
    'Không đăng nhập được',
    'Sign-in failed',
    'E-mail hoặc mật khẩu không đúng.',
    'The e-mail or the password is not right.',
  ),
  'token-unknown': kind(
    401,
    'Mã truy cập không dùng được',
    'Token not accepted',
    'Mã truy cập không có, đã hết hạn hoặc đã bị thu hồi.',
    'The token is unknown, expired or revoked.',
  ),
  forbidden: kind(
    403,
    'Không được phép',
    'Not allowed',
    'Việc này thuộc vai trò khác.',
    'This belongs to another role.',
  ),
  csrf: kind(
    403,
    'Biểu mẫu đã cũ',
    'The form is too old',
    'Hãy tải lại trang rồi gửi lại. Chưa có gì được ghi nhận.',
    'Load the page again and send it once more. Nothing was recorded.',
  ),
  signature: kind(
    403,
    'Chữ ký không đúng',
    'Signature not valid',
    'Yêu cầu không mang chữ ký hợp lệ.',
    'The request carries no valid signature.',
  ),
  'not-found': kind(
    404,
    'Không tìm thấy',
    'Not found',
    'Không có trang hoặc hồ sơ này trong địa bàn của bạn.',
    'There is no such page or case in your area.',
  ),
  refused: kind(409, 'Không thực hiện được', 'Not possible now', '', ''),
  'link-used': kind(
    410,
    'Liên kết đã dùng',
    'Link already used',
    'Câu trả lời của bạn đã được ghi nhận trước đó.',
    'Your answer was recorded earlier.',
  ),
  'link-expired': kind(
    410,
    'Liên kết đã hết hạn',
    'Link expired',
    'Hãy gọi cho cán bộ xã để được gửi liên kết mới.',
    'Call your commune officer to be sent a new link.',
  ),
  'too-large': kind(
    413,
    'Quá lớn',
    'Too large',
    'Tệp không được quá 5 MB. Hãy chia tệp thành nhiều phần rồi gửi lại.',
    'A file may have 5 MB at most. Split it and send the parts.',
  ),
  'key-reused': kind(
    422,
    'Idempotency-Key đã dùng',
    'Idempotency-Key reused',
    'Khoá này đã được dùng cho một yêu cầu khác. Hãy tải lại trang, hoặc dùng khoá mới.',
    'This key came before with another body. Load the page again, or use a new key.',
  ),
  'too-many-tries': kind(
    429,
    'Thử quá nhiều lần',
    'Too many tries',
    'Hãy đợi 15 phút rồi đăng nhập lại.',
    'Wait 15 minutes, then sign in again.',
  ),
  unexpected: kind(
    500,
    'Lỗi bất ngờ',
    'Unexpected error',
    'Có lỗi ở phía chúng tôi. Gửi lại với cùng khoá không bao giờ làm hai lần.',
    'The fault is ours. Sending it again with the same key never does it twice.',
  ),
  saved: kind(
    503,
    'Đã lưu, sẽ tự áp dụng',
    'Saved, applied later',
    'Nội dung của bạn đã được lưu an toàn và sẽ tự áp dụng khi hệ thống xử lý hoạt động lại. Không cần gửi lại.',
    'What you sent is safely kept and will be applied by itself when the engine is back. You need not send it again.',
  ),
  'not-taken': kind(
    503,
    'Chưa nhận được',
    'Not taken',
    'Cơ sở dữ liệu tạm thời không trả lời; nội dung chưa được nhận. Hãy thử lại sau ít phút.',
    'The database does not answer for the moment; nothing was taken. Try again in a few minutes.',
  ),
  'too-slow': kind(
    503,
    'Chưa có câu trả lời',
    'No answer yet',
    'Hệ thống trả lời quá chậm. Hãy gửi lại với cùng khoá: việc đã làm sẽ không bị làm hai lần.',
    'The answer takes too long. Send it again with the same key: what was done is not done twice.',
  ),
} as const satisfies Record<string, Kind>;
export type ProblemCode = keyof typeof PROBLEMS;

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Why the rules refuse: set when the type is /problems/refused. */
  code?: RefusalCode;
  errors?: { pointer: string; code: string; detail: string }[];
}

/** Thrown by middleware and routes; the one error handler of app.ts answers it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly code: ProblemCode,
    readonly more: { refusal?: RefusalCode; errors?: FieldError[] } = {},
  ) {
    super(code);
  }
}

export function problemOf(error: ProblemError, lang: Lang): Problem {
  const { status, title, detail }: Kind = PROBLEMS[error.code];
  const { refusal, errors } = error.more;
  return {
    type: `/problems/${error.code}`,
    title: title[lang],
    status,
    detail: refusal ? REFUSALS[refusal][lang] : detail[lang],
    ...(refusal && { code: refusal }),
    ...(errors && {
      errors: errors.map(({ pointer, code, message }) => ({ pointer, code, detail: message[lang] })),
    }),
  };
}

export function sendProblem(req: Request, res: Response, error: ProblemError): void {
  const problem = problemOf(error, langOf(req));
  if (problem.status === 503) res.set('Retry-After', '60');
  if (problem.status === 401 && req.signedInBy !== 'cookie') res.set('WWW-Authenticate', 'Bearer');
  res
    .status(problem.status)
    .type('application/problem+json')
    .set('Cache-Control', 'no-store')
    .send(JSON.stringify(problem));
}

/** The problem that a command's result is, or null when it was applied. */
export function problemFor(result: Result<unknown>): ProblemError | null {
  switch (result.kind) {
    case 'applied':
      return null;
    case 'refused':
      return new ProblemError('refused', { refusal: result.code });
    case 'invalid':
      return new ProblemError('invalid', { errors: result.errors });
    default:
      return new ProblemError(result.kind);
  }
}

/** Any error as a problem: our own, those of body parsers, and a database that does not answer. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { type, code, status } = error as { type?: string; code?: string; status?: number };
  if (type === 'entity.too.large' || code === 'LIMIT_FILE_SIZE') return new ProblemError('too-large');
  if (type === 'entity.parse.failed') return new ProblemError('not-json');
  if (isDatabaseDown(error)) return new ProblemError('not-taken');
  if (status === 400 || status === 415 || code?.startsWith('LIMIT_')) return new ProblemError('invalid');
  return new ProblemError('unexpected');
}

/** Refused, reset or timed-out connections, from pg (sessions) and from Prisma, in whatever they are wrapped. */
export function isDatabaseDown(error: unknown): boolean {
  const codes =
    /^(P1001|P1002|P1008|P1011|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|57P0[1-3]|08\d{3}|53300)$/;
  const texts =
    /connection terminated|timeout exceeded when trying to connect|query read timeout|can't reach database|server has closed the connection|connection timeout/i;
  for (let cause = error, depth = 0; cause && depth < 6; depth++) {
    const e = cause as {
      code?: unknown;
      message?: unknown;
      originalCode?: unknown;
      kind?: unknown;
      cause?: unknown;
      meta?: { driverAdapterError?: unknown };
    };
    if (codes.test(String(e.code)) || codes.test(String(e.originalCode)) || texts.test(String(e.message)))
      return true;
    if (e.kind === 'DatabaseNotReachable' || e.kind === 'ConnectionClosed' || e.kind === 'SocketTimeout')
      return true;
    cause = e.cause ?? e.meta?.driverAdapterError;
  }
  return false;
}

function kind(status: number, viTitle: string, enTitle: string, viDetail: string, enDetail: string): Kind {
  return { status, title: { vi: viTitle, en: enTitle }, detail: { vi: viDetail, en: enDetail } };
}

/** What is answered to an SMS that came in: one segment without accents, and never a word about anybody. Not for workflows. */
import type { Asked, DeskReason, Handled } from '../answers';
import { segmentsOf, toGsm } from '../sms';
import type { Text } from './labels';
import type { Lang } from './lang';

export type Reply = Exclude<DeskReason, 'unknown-sender'> | 'started';

const REPLIES: Record<Reply, (example: string) => Text> = {
  'not-understood': () => ({
    vi: 'Chưa hiểu tin này. Xin trả lời bằng một số như tin đã gửi, hoặc mở đường dẫn trong tin. Cán bộ xã cũng sẽ xem',
    en: 'We did not understand. Please answer with one digit as our text says, or open its link. The commune will look too',
  }),
  several: (example) => ({
    vi: `Đang hỏi anh/chị về vài người. Xin thêm mã của người ấy, ví dụ: ${example}. Cán bộ xã cũng sẽ xem`,
    en: `You were asked about several people. Please add the code, for example: ${example}. The commune will look too`,
  }),
  'nothing-asked': () => ({
    vi: 'Hiện không có việc nào chờ anh/chị trả lời. Tin này đã chuyển cho cán bộ xem',
    en: 'Nothing waits for your answer now. An officer will read your text',
  }),
  refused: () => ({
    vi: 'Chưa ghi được tin này. Cán bộ xã sẽ xem và gọi lại',
    en: 'This could not be recorded. The commune will look and call you',
  }),
  stopped: (example) => ({
    vi: `Đã ngừng tin thường; việc khẩn vẫn báo. Muốn nhận lại, nhắn BAT.${example && ` Không nhận lời mời thì nhắn ${example}`}`,
    en: `Routine texts are stopped; urgent ones still come. START brings them back.${example && ` To decline the request send ${example}`}`,
  }),
  started: () => ({ vi: 'Từ nay lại gửi tin. Cảm ơn anh/chị', en: 'Texts come again. Thank you' }),
};

/** @param example an answer they could send, as it should be typed; '' where there is none. */
export function replyText(reply: Reply, lang: Lang, example = ''): string {
  return toGsm(`Nhịp cầu: ${REPLIES[reply](example)[lang].replace(/\.$/, '')}.`);
}

const HINTS: Record<Asked, Text> = {
  'mentor-request': { vi: ' Hoặc nhắn 1: nhận, 2: không', en: ' Or text 1: yes, 2: no' },
  'visit-report': { vi: ' Hoặc nhắn 1: đã gặp, 2: không gặp', en: ' Or text 1: met, 2: not met' },
};

/** The text with which digit answers it, where a two-way number takes it; never at the price of another segment. */
export function withAnswerHint(body: string, asked: Asked, lang: Lang): string {
  const longer = body + toGsm(HINTS[asked][lang]);
  return segmentsOf(longer).segments > segmentsOf(body).segments ? body : longer;
}

const say = (vi: string, en: string): Text => ({ vi, en });

/** Why a text that came in lies on the desk. */
export const DESK_REASON_LABELS = {
  'not-understood': say('Máy chưa hiểu tin này.', 'The words were not understood.'),
  several: say(
    'Đang hỏi về vài người mà tin không ghi mã của ai.',
    'Several people were asked about and the text does not say which.',
  ),
  'nothing-asked': say(
    'Không có việc nào đang chờ người này trả lời.',
    'Nothing waited for an answer of theirs.',
  ),
  'unknown-sender': say('Số này không của tài khoản nào.', 'The number belongs to no account.'),
  refused: say('Đã hiểu nhưng chưa ghi được vào hồ sơ.', 'It was understood but could not be recorded.'),
  stopped: say(
    'Người này xin ngừng nhận tin thường. Hãy gọi để hẹn cách báo việc khác.',
    'They want no more routine texts. Call them and agree on another way.',
  ),
} satisfies Record<DeskReason, Text>;

export const HANDLED_LABELS = {
  called: say('Đã gọi lại', 'Called back'),
  assigned: say('Đã chuyển vào hồ sơ', 'Put to a case'),
  dismissed: say('Không cần làm gì', 'Nothing to do'),
  'came-back': say('Đã nhắn BAT nhận tin lại', 'Took texts again'),
} satisfies Record<Handled, Text>;

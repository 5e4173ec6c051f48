/** The desk's words: states of what goes out, and why each is as it is. */
import type { Channel } from '../notice';
import type { AgainReason, NowReason, OutboxState } from '../outbox';
import { smsCodeAbout } from '../sms-codes';
import { CHANNEL_LABELS, type Text } from './labels';

const say = (vi: string, en: string): Text => ({ vi, en });

export const OUTBOX_STATE_LABELS = {
  planned: say('Đã lên lịch', 'Planned'),
  due: say('Đến lượt gửi', 'Due'),
  sent: say('Đã gửi', 'Sent'),
  delivered: say('Đã đến máy', 'Delivered'),
  failed: say('Không gửi được', 'Failed'),
  unknown: say('Chưa rõ đã đến chưa', 'Unknown'),
  withdrawn: say('Đã rút', 'Withdrawn'),
  expired: say('Quá hạn', 'Expired'),
  collapsed: say('Gộp vào tin khác', 'Collapsed'),
} satisfies Record<OutboxState, Text>;

export const AGAIN_REASON_LABELS = {
  'not-received': say('Người nhận nói chưa nhận được', 'They say it did not come'),
  deleted: say('Người nhận lỡ xóa tin', 'They deleted it'),
  'new-number': say('Đã đổi số điện thoại', 'They have a new number'),
  asked: say('Người nhận xin gửi lại', 'They asked for it again'),
  other: say('Lý do khác', 'Another reason'),
} satisfies Record<AgainReason, Text>;

export const NOW_REASON_LABELS = {
  danger: say('Có nguy hiểm cho một người', 'Somebody is in danger'),
  'leaves-today': say('Người ấy về hôm nay', 'They come home today'),
  agreed: say('Người nhận đồng ý được báo lúc này', 'The recipient agreed to be told now'),
  'cannot-wait': say('Để đến giờ gửi thì đã muộn', 'At its hour it would be too late'),
} satisfies Record<NowReason, Text>;

const ABOUT_CODE = {
  number: say(
    'số này không nhận được tin, cần hỏi số khác',
    'this number takes no texts: ask for another one',
  ),
  owner: say('chủ máy không nhận tin của chúng ta', 'its owner takes no texts of ours'),
  text: say('nhà mạng không chuyển nội dung này', 'the network does not carry this text'),
  ours: say(
    'tài khoản gửi tin có vấn đề, xin báo quản trị',
    'our sending account has a problem: tell the administrator',
  ),
  network: say('máy tắt hoặc ngoài vùng phủ sóng', 'the phone is off or out of reach'),
} as const;

const GONE = say('trình duyệt ấy không nhận tin nữa', 'that browser takes no messages any more');

const OWN_CODES: Record<string, Text> = {
  'unsafe-text': say(
    'nội dung có thể làm lộ chuyện riêng nên đã giữ lại',
    'its words could have given something away, so they were held back',
  ),
  'given-up': say('cán bộ đã cho gửi lại', 'an officer had it sent again'),
  'said-to-have-come': say('người nhận nói đã nhận được', 'they say it came'),
  'gateway-threw': say('nhà mạng không trả lời', 'the provider did not answer'),
  timeout: say('nhà mạng không trả lời kịp', 'the provider did not answer in time'),
  'bad-answer': say('nhà mạng trả lời không rõ', "the provider's answer was not clear"),
  'bad-address': say('địa chỉ không đúng', 'the address is not right'),
  'smtp-cannot-tell': say('máy chủ thư không cho hỏi lại', 'the mail server cannot be asked'),
  'push-none': GONE,
  'push-404': GONE,
  'push-410': GONE,
  'no-gateway': say('cách gửi này chưa được cài đặt', 'this way is not set up'),
  ambiguous: say('nhà mạng có hai tin giống nhau', 'the provider has two texts with the same words'),
};

/** What a code says, for people; the code itself where it is not known. */
export function codeWords(code: string): Text {
  const about = smsCodeAbout(code);
  const own = OWN_CODES[code.split(':')[0] as string];
  return own ?? (about ? ABOUT_CODE[about] : say(`mã ${code}`, `code ${code}`));
}

const HELD = {
  hours: say('đang ngoài giờ gửi tin', 'outside the sending hours'),
  'own-hours': say('người nhận đang giờ nghỉ', 'their own quiet hours'),
  'day-off': say('ngày nghỉ của người nhận', 'their day off'),
  morning: say('chờ gộp vào tin buổi sáng', 'waits for the morning summary'),
  number: say('số này đã nhận đủ tin trong ngày', 'that number has had enough texts for a day'),
} as const;

export interface ReasonFacts {
  state: OutboxState;
  /** Of the notice itself, where no message could be made of it. */
  code: string | null;
  /** Why it waits although it was due. */
  heldFor: string | null;
  lateClass: string | null;
  /** The ways that came to nothing before the one taken now (fellBackFrom). */
  fellBack: readonly { channel: string; code: string | null }[];
  /** No account with an address receives it. */
  messages: readonly { channel: string; status: string; code: string | null; looksAgain: boolean }[];
}

/** Why it is in this state, in a sentence or two, and which way was tried before the one it went. */
export function reasonWords(facts: ReasonFacts): Text {
  const sentences = [stateWords(facts), ...facts.fellBack.map(fallbackWords)];
  return say(sentences.map(({ vi }) => vi).join(' '), sentences.map(({ en }) => en).join(' '));
}

function fallbackWords({ channel, code }: ReasonFacts['fellBack'][number]): Text {
  const way = CHANNEL_LABELS[channel as Channel];
  const why = code ? codeWords(code) : say('không báo đã đến kịp giờ', 'gave no sign in time');
  return say(`${way.vi}: ${why.vi}, nên đi cách khác.`, `${way.en}: ${why.en}, so it went another way.`);
}

function stateWords(facts: ReasonFacts): Text {
  const { state, code, heldFor, lateClass, messages } = facts;
  const told = messages.flatMap((m) => m.code ?? [])[0] ?? code;
  const why = told ? codeWords(told) : null;
  const because = (sentence: Text): Text =>
    why
      ? say(`${sentence.vi}: ${why.vi}.`, `${sentence.en}: ${why.en}.`)
      : say(`${sentence.vi}.`, `${sentence.en}.`);
  const held = heldFor ? HELD[heldFor as keyof typeof HELD] : undefined;
  switch (state) {
    case 'planned':
      return held
        ? say(`Chờ: ${held.vi}.`, `It waits: ${held.en}.`)
        : say('Chưa đến ngày báo.', 'Its day has not come.');
    case 'due':
      if (told)
        return because(
          say('Lần trước chưa gửi được, sẽ tự thử lại', 'The last try failed; it is tried again'),
        );
      if (held) return say(`Chờ: ${held.vi}.`, `It waits: ${held.en}.`);
      return say(
        'Đang chờ gửi, hoặc chờ đến giờ được gửi tin.',
        'It is being sent, or waits for the sending hours.',
      );
    case 'sent':
      if (told === 'said-to-have-come') return say('Người nhận nói đã nhận được.', 'They say it came.');
      return say(
        'Nhà mạng đã nhận; chưa có tin báo là đã đến máy.',
        'The network has it; no word yet that the phone was reached.',
      );
    case 'delivered':
      return say(
        'Máy của người nhận đã nhận tin. Không biết đã đọc chưa.',
        'The phone has it. Nobody knows whether it was read.',
      );
    case 'failed':
      return because(
        messages.length
          ? say('Không gửi được', 'It could not be sent')
          : say(
              'Không có số hay thư nào gửi được cho người này',
              'There is no number or address it can go to',
            ),
      );
    case 'unknown':
      return messages.some((m) => m.status === 'unknown' && m.looksAgain)
        ? say(
            'Nhà mạng chưa trả lời rõ; hệ thống đang hỏi lại.',
            'The provider gave no clear answer and is being asked again.',
          )
        : say(
            'Không biết được tin đã đi hay chưa. Hãy gọi hỏi người nhận, rồi ghi lại bên dưới.',
            'It cannot be known whether it went out. Call and ask, then note it below.',
          );
    case 'withdrawn':
      return say(
        'Hồ sơ đã thay đổi nên không cần báo việc này nữa.',
        'The case has changed: this need not be said any more.',
      );
    case 'expired':
      return lateClass
        ? say(
            'Hệ thống bị gián đoạn; đến lúc gửi được thì đã quá hạn.',
            'An outage held it up until it was of no use.',
          )
        : say('Đến lượt gửi thì đã quá hạn.', 'When it could be sent it was of no use any more.');
    case 'collapsed':
      return say(
        'Một tin khác cho cùng người nhận đã nói việc này.',
        'Another message to the same person says it.',
      );
  }
}

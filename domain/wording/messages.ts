/**
 * What messages say. One neutral sentence per kind and language, asking one thing by one day; an SMS is that sentence
 * without accents and the link, an e-mail the same sentence in a letter. No word may tell why somebody is visited
 * (privacy.ts): a mentor's phone is read by the family. Not for workflows (library behind sms.ts).
 */
import type { Day } from '../calendar';
import type { DutyKind, Need } from '../follow-up';
import type { HandoverAction } from '../handover';
import type { EscalationKind } from '../ladder';
import type { Channel, NoticeKind } from '../notice';
import { isNamed, privacyBreaches } from '../privacy';
import type { OfferReason } from '../referral';
import type { Silence } from '../silence';
import { segmentsOf, toGsm } from '../sms';
import { formatDay, initials, normaliseName } from '../vietnamese';
import type { Text } from './labels';
import type { Lang } from './lang';
import { langOfTongue, type Tongue, translated } from './translation';

export interface MessageFacts {
  /** Initials and code, from `whoOf`; never a name. */
  who: string;
  link: string;
  /** Last day on which it is in time. */
  due?: Day;
  /** Day of the visit. */
  on?: Day;
  milestone?: HandoverAction;
  /** What a follow-up waits for. */
  duty?: DutyKind;
  /** Last day of standing in for somebody. */
  until?: Day;
  /** Escalation kind, or need of a referral. */
  kind?: string;
  /** Of a referral: accepted or rejected. */
  status?: string;
  /** Why something is offered. */
  why?: string;
  /** How many lessons in a row. */
  times?: string;
  /** Of a report: 'YYYY-MM'. */
  month?: string;
  /** How many things, or people, this one message stands for, when more than one. */
  items?: number;
  /** Of an escalation: why nothing is heard of who should have acted. */
  silence?: Silence;
  /** Initials of who comes. */
  helper?: string;
}

/** How a reader is written to. */
export interface Writing {
  language: Tongue;
  /** SMS keep their accents: read more easily, at about twice the price. */
  accents?: boolean;
}

export interface Rendered {
  subject?: string;
  body: string;
}

/** No text is so long that it costs more; without accents two are enough for the longest address. */
const MOST_SEGMENTS = 4;

/** Tells who writes and nothing else. */
export const SENDER = 'Nhịp cầu';

/**
 * The final text of a notice. An SMS is GSM-7 and one segment while the link has at most `LONGEST_LINK` characters.
 * A fact that is missing or unknown gives a more general sentence, never an error: at the moment of sending something
 * true that arrives is worth more than nothing.
 */
export function render(
  kind: NoticeKind,
  channel: Channel,
  { language: tongue, accents }: Writing,
  facts: MessageFacts,
): Rendered {
  const language = langOfTongue(tongue);
  if (channel === 'push')
    return { body: pushOf(kind === 'report-taken' ? 'arrived' : 'waits', language, facts.link) };
  const sentence = sentenceOf(kind, tongue, facts);
  const { link } = facts;
  if (channel === 'sms') return { body: smsOf(link ? `${sentence}: ${link}` : `${sentence}.`, accents) };
  return {
    subject: [`${SENDER}: ${SUBJECTS[kind][language]}`, link && facts.who].filter(Boolean).join(', '),
    body: letter(
      language,
      [sentence, facts.silence && ADVICE[facts.silence]?.[language]].filter(Boolean).join('.\n\n'),
      facts.link,
    ),
  };
}

/** What stands for a person whom nothing may name, as on a phone that others read too. */
export const somebody = (language: Lang): string => (language === 'vi' ? 'một người' : 'somebody');

const PUSHED = {
  waits: { vi: 'Có việc mới chờ anh/chị xem', en: 'Something new waits for you' },
  arrived: { vi: 'Đã nhận tin của anh/chị, cảm ơn', en: 'What you sent has arrived, thank you' },
} satisfies Record<string, Text>;

/** A note on a locked screen is read by whoever sits beside: it names nobody, and its words are always the same. */
export function pushOf(says: keyof typeof PUSHED, language: Lang, link: string): string {
  return `${SENDER}: ${PUSHED[says][language]}: ${link}`;
}

/** A text from us, without accents unless its reader wants them. */
export function smsOf(said: string, accents?: boolean): string {
  const text = `${SENDER}: ${said}`;
  return accents ? text : toGsm(text);
}

/** The one sentence of a notice, without its link, in that language or else in Vietnamese. */
export const sentenceOf = (kind: NoticeKind, tongue: Tongue, facts: MessageFacts): string =>
  translated(kind, tongue, facts) ?? SENTENCES[kind](facts)[langOfTongue(tongue)];

/**
 * Longest links for which an SMS still is one segment: one-time links go to people with a phone only (mentors,
 * supervisors, partners), plain case links to offices. For PUBLIC_URL they leave 28 characters.
 */
export const LONGEST_LINK = { oneTime: 58, office: 71 } as const;

/**
 * 'N.V.A (K7M4X)': at most the last five initials; only the last where they happen to spell a telling word, or are
 * themselves the name ('A A').
 */
export function whoOf(fullName: string, code: string): string {
  const letters = initials(fullName).split('.').filter(Boolean).slice(-5);
  const tell =
    privacyBreaches(letters.join('')).length +
    privacyBreaches(letters.join('.'), { fullNames: [fullName] }).length;
  const shown = tell ? letters.slice(-1) : letters;
  if (!code) return shown.join('.');
  return shown.length ? `${shown.join('.')} (${code})` : code;
}

/**
 * Why this final text must not be sent, [] when it may; looked at in tests of the templates and again at the moment of
 * sending, with the real names of the case. Safe to log: never quotes a name, a number or the text.
 */
export function textProblems(
  text: string,
  fullNames: readonly string[] = [],
  channel: Channel = 'email',
  accents = false,
): string[] {
  const problems = privacyBreaches(withoutTokens(text));
  if (fullNames.some((name) => namesSomebody(text, name))) problems.push('full name');
  if (/[\p{Cc}\p{Cs}\ufffd]/u.test(text.replace(/\r?\n/g, ''))) problems.push('broken characters');
  if (/\b(undefined|null|NaN)\b|\[object|\$\{/.test(withoutTokens(text))) problems.push('unfilled template');
  if (channel === 'sms') {
    const { encoding, segments } = segmentsOf(text);
    if (encoding !== 'GSM-7' && !accents) problems.push('not GSM-7');
    if (segments > (encoding === 'GSM-7' ? 2 : MOST_SEGMENTS)) problems.push('too long');
  }
  return problems;
}

/**
 * Our own small words are not somebody's name: 'bàn giao' would stop every message about Bàn Giao for ever. A name typed
 * with capitals is looked for among capitals, any other everywhere.
 */
function namesSomebody(text: string, name: string): boolean {
  if (!isNamed(text, name)) return false;
  const capitals = normaliseName(name)
    .split(' ')
    .every((word) => /^\p{Lu}/u.test(word));
  return !capitals || isNamed(text.normalize('NFC').replace(/(?<!\p{L})\p{Ll}\p{L}*/gu, 'x'), name);
}

/** What is random in a link may look like a word or a phone number; only its address is somebody's choice. */
function withoutTokens(text: string): string {
  return text.replace(/(\/(?:l|cases|loans|courses)\/)[\w.-]+/g, '$1');
}

/** What to do, up to the person's initials. */
const DOING: Record<HandoverAction, Text> = {
  residence: { vi: 'ghi nơi ở của', en: 'enter the address of' },
  notice: { vi: 'gửi thông báo về', en: 'send the notice about' },
  dossier: { vi: 'gửi hồ sơ chỗ ở của', en: 'send the housing file of' },
  plan: { vi: 'lập kế hoạch với', en: 'make the plan with' },
  acceptance: { vi: 'nhận hồ sơ của', en: 'accept the case of' },
  proposal: { vi: 'ghi đề xuất về', en: 'record the proposal for' },
  decision: { vi: 'ghi quyết định về', en: 'record the decision for' },
  mentor: { vi: 'chọn người giúp', en: 'name a helper for' },
  team: { vi: 'lập nhóm giúp', en: 'name the team for' },
  monitoring: { vi: 'ghi kết quả xét về', en: 'record the review for' },
  certificate: { vi: 'ghi giấy chứng nhận của', en: 'record the paper of' },
  handout: { vi: 'bàn giao giấy tờ cho', en: 'give the papers to' },
  arrival: { vi: 'xác nhận đã đón', en: 'confirm the arrival of' },
  'first-contact': { vi: 'gặp lần đầu', en: 'meet for the first time' },
  'no-show-call-family': { vi: 'gọi gia đình của', en: 'call the family of' },
  'no-show-look-at-home': { vi: 'đến nhà tìm', en: 'look at home for' },
  'no-show-ask-centre': { vi: 'hỏi nơi gửi về', en: 'ask the sender about' },
  'no-show-report': { vi: 'ghi báo vắng của', en: 'report the absence of' },
  'no-show-check': { vi: 'hỏi lại tin về', en: 'ask for news of' },
};
/** What a follow-up waits for, up to the person's initials. */
const DUTY: Record<DutyKind, Text> = {
  'name-mentor': { vi: 'chọn người giúp', en: 'name a helper for' },
  'accept-move': { vi: 'trả lời việc nhận', en: 'answer about receiving' },
  'check-pause': { vi: 'xem tình hình của', en: 'see how things are with' },
  'end-certificate': { vi: 'lập giấy chứng nhận cho', en: 'prepare the paper of' },
  delisting: { vi: 'ghi việc kết thúc của', en: 'record the end for' },
};
const SOMETHING: Text = { vi: 'xem việc của', en: 'see what is due for' };

const SUPPORT: Text = { vi: 'hỗ trợ', en: 'support' };

const NEEDS: Record<Need, Text> = {
  training: { vi: 'học nghề', en: 'training' },
  job: { vi: 'việc làm', en: 'a job' },
  papers: { vi: 'giấy tờ', en: 'papers' },
  'in-kind': SUPPORT,
  loan: { vi: 'vay vốn', en: 'a loan' },
  assessment: { vi: 'gặp gỡ', en: 'a talk' },
  // What it is about is nobody's business who reads a phone.
  other: SUPPORT,
};
const NOTHING: Text = { vi: '', en: '' };

/** What can be done next, up to the day. */
const OFFERS: Record<OfferReason, (need: Text) => Text> = {
  refused: ({ vi, en }) => ({ vi: `xin chọn nơi khác cho ${vi}`, en: `please choose another for ${en}` }),
  certificate: () => ({ vi: 'đã học xong. Xin xem việc làm', en: 'has finished. Please see about a job' }),
  'job-lost': () => ({
    vi: 'đã nghỉ việc. Xin xem việc mới',
    en: 'left the job. Please see about a new one',
  }),
};

const ANSWERS = {
  accepted: { vi: 'đã được nhận. Xin báo cho người ấy', en: 'was accepted. Please tell them' },
  rejected: { vi: 'chưa được nhận. Xin tìm nơi khác', en: 'was declined. Please try others' },
  completed: { vi: 'đã xong', en: 'is done' },
  failed: { vi: 'chưa thành. Xin xem', en: 'did not work. Please look' },
  other: { vi: 'có tin mới. Xin xem', en: 'has news. Please look' },
} satisfies Record<string, Text>;

const SLIPPED: Record<EscalationKind, (facts: MessageFacts) => Text> = {
  'visit-missed': (f) => ({
    vi: `Chưa có tin về ${about(f, 'người').vi}`,
    en: `No news yet of ${about(f).en}`,
  }),
  'milestone-overdue': (f) => ({
    vi: `Việc trễ hạn: ${about(f, 'người').vi}`,
    en: `Overdue: ${about(f).en}`,
  }),
  'referral-silent': (f) => ({
    vi: `Chưa ai trả lời: ${about(f, 'người').vi}`,
    en: `No answer yet: ${about(f).en}`,
  }),
  'loan-silent': (f) => ({
    vi: `Chưa ai trả lời: ${about(f, 'người').vi}`,
    en: `No answer yet: ${about(f).en}`,
  }),
  'training-absent': (f) => ({
    vi: `Vắng nhiều buổi: ${about(f, 'người').vi}`,
    en: `Often absent: ${about(f).en}`,
  }),
  'mentor-missing': (f) => ({
    vi: `Chưa có người giúp: ${about(f, 'người').vi}`,
    en: `No helper yet: ${about(f).en}`,
  }),
  'move-silent': (f) => ({
    vi: `Chưa rõ nơi nhận: ${about(f, 'người').vi}`,
    en: `No answer on: ${about(f).en}`,
  }),
  'follow-up-overdue': (f) => ({
    vi: `Việc trễ hạn: ${about(f, 'người').vi}`,
    en: `Overdue: ${about(f).en}`,
  }),
  'course-silent': () => ({ vi: 'Chưa ghi tiếp một lớp học', en: 'A class was not told of' }),
  'club-silent': () => ({ vi: 'Chưa ghi một buổi gặp', en: 'A meeting was not told of' }),
  'later-check-silent': (f) => ({
    vi: `Chưa hỏi thăm ${about(f, 'người').vi}`,
    en: `Not asked yet: ${about(f).en}`,
  }),
  'nobody-to-tell': (f) => ({
    vi: `Chưa báo được ai: ${about(f, 'người').vi}`,
    en: `Nobody reached: ${about(f).en}`,
  }),
};

/** What to do about who should have acted; in letters only, a text has no room for it. */
const ADVICE: Record<Silence, Text> = {
  nobody: {
    vi: 'Việc này hiện chưa có ai giữ: xin cử một người',
    en: 'Nobody holds this at present: please name somebody',
  },
  unreachable: {
    vi: 'Người phụ trách có vẻ không liên lạc được: nên đến gặp, hoặc hỏi số mới',
    en: 'Whoever is in charge seems out of reach: go there, or ask for the new number',
  },
  overloaded: {
    vi: 'Người phụ trách đang giúp nhiều người: nên chia bớt cho người khác',
    en: 'Whoever is in charge looks after many: share some of these with another',
  },
  silent: {
    vi: 'Người phụ trách vẫn liên lạc được: nên gọi hỏi xem vướng gì',
    en: 'Whoever is in charge can be reached: call and ask what is in the way',
  },
};

const milestone = (f: MessageFacts): Text => {
  const doing = f.milestone ? (DOING[f.milestone] ?? SOMETHING) : SOMETHING;
  return {
    vi: `Xin ${doing.vi} ${about(f).vi}${by(f).vi}`,
    en: `Please ${doing.en} ${about(f).en}${by(f).en}`,
  };
};

const duty = (f: MessageFacts): Text => {
  const doing = f.duty ? (DUTY[f.duty] ?? SOMETHING) : SOMETHING;
  return {
    vi: `Xin ${doing.vi} ${about(f).vi}${by(f).vi}`,
    en: `Please ${doing.en} ${about(f).en}${by(f).en}`,
  };
};

const SENTENCES: Record<NoticeKind, (facts: MessageFacts) => Text> = {
  'milestone-request': milestone,
  'milestone-reminder': milestone,
  'case-returned': (f) => ({
    vi: `Xin xem lại nơi về của ${about(f).vi}${by(f).vi}`,
    en: `Please check where ${about(f).en} will go${by(f).en}`,
  }),
  'not-arrived': (f) => ({
    vi: `Chưa gặp ${about(f, 'người').vi} tại xã. Xin tìm hiểu sớm`,
    en: `${about(f).en} has not come yet. Please find out soon`,
  }),
  'mentor-request': (f) => ({
    vi: `Mời anh/chị ghé thăm, giúp đỡ ${f.who}. Xin trả lời${by(f).vi}`,
    en: `Will you visit and support ${f.who}? Please answer${by(f).en}`,
  }),
  'mentor-declined': (f) => ({
    vi: `Xin chọn người khác giúp ${about(f).vi}${by(f).vi}`,
    en: `Please name another helper for ${about(f).en}${by(f).en}`,
  }),
  'visit-reminder': (f) => ({
    vi: `Xin ghé thăm ${about(f, 'người').vi}${f.on ? ` ngày ${formatDay(f.on)}` : ''} rồi báo lại`,
    en: `Please visit ${about(f, 'người').en}${f.on ? ` on ${formatDay(f.on)}` : ''}, then tell us`,
  }),
  'follow-up-request': duty,
  'follow-up-reminder': duty,
  'mentor-assigned': (f) => {
    const until = f.until
      ? { vi: ` đến ${formatDay(f.until)}`, en: ` until ${formatDay(f.until)}` }
      : NOTHING;
    return {
      vi: `Từ nay anh/chị ghé thăm ${about(f, 'người').vi}${until.vi}`,
      en: `From now on you visit ${about(f, 'người').en}${until.en}`,
    };
  },
  'move-declined': (f) => ({
    vi: `Nơi đến chưa nhận ${about(f).vi}. Xin xem lại`,
    en: `The other place declined ${about(f).en}. Please look`,
  }),
  escalation: (f) => {
    const what = SLIPPED[f.kind as EscalationKind]?.(f) ?? {
      vi: `Có việc về ${about(f).vi}`,
      en: `Something about ${about(f).en}`,
    };
    return { vi: `${what.vi}. Xin nhận xử lý${by(f).vi}`, en: `${what.en}. Please take it${by(f).en}` };
  },
  'referral-request': (f) => {
    const need = NEEDS[f.kind as Need] ?? SUPPORT;
    return {
      vi: `${about(f).vi} cần ${need.vi}. Xin trả lời${by(f).vi}`,
      en: `${about(f).en} needs ${need.en}. Please answer${by(f).en}`,
    };
  },
  'referral-answer': (f) => {
    const need = NEEDS[f.kind as Need] ?? SUPPORT;
    const answer = ANSWERS[f.status as keyof typeof ANSWERS] ?? ANSWERS.other;
    return {
      vi: `Đề nghị ${need.vi} của ${f.who} ${answer.vi}`,
      en: `The request of ${f.who} for ${need.en} ${answer.en}`,
    };
  },
  'loan-request': (f) => ({
    vi: `Một việc của ${about(f).vi} chờ anh/chị${by(f).vi}`,
    en: `Something for ${about(f).en} waits for you${by(f).en}`,
  }),
  'loan-reminder': (f) => ({
    vi: `Xin nhớ việc hẹn với ${about(f, 'người').vi}${f.on ? ` ngày ${formatDay(f.on)}` : ''}`,
    en: `Please remember what ${about(f).en} agreed${f.on ? ` for ${formatDay(f.on)}` : ''}`,
  }),
  'loan-talk': (f) => ({
    vi: `Xin ghé hỏi thăm ${about(f, 'người').vi}${by(f).vi}`,
    en: `Please ask how ${about(f).en} can be helped${by(f).en}`,
  }),
  'loan-news': (f) => ({
    vi: `Việc của ${about(f).vi} có tin mới. Xin xem`,
    en: `There is news for ${about(f).en}. Please look`,
  }),
  'push-agreed': () => ({
    vi: 'Từ nay tin sẽ đến trình duyệt trước. Không phải anh/chị bật? Mở để tắt',
    en: 'From now on messages come to a browser first. Was it not you? Open and stop it',
  }),
  'visit-told': (f) => ({
    vi: `${f.on ? `Ngày ${formatDay(f.on)}` : 'Sắp tới'} ${f.helper ? `anh/chị ${f.helper}` : 'người giúp'} sẽ ghé thăm. Nếu bận xin báo xã`,
    en: `${f.helper || 'Your helper'} comes to see you${f.on ? ` on ${formatDay(f.on)}` : ' soon'}. If you cannot, tell the commune`,
  }),
  'report-taken': (f) => ({
    vi: `Đã nhận báo cáo của anh/chị về ${f.who}. Cảm ơn`,
    en: `What you told us of ${f.who} has arrived. Thank you`,
  }),
  'referral-offer': (f) => {
    const need = NEEDS[f.kind as Need] ?? SUPPORT;
    const offer = OFFERS[f.why as OfferReason]?.(need) ?? {
      vi: `xin xem đề xuất ${need.vi}`,
      en: `please see what is offered, ${need.en}`,
    };
    return {
      vi: `${about(f).vi}: ${offer.vi}${by(f).vi}`,
      en: `${about(f).en}: ${offer.en}${by(f).en}`,
    };
  },
  'referral-reminder': (f) => {
    const need = NEEDS[f.kind as Need] ?? SUPPORT;
    return {
      vi: `Xin ghi tiếp việc ${need.vi} của ${about(f).vi}${by(f).vi}`,
      en: `Please tell how ${need.en} goes for ${about(f).en}${by(f).en}`,
    };
  },
  'job-check': (f) => ({
    vi: `Xin hỏi thăm công việc của ${about(f).vi}, rồi báo lại${by(f).vi}`,
    en: `Please ask how work goes for ${about(f).en} and tell us${by(f).en}`,
  }),
  'training-absent': (f) => ({
    vi: `${f.who} vắng${f.times ? ` ${f.times}` : ''} buổi học liền. Xin ghé hỏi thăm`,
    en: `${f.who} missed${f.times ? ` ${f.times}` : ''} lessons in a row. Please ask after them`,
  }),
  'report-saved': ({ month }) => ({
    vi: `Số liệu ${month ? formatMonth(month) : 'tháng trước'} đã có, mời xem`,
    en: `The figures of ${month ? formatMonth(month) : 'last month'} are ready to read`,
  }),
  'club-meeting': ({ on }) => ({
    vi: `Nhắc buổi gặp${on ? ` ngày ${formatDay(on)}` : ''}. Xong xin ghi ai có mặt`,
    en: `A meeting is planned${on ? ` on ${formatDay(on)}` : ''}. Then note who came`,
  }),
  'club-report': ({ on }) => ({
    vi: `Xin ghi ai có mặt buổi gặp${on ? ` ngày ${formatDay(on)}` : ''}`,
    en: `Please note who came to the meeting${on ? ` on ${formatDay(on)}` : ''}`,
  }),
  'course-report': ({ due }) => ({
    vi: `Xin ghi tiếp lớp học${due ? `, hạn ${formatDay(due)}` : ''}`,
    en: `Please tell how the class goes${due ? ` by ${formatDay(due)}` : ''}`,
  }),
  'later-check': (f) => ({
    vi: `Xin hỏi thăm ${about(f).vi}${by(f).vi}`,
    en: `Please ask how ${about(f).en} is doing${by(f).en}`,
  }),
  'phone-dead': ({ who }) => ({
    vi: `Số hỏng, xin số mới của người phụ trách ${who}`,
    en: `Dead phone, new number needed: the helper of ${who}`,
  }),
};

const SUBJECTS: Record<NoticeKind, Text> = {
  'milestone-request': { vi: 'có việc cần làm', en: 'something to do' },
  'milestone-reminder': { vi: 'nhắc việc sắp đến hạn', en: 'something is due soon' },
  'case-returned': { vi: 'cần xem lại', en: 'please look again' },
  'not-arrived': { vi: 'chưa gặp người về', en: 'somebody has not come' },
  'mentor-request': { vi: 'lời mời', en: 'an invitation' },
  'mentor-declined': { vi: 'cần chọn người khác', en: 'somebody else is needed' },
  'visit-reminder': { vi: 'nhắc cuộc hẹn', en: 'a visit is planned' },
  'follow-up-request': { vi: 'có việc đang chờ', en: 'something waits for you' },
  'follow-up-reminder': { vi: 'việc sắp đến hạn', en: 'a date is near' },
  'mentor-assigned': { vi: 'người mới cần ghé thăm', en: 'somebody to visit' },
  'move-declined': { vi: 'nơi đến chưa nhận', en: 'the other place declined' },
  escalation: { vi: 'có việc cần xử lý', en: 'something needs you' },
  'referral-request': { vi: 'có lời đề nghị', en: 'a request' },
  'referral-answer': { vi: 'có câu trả lời', en: 'an answer' },
  'loan-request': { vi: 'có việc đang chờ', en: 'something waits for you' },
  'loan-reminder': { vi: 'nhắc việc đã hẹn', en: 'something was agreed' },
  'loan-talk': { vi: 'nhờ hỏi thăm', en: 'please ask after somebody' },
  'loan-news': { vi: 'có tin mới', en: 'there is news' },
  'push-agreed': { vi: 'báo qua trình duyệt', en: 'told by your browser' },
  'visit-told': { vi: 'có người đến thăm', en: 'somebody comes to see you' },
  'report-taken': { vi: 'đã nhận', en: 'it has arrived' },
  'referral-offer': { vi: 'có đề xuất mới', en: 'something is offered' },
  'referral-reminder': { vi: 'nhắc việc sắp đến hạn', en: 'something is due soon' },
  'job-check': { vi: 'nhắc hỏi thăm', en: 'please ask after somebody' },
  'training-absent': { vi: 'cần hỏi thăm', en: 'please ask after somebody' },
  'report-saved': { vi: 'số liệu tháng', en: 'figures of the month' },
  'club-meeting': { vi: 'nhắc buổi gặp', en: 'a meeting is planned' },
  'club-report': { vi: 'ghi buổi gặp', en: 'who came' },
  'course-report': { vi: 'ghi lớp học', en: 'how the class goes' },
  'later-check': { vi: 'hỏi thăm', en: 'somebody to ask after' },
  'phone-dead': { vi: 'cần số điện thoại mới', en: 'a new phone number is needed' },
};

const LETTER = {
  vi: { hello: 'Xin chào anh/chị', open: 'Mở tại đây', thanks: 'Cảm ơn anh/chị' },
  en: { hello: 'Hello', open: 'Open it here', thanks: 'Thank you' },
};

/** '2026-10' → '10/2026'. */
const formatMonth = (month: string) => month.split('-').reverse().join('/');

/** What is said, as a letter; with its link where there is one. */
export function letter(language: Lang, said: string, link: string): string {
  const words = LETTER[language];
  const open = link && `${words.open}:\n${link}\n\n`;
  return `${words.hello},\n\n${said}.\n\n${open}${words.thanks}.\n${SENDER}\n`;
}

/** The person, and how many others the message stands for. */
function about({ who, items = 1 }: MessageFacts, others: 'việc' | 'người' = 'việc'): Text {
  const more = Math.min(items, 100) - 1;
  if (!(more > 0)) return { vi: who, en: who };
  return { vi: `${who} và ${more} ${others} khác`, en: `${who} and ${more} more` };
}

/** 'by the end of that day'; without a day it asks to be quick. */
function by({ due }: MessageFacts): Text {
  return due ? { vi: `, hạn ${formatDay(due)}`, en: ` by ${formatDay(due)}` } : { vi: ' sớm', en: ' soon' };
}

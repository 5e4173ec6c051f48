import type { RefusalCode } from '../refusal';
import type { Text } from './labels';
import type { Lang } from './lang';

/** What happened and what to do now, for everybody whose command was refused. */
export const REFUSALS: Record<RefusalCode, Text> = {
  'already-done': {
    vi: 'Bước này đã có người ghi rồi. Hãy tải lại trang để xem; bạn không cần làm gì thêm.',
    en: 'Somebody recorded this already. Reload the page to see it; nothing more is needed from you.',
  },
  'already-accepted': {
    vi: 'Xã đã tiếp nhận hồ sơ này nên không trả lại được nữa. Nếu cần, hãy gọi cho cơ sở.',
    en: 'The commune has taken this case over; it can no longer be given back. If needed, call the centre.',
  },
  'already-home': {
    vi: 'Người này đã về và có người đồng hành. Hãy ghi việc kết thúc ở phần đồng hành.',
    en: 'The person is home with a mentor. Record the end with the follow-up instead.',
  },
  'same-day': {
    vi: 'Ngày này đang là ngày kết thúc rồi. Hãy chọn một ngày khác.',
    en: 'This is the end date already. Choose another day.',
  },
  'after-the-release': {
    vi: 'Ngày này sau khi người ấy đã về. Buổi gặp trước khi về phải trước ngày kết thúc.',
    en: 'This day is after the return. A meeting before the return must be before the end date.',
  },
  'wrong-order': {
    vi: 'Các ngày không đúng thứ tự: ngày này không thể trước ngày đã ghi. Hãy xem lại ngày.',
    en: 'The days are in the wrong order: this one cannot come before what is recorded. Please check it.',
  },
  'stable-first': {
    vi: 'Việc làm được coi là có kết quả khi đã ổn định. Hãy ghi lần hỏi thăm việc làm, hoặc ghi là mất việc.',
    en: 'A job is an outcome once it is stable. Record the check of the job, or that it was lost.',
  },
  'not-yet': {
    vi: 'Bước này chưa làm được vì bước trước nó chưa xong. Hãy xem bước đang chờ trên trang hồ sơ.',
    en: 'This cannot be done yet: an earlier step is missing. See on the case page which one is waiting.',
  },
  'not-asked': {
    vi: 'Lời mời này không còn dành cho bạn: xã đã mời người khác. Bạn không cần làm gì thêm.',
    en: 'This request is no longer yours: the commune asked somebody else. Nothing more is needed from you.',
  },
  'unknown-visit': {
    vi: 'Không tìm thấy buổi thăm này, hoặc ngày hẹn của nó đã qua. Hãy mở trang hồ sơ và chọn buổi thăm đang hẹn.',
    en: 'This visit is not known, or its day has passed. Open the case page and choose the planned visit.',
  },
  'unknown-meeting': {
    vi: 'Buổi này đã được ghi rồi, hoặc đã quá lâu. Hãy mở trang câu lạc bộ để xem.',
    en: 'This meeting was recorded already, or is too long ago. Open the page of the club to see.',
  },
  'unknown-check': {
    vi: 'Lần hỏi thăm này đã được ghi rồi. Hãy tải lại trang để xem.',
    en: 'This was recorded already. Reload the page to see it.',
  },
  'too-early': {
    vi: 'Còn quá sớm: chỉ ghi trong vòng một tháng trước ngày hẹn.',
    en: 'It is too early: this can be recorded from a month before its day.',
  },
  'already-reported': {
    vi: 'Buổi thăm này đã được báo rồi. Nếu cần sửa, hãy gọi cho cán bộ xã.',
    en: 'This visit was reported already. To correct it, call the commune officer.',
  },
  'in-the-future': {
    vi: 'Ngày này còn ở phía trước. Hãy chọn hôm nay hoặc một ngày đã qua.',
    en: 'This day is still ahead. Choose today or an earlier day.',
  },
  'before-the-return': {
    vi: 'Ngày này quá sớm. Hãy chọn một ngày sau khi người ấy đã về; nếu dời hẹn, chọn từ hôm nay trở đi.',
    en: 'This day is too early. Choose a day after the return; to move a visit, choose today or later.',
  },
  'after-the-term': {
    vi: 'Ngày này nằm sau khi thời gian đồng hành kết thúc. Hãy chọn một ngày sớm hơn.',
    en: 'This day lies after the end of the follow-up. Choose an earlier one.',
  },
  'same-mentor': {
    vi: 'Người này đang được giao rồi. Hãy chọn một người đồng hành khác.',
    en: 'This mentor is the present one already. Choose another.',
  },
  stale: {
    vi: 'Hồ sơ đã thay đổi từ khi bạn mở trang. Hãy tải lại trang, xem điều mới rồi ghi lại.',
    en: 'The case has changed since you opened the page. Reload it, look at what is new and try again.',
  },
  paused: {
    vi: 'Các buổi thăm đang tạm dừng. Khi người ấy đã về, hãy ghi là tiếp tục.',
    en: 'Visits are paused. Record that they go on when the person is back.',
  },
  'not-paused': {
    vi: 'Các buổi thăm không tạm dừng. Hãy tải lại trang để xem hồ sơ hiện nay.',
    en: 'Visits are not paused. Reload the page to see the case as it is.',
  },
  moving: {
    vi: 'Đã báo xã nơi đến và đang chờ trả lời. Hãy đợi, hoặc gọi cho xã đó.',
    en: 'The destination was told and has not answered yet. Wait, or call that commune.',
  },
  'not-moving': {
    vi: 'Không có việc chuyển nơi ở nào đang chờ. Hãy tải lại trang để xem hồ sơ hiện nay.',
    en: 'No move is waiting. Reload the page to see the case as it is.',
  },
  'same-place': {
    vi: 'Đây là xã hiện nay của người ấy. Hãy chọn xã nơi đến.',
    en: 'This is the commune they live in. Choose the one they are moving to.',
  },
  'promise-too-far': {
    vi: 'Ngày hẹn quá xa. Hãy chọn một ngày trong hai tuần tới.',
    en: 'The promised day is too far ahead. Choose one within two weeks.',
  },
  'not-assessed': {
    vi: 'Chưa có đề nghị đánh giá nên chưa ghi kết thúc vì tái nghiện được. Hãy mở hồ sơ, bấm “Gửi đề nghị đánh giá”, rồi ghi kết quả.',
    en: 'No assessment was asked for, so no end for relapse can be recorded. Open the case, choose “Ask for an assessment”, then record what it found.',
  },
  'over-cap': {
    vi: 'Số tiền vượt mức tối đa của quỹ hoặc của quy định. Hãy ghi số nhỏ hơn.',
    en: 'The sum is beyond the cap of the fund or of the rules. Enter a smaller one.',
  },
  'term-too-long': {
    vi: 'Thời hạn dài hơn mức tối đa của quỹ hoặc của quy định. Hãy chọn ít tháng hơn.',
    en: 'The term is longer than the fund or the rules allow. Choose fewer months.',
  },
  'too-much': {
    vi: 'Số tiền lớn hơn số còn phải trả. Hãy xem lại lịch trả rồi ghi lại.',
    en: 'The sum is more than is still owed. Look at the schedule and enter it again.',
  },
  'no-money': {
    vi: 'Quỹ không còn đủ tiền chưa dành cho ai. Hãy xem sổ quỹ rồi ghi số nhỏ hơn.',
    en: 'The fund has not that much money free. Look at its ledger and enter a smaller sum.',
  },
  'nothing-to-undo': {
    vi: 'Không có gì để hủy. Hãy tải lại trang để xem hiện trạng.',
    en: 'There is nothing to undo. Reload the page to see how things stand.',
  },
  'still-unknown': {
    vi: 'Chưa rõ tin này đã đến chưa. Hãy gọi hỏi trước; nếu vẫn muốn gửi lại, hãy đánh dấu là có thể đến hai lần.',
    en: 'It is not known whether this came. Call and ask first; to send it all the same, say that it may come twice.',
  },
  'no-longer-true': {
    vi: 'Hồ sơ đã thay đổi nên tin này không còn đúng. Không gửi lại.',
    en: 'The case has changed and this is not true any more. It is not sent again.',
  },
  'on-its-way': {
    vi: 'Tin này sắp được gửi. Không cần gửi lại.',
    en: 'This is about to go out. It need not be sent again.',
  },
  closed: {
    vi: 'Việc này đã kết thúc nên không ghi thêm được. Nếu cần, hãy gọi cho cán bộ xã.',
    en: 'This is closed, nothing more can be recorded. If needed, call the commune officer.',
  },
};

export function refusalSentence(code: RefusalCode, lang: Lang): string {
  return REFUSALS[code][lang];
}

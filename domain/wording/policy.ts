/** How the parameters of law and local policy are called and shown on screens, Vietnamese first. */
import type { EscalationKind, Ladders } from '../ladder';
import type { OverrideName } from '../overrides';
import type { Adaptive, CadenceStep, Parameter, Unit } from '../policy';
import type { ValueProblem } from '../policy-limits';
import { writeValue } from '../policy-text';
import { formatDay } from '../vietnamese';
import { ESCALATION_KIND_LABELS, type Text } from './labels';

const say = (vi: string, en: string): Text => ({ vi, en });

export const PARAMETER_LABELS = {
  reintegration_stage: say('Giai đoạn chuẩn bị về', 'Reintegration stage'),
  centre_notice_before_end: say('Cơ sở báo trước cho xã', "Centre's notice to the commune"),
  police_proposal: say('Công an xã đề xuất', 'Proposal of the commune police'),
  commune_file: say('Xã lập hồ sơ', 'Commune file'),
  chair_decision: say('Chủ tịch xã quyết định', "Chair's decision"),
  certificate_and_handout: say('Cấp giấy chứng nhận, bàn giao', 'Certificate and hand-out'),
  monitoring_decision: say('Quyết định giám sát', 'Monitoring decision'),
  monitoring_decision_minor: say('Quyết định giám sát, dưới 18 tuổi', 'Monitoring decision, minor'),
  present_private_centre: say('Trình diện, từ cơ sở tư nhân', 'Presenting, from a private centre'),
  present_public_centre: say('Trình diện, từ cơ sở công lập', 'Presenting, from a public centre'),
  term_voluntary_or_minor: say(
    'Thời hạn: tự nguyện hoặc dưới 18 tuổi',
    'Term after voluntary treatment, or a minor',
  ),
  term_adult_compulsory: say('Thời hạn: bắt buộc, người lớn', 'Term of an adult after compulsory treatment'),
  move_notice: say('Báo khi chuyển nơi ở', 'Notice of a move'),
  end_certificate_window: say('Chuẩn bị giấy kết thúc', 'Preparing the end certificate'),
  social_facility_dossier: say('Hồ sơ vào cơ sở bảo trợ', 'Dossier for a social-protection facility'),
  helper_pay_cap: say('Mức trợ cấp tối đa của người giúp đỡ', "Cap of a helper's pay"),
  cadence: say('Nhịp thăm', 'How often to visit'),
  adaptive: say('Nhịp thăm theo tình hình', 'How the cadence adapts'),
  promise_within: say('Ngày hẹn xa nhất', 'Farthest promised day'),
  name_mentor: say('Chọn người đồng hành mới', 'Naming a new mentor'),
  pause_check: say('Xem lại khi tạm dừng', 'Looking again while paused'),
  move_reply: say('Xã nơi đến trả lời', 'Reply of the destination of a move'),
  delisting: say('Đưa ra khỏi danh sách', 'Delisting'),
  club_report: say('Ghi ai có mặt ở câu lạc bộ', 'Telling who came to a club'),
  club_regular: say('Dự đều: tỉ lệ buổi', 'Regular: share of the meetings'),
  club_target: say('Mục tiêu dự đều của câu lạc bộ', 'Target of regular attendance'),
  later_check: say('Hỏi thăm sau khi kết thúc', 'Asking after the end of the term'),
  late_report: say('Còn nhận báo muộn sau khi kết thúc', 'Late reports after the end'),
  visit_window: say('Thăm sớm vẫn tính', 'An early visit still counts'),
  reminder_before_visit: say('Nhắc trước buổi thăm', 'Reminder before a visit'),
  reminder_time: say('Giờ nhắc', 'Hour of reminders'),
  visit_grace: say('Chờ tin sau buổi thăm', 'Waiting for the report of a visit'),
  self_report: say('Tự báo', 'Self-reports'),
  test_interval: say('Xét nghiệm', 'Tests'),
  mentor_reply: say('Người đồng hành trả lời', "Mentor's reply"),
  personal_plan: say('Lập kế hoạch cá nhân', 'Writing the personal plan'),
  case_acceptance: say('Xã tiếp nhận hoặc trả lại hồ sơ', 'Taking a case over or giving it back'),
  case_return: say('Cơ sở xử lý hồ sơ bị trả lại', 'Sending a returned case anew'),
  support_team: say('Lập tổ hỗ trợ', 'Appointing the support team'),
  no_show_second_alert: say('Chưa về: báo lần hai sau', 'Not come: second alert after'),
  no_show_third_alert: say('Chưa về: báo lần ba sau', 'Not come: third alert after'),
  no_show_step: say('Chưa về: mỗi việc tìm người', 'Not come: each step of the search'),
  absent_check: say('Vắng mặt: hỏi lại tin tức', 'Absent: looking for news again'),
  ladders: say('Các bậc báo lên lãnh đạo', 'Ladders of escalation'),
  unreachable_after: say('Coi là mất liên lạc sau số tin hỏng', 'Unreachable after failed texts'),
  overload_cases: say('Quá tải: số người', 'Overloaded: people'),
  overload_visits_a_week: say('Quá tải: buổi thăm một tuần', 'Overloaded: visits a week'),
  first_contact: say('Gặp lần đầu', 'First contact'),
  first_contact_latest: say('Gặp lần đầu, muộn nhất', 'First contact at the latest'),
  referral_reply: say('Đơn vị tiếp nhận trả lời', "Partner's reply"),
  referral_end: say('Giới thiệu phải có kết quả', 'Outcome of a referral'),
  referral_draft: say('Quyết định về một đề xuất', 'Decision on an offer'),
  referral_start: say('Bắt đầu sau khi nhận', 'Begin after accepting'),
  referral_hold: say('Thời gian tạm dừng', 'Length of a pause'),
  absences_in_a_row: say('Số buổi học vắng liên tiếp thì báo', 'Absences in a row that are told'),
  attendance_within: say('Điểm danh lại trong vòng', 'Next word on attendance'),
  training_result: say('Kết quả khóa học, sau khi kết thúc', 'Result of a course, after its end'),
  job_first_check: say('Hỏi thăm việc làm lần đầu, sau', 'First check of a job, after'),
  job_stable: say('Việc làm được coi là ổn định, sau', 'A job is stable after'),
  job_check_within: say('Thời gian để hỏi thăm việc làm', 'Time to check a job'),
  loan_cap: say('Mức vay tối đa', 'Cap of a loan'),
  loan_term_max: say('Thời hạn vay tối đa', 'Longest term of a loan'),
  loan_vouching: say('Đoàn thể tín chấp khoản vay', 'Vouching for a loan'),
  loan_appraisal: say('Bình xét khoản vay', 'Appraisal of a loan'),
  loan_quorum: say('Số phiếu bình xét cần có', 'Votes that decide an appraisal'),
  loan_decision: say('Bên cho vay quyết định', "The lender's decision on a loan"),
  loan_disbursement: say('Giải ngân sau khi có tiền', 'Paying out money set aside'),
  loan_wait_check: say('Xem lại khoản vay đang chờ vốn', 'Looking again at a loan that waits for money'),
  loan_grace: say('Đợi sau ngày trả trước khi hỏi thăm', 'Days after an instalment before anybody asks'),
  loan_arrears_step: say('Mỗi bước hỏi thăm khi trả chậm', 'Each kind step about a late instalment'),
  loan_renewal: say('Vay lượt mới sau khi trả xong', 'Another turn after all is paid back'),
  sms_window: say('Giờ được nhắn tin', 'Hours for text messages'),
  sms_max_per_number: say('Số tin tối đa cho một số máy', 'Most texts to one number'),
  digest_from: say('Gộp một tin khi cùng lúc có từ số việc', 'Matters due together that make one text'),
  digest_week_from: say(
    'Gộp cả tuần khi sắp có từ số lượt hẹn',
    'Visits ahead that make one text for the week',
  ),
  digest_days: say('Tuần ấy tính số ngày tới', 'That week, days ahead'),
  digest_at: say('Giờ tin tóm tắt buổi sáng', 'Hour of the morning summary'),
  link_valid_days: say('Đường dẫn có hiệu lực', 'A link works for'),
  receipt_within: say('Chờ tin báo đã đến máy', 'Wait for the receipt of a text'),
  push_within: say('Chờ trình duyệt báo đã hiện', 'Wait for the sign of a browser'),
  late_after: say('Coi là gián đoạn khi trễ quá', 'Held up by an outage after'),
  breach_notice: say('Báo vi phạm dữ liệu', 'Notice of a data breach'),
  data_request_reply: say('Trả lời yêu cầu về dữ liệu', 'Reply to a data request'),
  data_request_view: say('Cho xem dữ liệu', 'Viewing of data'),
  data_request_withdraw: say('Rút lại sự đồng ý', 'Withdrawal of consent'),
  data_request_delete: say('Xóa dữ liệu', 'Deletion of data'),
  office_hours: say('Giờ làm việc của xã', 'Office hours'),
  market_days: say('Ngày chợ phiên', 'Market days'),
  november_24: say('Nghỉ ngày 24/11', '24 November as a holiday'),
} satisfies Record<OverrideName, Text>;

export const UNIT_LABELS = {
  days: say('ngày', 'days'),
  'days after end': say('ngày sau khi kết thúc', 'days after the end'),
  'days and percent': say('số lần, phần trăm, ngày', 'times, percent, days'),
  'days before end': say('ngày trước khi hoàn thành', 'days before the end'),
  'days before the planned day': say('ngày trước buổi hẹn', 'days before the planned day'),
  hours: say('giờ', 'hours'),
  'hours before end': say('giờ trước khi hoàn thành', 'hours before the end'),
  'local time': say('giờ Việt Nam', 'local time'),
  minutes: say('phút', 'minutes'),
  months: say('tháng', 'months'),
  'per 24 h': say('tin trong 24 giờ', 'per 24 h'),
  percent: say('phần trăm', 'percent'),
  times: say('lần', 'times'),
  VND: say('đồng', 'VND'),
  'working days': say('ngày làm việc', 'working days'),
  'working days after end': say('ngày làm việc sau khi hết hạn', 'working days after the end'),
  'working days after notice': say('ngày làm việc sau thông báo', 'working days after the notice'),
  'working days after proposal': say('ngày làm việc sau đề xuất', 'working days after the proposal'),
  'working days before end': say('ngày làm việc trước khi hết hạn', 'working days before the end'),
  'working hours': say('giờ làm việc', 'working hours'),
  '× base salary a month': say('× lương cơ sở một tháng', '× base salary a month'),
} satisfies Record<Unit, Text>;

export const CONFIDENCE_LABELS = {
  C: say('Đã đọc trong văn bản', 'Read in the text of the law'),
  L: say('Theo nguồn khác', 'From a secondary source'),
  U: say('Lựa chọn tại chỗ, chưa có luật', 'Local choice, no law'),
} satisfies Record<Parameter['confidence'], Text>;

/** Dates of a process, as they are shown when they move. Steps of the handover have labels of their own. */
export const DATE_LABELS = {
  visit: say('Buổi thăm', 'Visit'),
  grace: say('Hết hạn chờ tin', 'End of waiting for the report'),
  'term-end': say('Hết thời hạn', 'End of the term'),
  acknowledge: say('Lãnh đạo nhận xử lý', 'Supervisor takes it'),
  resolve: say('Lãnh đạo giải quyết', 'Supervisor resolves it'),
} satisfies Record<string, Text>;

/** A version as it is read: the day its law began, and what tells local values apart. */
export const versionText = (version: string): string =>
  version.replace(/^\d{4}-\d{2}-\d{2}/, (day) => formatDay(day));

/** The basis as written in the table; articles are said in Vietnamese, our own reasons have a sentence each. */
export function basisText(basis: string, lang: 'vi' | 'en'): string {
  if (lang === 'en') return basis;
  return (
    REASONS[basis] ??
    basis
      .replace(/\bLaw (\d+\/\d+)/g, 'Luật $1')
      .replace(/\barts?\. /g, 'Điều ')
      .replace('binds advertising; adopted', '(về quảng cáo; áp dụng tại đây)')
  );
}

const REASONS: Record<string, string> = {
  'no law: three meetings of four': 'không có luật: bốn buổi thì dự ba',
  'the target of the programmes that are served': 'mục tiêu của các chương trình được phục vụ',
  'no law: three working weeks to find somebody after years':
    'không có luật: ba tuần làm việc để tìm một người sau nhiều năm',
  'no separate figure in the new law; the former one kept': 'luật mới không nêu riêng; giữ mức cũ',
  'none found in the new law; the former 5 working days kept':
    'luật mới không nêu; giữ 5 ngày làm việc như cũ',
  'no law: weekly for a month, fortnightly for two, then monthly (Recovery Management Checkups)':
    'không có luật: hằng tuần trong một tháng, hai tuần một lần trong hai tháng, rồi hằng tháng',
  'no law: longer after good checks, shorter after a bad one (Recovery Management Checkups)':
    'không có luật: thưa hơn khi ổn, dày hơn khi có điều lo (Recovery Management Checkups)',
  'no law: a promise holds for two weeks': 'không có luật: lời hẹn giữ trong hai tuần',
  'no law: as long as a partner has': 'không có luật: bằng thời gian trả lời của đơn vị tiếp nhận',
  'no law: until the next course or the next month': 'không có luật: chờ khóa học sau hoặc tháng sau',
  'no law: looked at monthly, as every pause': 'không có luật: mỗi tháng xem lại, như mọi lần tạm dừng',
  'no law: one may be ill, three in a row is leaving':
    'không có luật: một buổi có thể do ốm, ba buổi liền là sắp bỏ',
  'no law: fortnightly': 'không có luật: hai tuần một lần',
  'no law: time for the examination and the certificate': 'không có luật: đủ để thi và cấp chứng chỉ',
  'programmes in the field look after 3 months': 'các chương trình thực tế hỏi thăm sau 3 tháng',
  'programmes in the field count a job as stable after 6 months':
    'các chương trình thực tế coi việc làm ổn định sau 6 tháng',
  'no law: two weeks to go and ask': 'không có luật: hai tuần để đến hỏi thăm',
  'no law: monthly, as the cadence': 'không có luật: hằng tháng, như nhịp thăm',
  'no law: as long as a report has': 'không có luật: bằng thời gian chờ tin',
  'NĐ 163/2026 art. 138 names delisting without a date; as long as the certificate has':
    'NĐ 163/2026 Điều 138 không nêu ngày; bằng thời hạn lập giấy chứng nhận',
  'no law: the longest interval between two visits': 'không có luật: bằng khoảng cách dài nhất giữa hai buổi',
  'no law: an early visit is a visit': 'không có luật: thăm sớm cũng là thăm',
  'one text one day before cut no-shows by 29% (Arkansas trial)':
    'nhắc trước một ngày giảm 29% vắng mặt (thử nghiệm Arkansas)',
  'no law: the start of the working day': 'không có luật: đầu ngày làm việc',
  'no law: time to report from a place without signal': 'không có luật: đủ để báo từ nơi không có sóng',
  'none found': 'chưa thấy quy định',
  'no law: as long as each office has': 'không có luật: bằng thời hạn của mỗi cơ quan',
  'without the supervisor step the gain of reminders was lost (DeRenzi et al. 2012)':
    'không có bước lãnh đạo thì việc nhắc mất tác dụng (DeRenzi và cộng sự, 2012)',
  'no law: one text may get lost, two in a row tell of the phone':
    'không có luật: một tin có thể lạc, hai tin liền là do máy',
  'no law: more than a volunteer can do beside their own work':
    'không có luật: hơn sức một người tình nguyện',
  'no law: nearly one every day': 'không có luật: gần như mỗi ngày một buổi',
  'seen within 7 days of discharge (HEDIS FUI)': 'gặp trong 7 ngày sau khi về (HEDIS FUI)',
  'seen within 30 days of discharge (HEDIS FUI)': 'gặp trong 30 ngày sau khi về (HEDIS FUI)',
  'no law: half of the reintegration stage, so that the rest is for carrying it out':
    'không có luật: nửa giai đoạn chuẩn bị, phần còn lại để thực hiện',
  'no law: no longer than the proposal that follows from it': 'không có luật: không lâu hơn hạn đề xuất',
  'no law: time to ask the family for another address': 'không có luật: đủ để hỏi gia đình nơi ở khác',
  'no law: a working week after the decision': 'không có luật: một tuần làm việc sau quyết định',
  'no law: the next day': 'không có luật: ngày hôm sau',
  'no law: the third day': 'không có luật: ngày thứ ba',
  'no law: monthly, so that nobody is forgotten': 'không có luật: hằng tháng, để không ai bị bỏ quên',
  'no law: a working week': 'không có luật: một tuần làm việc',
  'no law: until the club has met': 'không có luật: đến khi câu lạc bộ đã họp',
  'no law: the club, the commune and one more': 'không có luật: câu lạc bộ, xã và thêm một người',
  'no law: as long as the appraisal': 'không có luật: bằng thời gian thẩm định',
  'no law: money set aside helps nobody': 'không có luật: tiền để đó thì chẳng giúp được ai',
  'no law: monthly, as money comes back': 'không có luật: hằng tháng, theo tiền thu về',
  'no law: a working week for each talk': 'không có luật: mỗi lần trao đổi một tuần làm việc',
  'no law: time to plan the next turn': 'không có luật: đủ để tính cho vòng vay sau',
  'no law': 'không có luật',
  'no law: until the next visit of the second cadence step': 'không có luật: đến buổi thăm sau',
  'no law: two texts where one would do teach to read none':
    'không có luật: hai tin khi một tin là đủ thì chẳng tin nào được đọc',
  'no law: told the day before people come, told earlier they do not; but many texts a week are not read':
    'không có luật: nhắc trước một ngày thì người ta đến, nhắc sớm hơn thì không; nhưng tuần nào cũng nhiều tin thì chẳng tin nào được đọc',
  'no law: a week can be planned, a month cannot':
    'không có luật: một tuần thì tính trước được, một tháng thì không',
  'no law: when offices open': 'không có luật: giờ cơ quan mở cửa',
  'no law: networks give up a text after hours, not minutes':
    'không có luật: mạng bỏ một tin sau nhiều giờ, không phải vài phút',
  'no law: a phone that is on shows it at once; the text still comes that day':
    'không có luật: máy đang bật thì hiện ngay; tin nhắn vẫn đến trong ngày',
  'no law: later than that it no longer says what it was meant to':
    'không có luật: trễ hơn thì tin không còn đúng ý',
};

/** What is wrong with a value, for the person who typed it. */
export function problemText(problem: ValueProblem): Text {
  switch (problem.code) {
    case 'unknown':
      return say('Không có mục này trong ngày đó.', 'There is no such parameter on that day.');
    case 'fixed-by-law':
      return say(
        `Luật đã định (${basisText(problem.basis, 'vi')}); địa phương không được đặt khác.`,
        `Fixed by law (${problem.basis}); a place cannot set it.`,
      );
    case 'below-law':
      return say(
        `Luật cho ít nhất ${problem.min} (${basisText(problem.basis, 'vi')}); chỉ được nâng lên.`,
        `The law gives at least ${problem.min} (${problem.basis}); it can only be raised.`,
      );
    case 'too-low':
      return say(`Nhỏ quá: ít nhất ${problem.min}.`, `Too low: at least ${problem.min}.`);
    case 'too-high':
      return say(`Lớn quá: nhiều nhất ${problem.max}.`, `Too high: at most ${problem.max}.`);
    case 'not-a-number':
      return say('Hãy ghi một con số.', 'Give a number.');
    case 'not-whole':
      return say('Hãy ghi số nguyên.', 'Give a whole number.');
    default:
      return say(
        `Chưa đúng dạng. ${EXAMPLES[problem.code].vi}`,
        `Not in the right form. ${EXAMPLES[problem.code].en}`,
      );
  }
}

type FormCode = Exclude<
  ValueProblem['code'],
  'unknown' | 'fixed-by-law' | 'below-law' | 'too-low' | 'too-high' | 'not-a-number' | 'not-whole'
>;

/** How a value that is not a plain number is typed. */
export const EXAMPLES = {
  'not-a-time': say('Ví dụ: 08:00', 'For example: 08:00'),
  'not-a-window': say(
    'Ví dụ: 07:00-22:00 (mở từ 05:00 đến 09:00, đóng từ 17:00 đến 22:00)',
    'For example: 07:00-22:00 (opens 05:00 to 09:00, closes 17:00 to 22:00)',
  ),
  'not-a-cadence': say(
    'Ví dụ: 7/30 14/90 30 (7 ngày một lần đến ngày 30, 14 ngày đến ngày 90, sau đó 30 ngày)',
    'For example: 7/30 14/90 30 (every 7 days to day 30, every 14 to day 90, then every 30)',
  ),
  'not-a-pace': say(
    'Ví dụ: 3 150/50 7-60 (sau 3 lần ổn thì thưa thành 150%, sau lần lo thì còn 50%, từ 7 đến 60 ngày)',
    'For example: 3 150/50 7-60 (150% after 3 good checks, 50% after a bad one, between 7 and 60 days)',
  ),
  'not-a-ladder': say(
    'Ví dụ: usual: commune 8, province 8 | 2 | 5 (ai, số giờ làm việc để nhận | số lần lặp | số ngày để giải quyết); bậc cuối là tỉnh',
    'For example: usual: commune 8, province 8 | 2 | 5 (who, working hours to take it | repeats | days to resolve); the province last',
  ),
  'not-hours': say(
    'Ví dụ: 07:30-11:30 13:30-17:00, thêm / 07:30-11:00 nếu làm sáng thứ bảy',
    'For example: 07:30-11:30 13:30-17:00, add / 07:30-11:00 for Saturday',
  ),
  'not-market-days': say(
    `Ví dụ: T2 T5 (các thứ trong tuần), hoặc 5 2026-11-22 (5 ngày một phiên, tính từ một ngày có chợ)`,
    `For example: T2 T5 (Monday and Thursday; CN is Sunday), or 5 2026-11-22 (every 5 days from a day it was held)`,
  ),
  'not-yes-or-no': say('Ghi yes (có) hoặc no (không)', 'yes or no'),
} satisfies Record<FormCode, Text>;

/** A value as a sentence; typed notations are for forms. */
export function valueText(value: unknown, unit: Unit | null, lang: 'vi' | 'en'): string {
  const vi = lang === 'vi';
  const counted = (n: number, of: Unit) =>
    `${n.toLocaleString(vi ? 'vi-VN' : 'en-US')} ${UNIT_LABELS[of][lang]}`;
  if (value === null || value === undefined) return vi ? 'không đặt ra' : 'not asked';
  if (typeof value === 'boolean') return value ? (vi ? 'có' : 'yes') : vi ? 'không' : 'no';
  if (typeof value === 'number') return unit ? counted(value, unit) : String(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return cadence(value as CadenceStep[], vi);
  if (has(value, 'hours')) return counted(value.hours, 'hours');
  if (has(value, 'workingDays')) return counted(value.workingDays, 'working days');
  if (has(value, 'usual')) return laddersText(value as unknown as Ladders, lang);
  if (has(value, 'goodChecks')) return paceText(value as unknown as Adaptive, vi);
  if (has(value, 'workday')) return writeValue('office_hours', value);
  if (has(value, 'weekdays')) return writeValue('market_days', value);
  if (has(value, 'every')) {
    const { every, from } = value as unknown as { every: number; from: string };
    const day = formatDay(from);
    return vi ? `${every} ngày một phiên, tính từ ${day}` : `every ${every} days, counted from ${day}`;
  }
  if (has(value, 'from')) return writeValue('sms_window', value);
  return JSON.stringify(value);
}

function cadence(steps: CadenceStep[], vi: boolean): string {
  return steps
    .map(({ everyDays, untilDay }) => {
      const every = vi ? `${everyDays} ngày một lần` : `every ${everyDays} days`;
      if (untilDay === undefined)
        return steps.length === 1 ? every : vi ? `sau đó ${every}` : `then ${every}`;
      return vi ? `${every} đến ngày thứ ${untilDay}` : `${every} to day ${untilDay}`;
    })
    .join('; ');
}

function paceText(
  { goodChecks, longerPercent, shorterPercent, minDays, maxDays }: Adaptive,
  vi: boolean,
): string {
  return vi
    ? `sau ${goodChecks} lần ổn thưa ra ${longerPercent}%, sau lần lo còn ${shorterPercent}%, từ ${minDays} đến ${maxDays} ngày`
    : `${longerPercent}% after ${goodChecks} good checks, ${shorterPercent}% after a bad one, between ${minDays} and ${maxDays} days`;
}

function laddersText(ladders: Ladders, lang: 'vi' | 'en'): string {
  const vi = lang === 'vi';
  return Object.entries(ladders)
    .map(([kind, { levels, repeats, resolveWithin }]) => {
      const name =
        kind === 'usual' ? (vi ? 'Thường' : 'Usual') : ESCALATION_KIND_LABELS[kind as EscalationKind][lang];
      const rungs = levels?.map(({ scope, ackWithinWorkingHours: hours }) =>
        vi ? `${scope === 'commune' ? 'xã' : 'tỉnh'} ${hours} giờ` : `${scope} ${hours} h`,
      );
      const parts = [
        rungs?.join(' → '),
        repeats !== undefined && (vi ? `lặp ${repeats} lần` : `repeated ${repeats} times`),
        resolveWithin !== undefined &&
          (vi
            ? `giải quyết trong ${resolveWithin} ngày làm việc`
            : `resolved within ${resolveWithin} working days`),
      ];
      return `${name}: ${parts.filter(Boolean).join(', ')}`;
    })
    .join('; ');
}

function has<K extends string>(value: unknown, key: K): value is Record<K, number> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

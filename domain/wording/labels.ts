/**
 * How every closed list is called on screens, Vietnamese first. Screens are read by signed-in staff and use the field's
 * own terms, about people first; messages never use these (see messages.ts).
 */
import type { ConsentWay, ToldWhom } from '../consent';
import type { AbsenceReason } from '../cover';
import type { Form } from '../documents';
import type { EscalationState, Resolution } from '../escalation';
import type {
  DutyKind,
  EndPaper,
  EndReason,
  FollowUpState,
  Need,
  PauseReason,
  Proposal,
  Topic,
  VisitOutcome,
} from '../follow-up';
import type {
  CancelReason,
  CentreKind,
  HandoverAction,
  MeetingParty,
  Milestone,
  MilestoneKind,
  NoShowStep,
  RecordableMilestone,
  ReturnReason,
  Standing,
  Treatment,
} from '../handover';
import type { RepaymentWay } from '../instalments';
import type { EscalationKind, LadderLevel } from '../ladder';
import type { EntryKind } from '../ledger';
import type { Borrower, FundSource, LoanAction, LoanStatus, VotingBody } from '../loan';
import type { MatchReason, Spoken } from '../mentor-match';
import type { Asked } from '../needs';
import type { Channel, NoticeKind, Priority } from '../notice';
import type { LateClass } from '../outage';
import type {
  Certificate,
  JobStage,
  JobStep,
  OfferReason,
  OrganisationKind,
  ReferralAction,
  ReferralStatus,
  Trade,
  TrainingPlace,
  TrainingStatus,
  TrainingStep,
} from '../referral';
import type { Role } from '../roles';
import type { Silence } from '../silence';
import type { Lang } from './lang';

export type Text = Record<Lang, string>;

const say = (vi: string, en: string): Text => ({ vi, en });

/** The label of a value read from the database; a value no list knows is shown as it is rather than hidden. */
export function label(list: Readonly<Record<string, Text>>, value: string, lang: Lang): string {
  return Object.hasOwn(list, value) ? (list[value] as Text)[lang] : value;
}

export const ROLE_LABELS = {
  centre: say('Cán bộ cơ sở cai nghiện', 'Centre staff'),
  commune: say('Cán bộ xã, phường', 'Commune officer'),
  mentor: say('Người đồng hành', 'Mentor'),
  supervisor: say('Lãnh đạo phụ trách', 'Supervisor'),
  partner: say('Đơn vị tiếp nhận', 'Partner'),
  admin: say('Quản trị hệ thống', 'Administrator'),
} satisfies Record<Role, Text>;

export const SEX_LABELS = {
  male: say('Nam', 'Male'),
  female: say('Nữ', 'Female'),
  unknown: say('Chưa rõ', 'Not known'),
} satisfies Record<string, Text>;

/** Forms as numbered by Decree 163/2026/NĐ-CP (in force 2026-07-01). */
export const MILESTONE_LABELS = {
  residence: say('Xác định nơi cư trú', 'Residence determined'),
  dossier: say('Hồ sơ vào cơ sở bảo trợ xã hội', 'Dossier for the social-protection facility'),
  plan: say('Kế hoạch cá nhân (mẫu 19)', 'Personal plan (form 19)'),
  notice: say('Thông báo cho xã (mẫu 51)', 'Notice to the commune (form 51)'),
  acceptance: say('Xã tiếp nhận hồ sơ', 'The commune takes the case over'),
  proposal: say('Công an xã đề xuất (mẫu 52)', 'Proposal by the commune police (form 52)'),
  decision: say('Chủ tịch xã quyết định (mẫu 53)', "Decision of the commune's chair (form 53)"),
  mentor: say('Người đồng hành nhận lời', 'Mentor accepts'),
  team: say('Lập tổ quản lý, hỗ trợ xã hội (mẫu 55)', 'Social-support team appointed (form 55)'),
  monitoring: say(
    'Đã xét việc giám sát điện tử (chỉ ghi lại)',
    'Electronic monitoring decided upon (recorded only)',
  ),
  certificate: say(
    'Giấy chứng nhận hoàn thành (mẫu 28, 30 hoặc 50)',
    'Certificate of completion (form 28, 30 or 50)',
  ),
  handout: say('Bàn giao giấy tờ (biên bản mẫu 23)', 'Papers handed out (minutes, form 23)'),
  arrival: say('Đã về trình diện tại xã', 'Arrived in the commune'),
  'first-contact': say('Người đồng hành gặp lần đầu', 'First seen by the mentor'),
} satisfies Record<MilestoneKind, Text>;

export const MILESTONE_STATUS_LABELS = {
  waiting: say('Chờ bước trước', 'Waiting for an earlier step'),
  open: say('Đang chờ làm', 'To do'),
  overdue: say('Quá hạn', 'Overdue'),
  done: say('Đã xong', 'Done'),
  cancelled: say('Không cần nữa', 'No longer needed'),
} satisfies Record<Milestone['status'], Text>;

export const STANDING_LABELS = {
  preparing: say('Đang chuẩn bị', 'Being prepared'),
  'awaiting-acceptance': say('Chờ xã tiếp nhận', 'Waiting for the commune to take over'),
  returned: say('Xã trả lại, cơ sở xử lý', 'Given back to the centre'),
  'awaiting-decision': say('Chờ quyết định', 'Waiting for the decision'),
  'awaiting-mentor': say('Chờ người đồng hành nhận lời', 'Waiting for a mentor'),
  ready: say('Sẵn sàng đón về', 'Ready for the return'),
  'papers-done-person-unseen': say('Đủ giấy tờ, chưa gặp người', 'Papers done, person not seen yet'),
  'not-arrived': say('Quá hạn chưa về', 'Has not come'),
  absent: say('Vắng mặt, đã báo', 'Absent, reported'),
  'arrived-not-contacted': say('Đã về, chưa gặp người đồng hành', 'Arrived, not yet seen by the mentor'),
  'papers-missing': say('Đã về, còn thiếu giấy tờ', 'Home, some paper missing'),
  done: say('Đã đón về xong', 'Handed over'),
  cancelled: say('Đã dừng', 'Stopped'),
} satisfies Record<Standing, Text>;

export const RETURN_REASON_LABELS = {
  'not-resident': say('Không cư trú ở đây', 'Does not live here'),
  'wrong-commune': say('Nhầm xã', 'Wrong commune'),
  'incomplete-file': say('Hồ sơ chưa đủ', 'The file is incomplete'),
} satisfies Record<ReturnReason, Text>;

export const CANCEL_REASON_LABELS = {
  died: say('Đã mất', 'Died'),
  escaped: say('Đã bỏ trốn khỏi cơ sở', 'Left the centre without leave'),
  imprisoned: say('Chấp hành án phạt tù', 'Imprisoned'),
  missing: say('Mất liên lạc, đã báo', 'Missing, reported'),
  mistake: say('Lập hồ sơ nhầm', 'Started by mistake'),
} satisfies Record<CancelReason, Text>;

export const MEETING_LABELS = {
  club: say('Câu lạc bộ', 'Club'),
  commune: say('Cán bộ xã, phường', 'Commune'),
  family: say('Gia đình', 'Family'),
} satisfies Record<MeetingParty, Text>;

export const NO_SHOW_LABELS = {
  'call-family': say('Gọi cho gia đình', 'Call the family'),
  'look-at-home': say('Đến nhà tìm', 'Look at home'),
  'ask-centre': say('Hỏi lại cơ sở', 'Ask the centre'),
  report: say('Báo cáo vắng mặt', 'Report the absence'),
  check: say('Hỏi lại tin tức định kỳ', 'Look for news again'),
} satisfies Record<NoShowStep, Text>;

/** Papers, as numbered by Decree 163/2026/NĐ-CP. */
export const FORM_LABELS = {
  '19': say('Kế hoạch cá nhân (mẫu 19)', 'Personal plan (form 19)'),
  dossier: say('Hồ sơ vào cơ sở bảo trợ xã hội', 'Dossier for the social-protection facility'),
  '51': say('Thông báo (mẫu 51)', 'Notice (form 51)'),
  '52': say('Đề xuất của Công an xã (mẫu 52)', 'Proposal of the commune police (form 52)'),
  '53': say('Quyết định của Chủ tịch xã (mẫu 53)', "Decision of the commune's chair (form 53)"),
  '55': say('Quyết định lập tổ hỗ trợ (mẫu 55)', 'Appointment of the team (form 55)'),
  monitoring: say('Văn bản về giám sát điện tử', 'Decision on electronic monitoring'),
  '50': say('Giấy chứng nhận, cai nghiện bắt buộc (mẫu 50)', 'Certificate, compulsory (form 50)'),
  '30': say('Giấy chứng nhận, tự nguyện tại cơ sở (mẫu 30)', 'Certificate, voluntary (form 30)'),
  '28': say('Giấy chứng nhận, tại cộng đồng (mẫu 28)', 'Certificate, in the community (form 28)'),
  '33': say('Tóm tắt lý lịch (mẫu 33)', 'Summary of the life so far (form 33)'),
  '23': say('Biên bản bàn giao (mẫu 23)', 'Minutes of the hand-out (form 23)'),
  pledge: say('Bản cam kết', 'Pledge'),
  '54': say('Thông báo chuyển nơi ở (mẫu 54)', 'Notice of a move (form 54)'),
  '60': say('Phân công người giúp đỡ nơi mới (mẫu 60)', 'Helper named by the new commune (form 60)'),
  '56': say('Giấy chứng nhận hết thời hạn (mẫu 56)', 'Certificate of the end of the term (form 56)'),
  '57': say('Đưa ra khỏi danh sách (mẫu 57)', 'Delisting (form 57)'),
} satisfies Record<Form, Text>;

export const TREATMENT_LABELS = {
  voluntary: say('Tự nguyện', 'Voluntary'),
  compulsory: say('Bắt buộc', 'Compulsory'),
  substitution: say('Điều trị thay thế', 'Substitution treatment'),
} satisfies Record<Treatment, Text>;

export const CENTRE_KIND_LABELS = {
  public: say('Công lập', 'Public'),
  private: say('Tư nhân', 'Private'),
} satisfies Record<CentreKind, Text>;

export const VISIT_OUTCOME_LABELS = {
  met: say('Đã gặp, mọi việc ổn', 'Met, all is well'),
  phone: say('Đã nói chuyện qua điện thoại', 'Talked by phone'),
  'not-home': say('Không có ở nhà', 'Not at home'),
  away: say('Đang đi xa', 'Away for a while'),
  moved: say('Đã chuyển đi nơi khác', 'Moved elsewhere'),
  refused: say('Chưa muốn gặp', 'Did not want to meet'),
  ill: say('Đang ốm', 'Ill'),
  promised: say('Hẹn gặp hôm khác', 'Promised another day'),
  worry: say('Đã gặp, có điều lo lắng', 'Met, something worries me'),
} satisfies Record<VisitOutcome, Text>;

/** Visit.status, see prisma/schema.prisma. */
export const VISIT_STATUS_LABELS = {
  planned: say('Đã hẹn', 'Planned'),
  reported: say('Đã báo', 'Reported'),
  missed: say('Chưa có tin', 'Not heard of'),
  late: say('Báo muộn', 'Reported late'),
  cancelled: say('Đã hủy', 'Cancelled'),
  unplanned: say('Gặp ngoài lịch', 'Outside the plan'),
} satisfies Record<string, Text>;

export const NEED_LABELS = {
  training: say('Học nghề', 'Vocational training'),
  job: say('Việc làm', 'Job'),
  loan: say('Vay vốn', 'Loan'),
  papers: say('Giấy tờ, học hành của con', "Papers, children's schooling"),
  'in-kind': say('Hỗ trợ hiện vật', 'Help in kind'),
  assessment: say('Đánh giá tình trạng', 'Assessment'),
  other: say('Hỗ trợ khác', 'Other support'),
} satisfies Record<Need, Text>;

/** What can be asked for, in the words of who asks. */
export const ASKED_LABELS = {
  ...NEED_LABELS,
  insurance: say('Bảo hiểm y tế', 'Health insurance card'),
  identity: say('Căn cước, hộ tịch', 'Identity papers'),
  schooling: say('Học hành của con', "Children's schooling"),
  health: say('Chăm sóc sức khỏe', 'Health care'),
  'hiv-test': say('Xét nghiệm HIV', 'HIV test'),
  arv: say('Điều trị ARV', 'ARV treatment'),
  methadone: say('Điều trị methadone', 'Methadone treatment'),
} satisfies Record<Asked, Text>;

export const MATCH_LABELS = {
  near: say('cùng xã', 'same commune'),
  speaks: say('nói được tiếng của người ấy', 'speaks their language'),
  'same-sex': say('cùng giới', 'same sex'),
  free: say('chưa đồng hành ai', 'accompanies nobody yet'),
  full: say('đang đồng hành nhiều người', 'accompanies many already'),
} satisfies Record<MatchReason, Text>;

export const SPOKEN_LABELS = {
  vi: say('Tiếng Việt', 'Vietnamese'),
  tai: say('Tiếng Thái', 'Thái'),
  hmong: say('Tiếng Mông', 'Mông'),
  muong: say('Tiếng Mường', 'Mường'),
  dao: say('Tiếng Dao', 'Dao'),
} satisfies Record<Spoken, Text>;

export const TOPIC_LABELS = {
  'daily-life': say('Sinh hoạt hằng ngày', 'Daily life'),
  family: say('Gia đình', 'Family'),
  health: say('Sức khỏe', 'Health'),
  work: say('Việc làm, thu nhập', 'Work and income'),
  papers: say('Giấy tờ, thủ tục', 'Papers'),
  friends: say('Bạn bè, xóm giềng', 'Friends and neighbours'),
  law: say('Quyền và nghĩa vụ', 'Rights and duties'),
} satisfies Record<Topic, Text>;

/** What the commune should think of after a report. */
export const PROPOSAL_LABELS = {
  absence: say('Người ấy đang đi xa: hãy ghi thời gian vắng mặt', 'They are away: record the absence'),
  move: say('Người ấy đã chuyển đi: hãy báo cho xã nơi đến', 'They moved: tell the commune they moved to'),
  pause: say(
    'Người ấy đang ốm: nếu nằm viện, hãy tạm dừng các buổi thăm',
    'They are ill: pause the visits if they are in hospital',
  ),
  assessment: say(
    'Có điều lo lắng: hãy xem có cần đề nghị đánh giá không',
    'Something worries the mentor: consider an assessment',
  ),
} satisfies Record<Proposal, Text>;

export const PAUSE_REASON_LABELS = {
  hospital: say('Nằm viện', 'In hospital'),
  prison: say('Bị giam giữ', 'In prison'),
} satisfies Record<PauseReason, Text>;

export const END_REASON_LABELS = {
  relapse: say('Được xác định nghiện lại', 'Assessed as addicted again'),
  prison: say('Chấp hành án phạt tù', 'Serving a prison sentence'),
  death: say('Đã mất', 'Died'),
  missing: say('Mất tích', 'Missing'),
  'compulsory-education': say('Đưa vào cơ sở giáo dục bắt buộc', 'Sent to compulsory education'),
} satisfies Record<EndReason, Text>;

/** FollowUp.closedWhy. */
export const CLOSED_WHY_LABELS = {
  completed: say('Hết thời hạn', 'Term completed'),
  ...END_REASON_LABELS,
} satisfies Record<NonNullable<FollowUpState['closed']>, Text>;

export const END_PAPER_LABELS = {
  certificate: say('Giấy chứng nhận hết thời hạn (mẫu 56)', 'Certificate of the end of the term (form 56)'),
  delisting: say('Đưa ra khỏi danh sách (mẫu 57)', 'Delisting (form 57)'),
} satisfies Record<EndPaper, Text>;

export const REFERRAL_STATUS_LABELS = {
  draft: say('Bản nháp', 'Draft'),
  requested: say('Chờ trả lời', 'Waiting for an answer'),
  accepted: say('Đã nhận', 'Accepted'),
  rejected: say('Không nhận', 'Refused'),
  'in-progress': say('Đang thực hiện', 'In progress'),
  'on-hold': say('Tạm dừng', 'On hold'),
  completed: say('Hoàn thành', 'Completed'),
  failed: say('Không thành', 'Not successful'),
  cancelled: say('Đã hủy', 'Cancelled'),
  'entered-in-error': say('Nhập nhầm', 'Entered in error'),
} satisfies Record<ReferralStatus, Text>;

/** Why a next step is offered. */
export const OFFER_LABELS = {
  refused: say('Nơi trước chưa nhận: chọn nơi khác', 'The one before declined: choose another'),
  certificate: say('Đã có chứng chỉ: tìm việc làm', 'There is a certificate: look for a job'),
  'job-lost': say('Đã nghỉ việc: tìm việc khác', 'The job was lost: look for another'),
} satisfies Record<OfferReason, Text>;

export const TRADE_LABELS = {
  crops: say('Trồng trọt', 'Crops'),
  livestock: say('Chăn nuôi, thú y', 'Livestock'),
  forestry: say('Lâm nghiệp', 'Forestry'),
  sewing: say('May', 'Sewing'),
  weaving: say('Dệt, thổ cẩm, đan lát', 'Weaving'),
  construction: say('Xây dựng', 'Construction'),
  carpentry: say('Mộc', 'Carpentry'),
  welding: say('Hàn, cơ khí', 'Welding, metalwork'),
  electrics: say('Điện, điện lạnh', 'Electrics'),
  'vehicle-repair': say('Sửa xe, máy', 'Repair of vehicles and machines'),
  driving: say('Lái xe', 'Driving'),
  cooking: say('Nấu ăn, chế biến', 'Cooking'),
  hairdressing: say('Cắt tóc, làm đẹp', 'Hairdressing'),
  factory: say('Công nhân', 'Factory work'),
  trade: say('Buôn bán', 'Trade'),
  services: say('Dịch vụ', 'Services'),
  other: say('Nghề khác', 'Another trade'),
} satisfies Record<Trade, Text>;

export const TRAINING_STATUS_LABELS = {
  enrolled: say('Đã nhập học', 'Enrolled'),
  attending: say('Đang học', 'Attending'),
  certified: say('Đã có chứng chỉ', 'Certified'),
  'dropped-out': say('Đã thôi học', 'Left'),
} satisfies Record<TrainingStatus, Text>;

export const TRAINING_PLACE_LABELS = {
  centre: say('Tại cơ sở', 'In the centre'),
  community: say('Tại cộng đồng', 'In the community'),
} satisfies Record<TrainingPlace, Text>;

export const CERTIFICATE_LABELS = {
  elementary: say('Sơ cấp', 'Elementary'),
  other: say('Loại khác', 'Another kind'),
} satisfies Record<Certificate, Text>;

export const JOB_STAGE_LABELS = {
  advised: say('Đã tư vấn', 'Advised'),
  introduced: say('Đã giới thiệu', 'Introduced'),
  started: say('Đang làm', 'At work'),
  stable: say('Việc làm ổn định', 'Stable job'),
  lost: say('Đã nghỉ việc', 'Lost'),
} satisfies Record<JobStage, Text>;

export const ESCALATION_KIND_LABELS = {
  'visit-missed': say('Chưa có tin về buổi thăm', 'A visit was not heard of'),
  'milestone-overdue': say('Một bước đón về quá hạn', 'A step of the handover is overdue'),
  'referral-silent': say('Giới thiệu chưa có hồi âm', 'A referral got no answer'),
  'loan-silent': say('Một khoản vay chưa có hồi âm', 'A loan got no answer'),
  'training-absent': say('Vắng học nhiều buổi liền', 'Absent from training several times in a row'),
  'course-silent': say('Lớp học chưa được ghi tiếp', 'A class was not told of'),
  'nobody-to-tell': say('Không có ai để báo', 'Nobody could be told'),
  'mentor-missing': say('Chưa có người đồng hành', 'A person has no mentor'),
  'move-silent': say('Xã nơi đến chưa trả lời', 'The destination of a move is silent'),
  'follow-up-overdue': say('Một việc đồng hành quá hạn', 'A duty of the follow-up is overdue'),
  'club-silent': say('Chưa ghi một buổi câu lạc bộ', 'A club meeting was not told of'),
  'later-check-silent': say('Chưa hỏi thăm sau khi kết thúc', 'Nobody asked after the end of the term'),
} satisfies Record<EscalationKind, Text>;

export const ABSENCE_REASON_LABELS = {
  leave: say('Nghỉ phép', 'On leave'),
  ill: say('Nghỉ ốm', 'Ill'),
  duty: say('Đi công tác, đi học', 'Away on duty or training'),
  other: say('Lý do khác', 'Other'),
} satisfies Record<AbsenceReason, Text>;

/** Who has it: the rung of the ladder. */
export const RUNG_LABELS = {
  commune: say('lãnh đạo xã', 'the commune'),
  province: say('lãnh đạo tỉnh', 'the province'),
} satisfies Record<LadderLevel['scope'], Text>;

/** Why nothing is heard of the one who should have acted. */
export const SILENCE_LABELS = {
  nobody: say('Chưa có ai giữ việc này', 'Nobody holds this'),
  unreachable: say('Không liên lạc được', 'Cannot be reached'),
  overloaded: say('Đang giúp quá nhiều người', 'Looks after too many'),
  silent: say('Liên lạc được nhưng chưa trả lời', 'Can be reached, but no answer'),
} satisfies Record<Silence, Text>;

/** What is proposed for each. */
export const SILENCE_ACTION_LABELS = {
  nobody: say('Cử một người, hoặc người thay khi vắng', 'Name somebody, or who stands in'),
  unreachable: say(
    'Đến gặp hoặc gọi máy khác; hỏi số mới',
    'Go there or call another phone; ask for the new number',
  ),
  overloaded: say('Chia bớt người cho người khác', 'Share some of these people with another'),
  silent: say(
    'Nói chuyện, hỏi vướng mắc; nếu cần, đổi người',
    'Talk and ask what is in the way; if need be, name another',
  ),
} satisfies Record<Silence, Text>;

export const ESCALATION_STATUS_LABELS = {
  open: say('Chưa ai nhận', 'Not taken yet'),
  acknowledged: say('Đã có người nhận', 'Taken'),
  resolved: say('Đã giải quyết', 'Resolved'),
} satisfies Record<EscalationState['status'], Text>;

export const RESOLUTION_LABELS = {
  'done-late': say('Đã làm, dù muộn', 'Done, though late'),
  'mentor-reminded': say('Đã nhắc người đồng hành', 'The mentor was reminded'),
  'mentor-replaced': say('Đã đổi người đồng hành', 'Another mentor was named'),
  'visited-by-other': say('Người khác đã đến thăm', 'Somebody else visited'),
  'not-needed': say('Không cần nữa', 'No longer needed'),
  other: say('Cách khác (xin ghi rõ)', 'Otherwise (please say how)'),
} satisfies Record<Resolution, Text>;

export const NOTICE_KIND_LABELS = {
  'milestone-request': say('Đến lượt làm một bước', 'A step is waiting'),
  'milestone-reminder': say('Nhắc bước sắp đến hạn', 'Reminder of a step'),
  'case-returned': say('Xã trả lại hồ sơ', 'A case was given back'),
  'not-arrived': say('Chưa về đến xã', 'Somebody has not come'),
  'mentor-request': say('Mời làm người đồng hành', 'Request to a mentor'),
  'mentor-declined': say('Cần chọn người đồng hành khác', 'Another mentor is needed'),
  'visit-reminder': say('Nhắc buổi thăm', 'Reminder of a visit'),
  'follow-up-request': say('Một việc đồng hành đang chờ', 'The follow-up waits for an office'),
  'follow-up-reminder': say('Nhắc việc đồng hành sắp đến hạn', 'Reminder to an office'),
  'mentor-assigned': say('Được giao đồng hành', 'A mentor takes over'),
  'move-declined': say('Xã nơi đến không nhận', 'The destination declines'),
  escalation: say('Việc cần lãnh đạo xử lý', 'Escalation'),
  'referral-request': say('Đề nghị tiếp nhận', 'Request to a partner'),
  'referral-answer': say('Trả lời về giới thiệu', "A partner's answer"),
  'loan-request': say('Đến lượt làm một bước của khoản vay', 'A loan waits for a step'),
  'loan-reminder': say('Nhắc ngày trả góp', 'Reminder of an instalment'),
  'loan-talk': say('Nhờ hỏi thăm', 'Request to talk'),
  'loan-news': say('Tin mới về khoản vay', 'News of a loan'),
  'push-agreed': say('Đã nhận báo qua trình duyệt', 'Told by a browser from now on'),
  'visit-told': say('Báo người về: có người đến thăm', 'To the person: somebody comes'),
  'report-taken': say('Đã nhận báo cáo', 'A report has arrived'),
  'referral-offer': say('Đề xuất bước tiếp', 'Offer of a next step'),
  'referral-reminder': say('Nhắc việc của giới thiệu', 'Reminder of a referral'),
  'job-check': say('Nhắc hỏi thăm việc làm', 'Reminder to check a job'),
  'training-absent': say('Vắng học nhiều buổi', 'Absent from training'),
  'report-saved': say('Số liệu tháng đã có', 'The figures of the month are ready'),
  'club-meeting': say('Nhắc buổi câu lạc bộ', 'A club meets'),
  'club-report': say('Nhắc ghi ai có mặt', 'Asked who came to a club'),
  'course-report': say('Nhắc ghi lớp học', 'Asked to tell of a class'),
  'later-check': say('Nhắc hỏi thăm sau khi kết thúc', 'Asked to look after somebody later'),
  'phone-dead': say('Số điện thoại không còn dùng được', 'A phone that takes no more texts'),
} satisfies Record<NoticeKind, Text>;

/** Notice.status, see prisma/schema.prisma. */
export const NOTICE_STATUS_LABELS = {
  planned: say('Đã lên lịch', 'Planned'),
  claimed: say('Đang gửi', 'Being sent'),
  sent: say('Đã gửi', 'Sent'),
  failed: say('Không gửi được', 'Failed'),
  withdrawn: say('Đã rút, không còn cần', 'Withdrawn, no longer needed'),
  expired: say('Quá hạn, không gửi nữa', 'Expired, not sent'),
  collapsed: say('Gộp vào tin khác', 'Put into another message'),
} satisfies Record<string, Text>;

/** Notice.lateClass: what became of what an outage held up. */
export const LATE_CLASS_LABELS = {
  'send-late': say('Gửi muộn', 'Sent late'),
  collapse: say('Gộp vào tin khác', 'Put into another message'),
  drop: say('Bỏ, không còn đúng', 'Dropped, no longer true'),
} satisfies Record<LateClass, Text>;

/** Message.status, see prisma/schema.prisma. A receipt says that the handset was reached, never that somebody read. */
export const MESSAGE_STATUS_LABELS = {
  standby: say('Dự phòng', 'Standing by'),
  queued: say('Chờ gửi', 'Waiting to be sent'),
  sending: say('Đang gửi', 'Sending'),
  sent: say('Đã gửi', 'Sent'),
  delivered: say('Đã đến máy', 'Reached the handset'),
  undelivered: say('Không đến được máy', 'Did not reach the handset'),
  failed: say('Không gửi được', 'Failed'),
  unknown: say('Chưa rõ đã đến chưa', 'Unknown'),
} satisfies Record<string, Text>;

export const TOLD_LABELS = {
  person: say('Chính người ấy', 'The person'),
  family: say('Gia đình', 'The family'),
} satisfies Record<ToldWhom, Text>;

export const CONSENT_WAY_LABELS = {
  signed: say('Ký giấy', 'Signed'),
  spoken: say('Nói trực tiếp', 'Said in person'),
  phone: say('Qua điện thoại', 'By phone'),
} satisfies Record<ConsentWay, Text>;

export const CHANNEL_LABELS = {
  push: say('Trình duyệt', 'Browser'),
  sms: say('Tin nhắn', 'SMS'),
  email: say('Thư điện tử', 'E-mail'),
} satisfies Record<Channel, Text>;

export const PRIORITY_LABELS = {
  routine: say('Thường', 'Routine'),
  urgent: say('Gấp', 'Urgent'),
  critical: say('Khẩn', 'Critical'),
} satisfies Record<Priority, Text>;

/** Handover.status and FollowUp.status. */
export const CASE_STATUS_LABELS = {
  open: say('Đang mở', 'Open'),
  completed: say('Đã hoàn thành', 'Completed'),
  cancelled: say('Đã hủy', 'Cancelled'),
  closed: say('Đã kết thúc', 'Closed'),
} satisfies Record<string, Text>;

export const LOAN_STATUS_LABELS = {
  vouching: say('Chờ tín chấp', 'Waiting for who vouches'),
  appraising: say('Đang bình xét', 'Being appraised'),
  deciding: say('Chờ quyết định', 'Waiting for the decision'),
  waiting: say('Chờ vốn', 'Waiting for money'),
  approved: say('Đã duyệt, chờ giải ngân', 'Approved, to be paid out'),
  running: say('Đang vay', 'Running'),
  arrears: say('Trả chậm', 'In arrears'),
  matured: say('Đã trả hết', 'Paid back'),
  refused: say('Không cho vay', 'Refused'),
  withdrawn: say('Đã rút', 'Withdrawn'),
  repaid: say('Đã kết thúc', 'Ended, paid back'),
  'written-off': say('Đã xóa nợ', 'Written off'),
} satisfies Record<LoanStatus, Text>;

export const BORROWER_LABELS = {
  person: say('Bản thân người ấy', 'The person'),
  household: say('Hộ gia đình', 'The household'),
} satisfies Record<Borrower, Text>;

export const VOTING_BODY_LABELS = {
  club: say('Câu lạc bộ', 'Club'),
  commune: say('Xã, phường', 'Commune'),
} satisfies Record<VotingBody, Text>;

export const REPAYMENT_WAY_LABELS = {
  equal: say('Trả góp hằng tháng', 'A part each month'),
  end: say('Trả một lần khi hết hạn', 'All at the end'),
} satisfies Record<RepaymentWay, Text>;

/** Where a fund's money comes from. */
export const FUND_SOURCE_LABELS = {
  'policy-bank': say('Tín dụng chính sách', 'Policy bank credit'),
  vouched: say('Tín chấp qua đoàn thể', 'Vouched by a mass organisation'),
  revolving: say('Quỹ quay vòng', 'Revolving fund'),
  charity: say('Quỹ thiện nguyện không lãi', 'Interest-free charity money'),
} satisfies Record<FundSource, Text>;

export const ENTRY_KIND_LABELS = {
  'capital-in': say('Góp vốn', 'Capital put in'),
  'capital-out': say('Rút vốn', 'Capital taken out'),
  disburse: say('Giải ngân', 'Paid out'),
  'repay-principal': say('Thu nợ gốc', 'Principal paid back'),
  'repay-interest': say('Thu lãi', 'Interest paid'),
  'write-off': say('Xóa nợ', 'Written off'),
  recovered: say('Thu hồi nợ đã xóa', 'Recovered after writing off'),
  reversal: say('Bút toán đảo', 'Reversal'),
} satisfies Record<EntryKind, Text>;

/** Organisation.kind. */
export const ORGANISATION_KIND_LABELS = {
  school: say('Cơ sở dạy nghề', 'Vocational school'),
  employment: say('Dịch vụ việc làm', 'Employment service'),
  employer: say('Nơi tuyển dụng', 'Employer'),
  bank: say('Ngân hàng', 'Bank'),
  fund: say('Quỹ vay vốn', 'Loan fund'),
  clinic: say('Cơ sở y tế', 'Clinic'),
  charity: say('Tổ chức thiện nguyện', 'Charity'),
  facility: say('Cơ sở bảo trợ xã hội', 'Social-protection facility'),
  union: say('Hội, đoàn thể', 'Mass organisation'),
  club: say('Câu lạc bộ', 'Club'),
} satisfies Record<OrganisationKind, Text>;

/** Every `next.action` a workflow gives: the one thing a case waits for, said to the person whose turn it is. */
export type NextAction =
  | HandoverAction
  | 'visit'
  | 'report'
  | 'close'
  | DutyKind
  | 'acknowledge'
  | 'resolve'
  | 'sign-outage'
  | 'club-meeting'
  | 'later-check'
  | 'answer-inbound'
  | LoanAction
  | ReferralAction;

export const NEXT_ACTION_LABELS = {
  residence: say('Ghi nơi cư trú', 'Enter the residence'),
  notice: say('Gửi thông báo cho xã (mẫu 51)', 'Send the notice to the commune (form 51)'),
  dossier: say('Gửi hồ sơ vào cơ sở bảo trợ xã hội', 'Send the dossier to the social-protection facility'),
  plan: say('Lập kế hoạch cá nhân (mẫu 19)', 'Write the personal plan (form 19)'),
  acceptance: say('Tiếp nhận hoặc trả lại hồ sơ', 'Take the case over, or give it back'),
  proposal: say('Ghi đề xuất (mẫu 52)', 'Record the proposal (form 52)'),
  decision: say(
    'Ghi quyết định và chọn người đồng hành (mẫu 53)',
    'Record the decision and name the mentor (form 53)',
  ),
  mentor: say('Trả lời hoặc chọn người đồng hành', 'Answer the request, or name a mentor'),
  team: say('Lập tổ quản lý, hỗ trợ xã hội (mẫu 55)', 'Appoint the social-support team (form 55)'),
  monitoring: say('Ghi việc xét giám sát điện tử', 'Record the decision on monitoring'),
  certificate: say('Ghi giấy chứng nhận hoàn thành', 'Record the certificate of completion'),
  handout: say('Ghi việc bàn giao giấy tờ (mẫu 23)', 'Record the hand-out of the papers (form 23)'),
  arrival: say('Xác nhận đã về xã', 'Confirm the arrival'),
  'first-contact': say('Gặp lần đầu', 'See the person for the first time'),
  'no-show-call-family': say('Chưa về: gọi cho gia đình', 'Not come: call the family'),
  'no-show-look-at-home': say('Chưa về: đến nhà tìm', 'Not come: look at home'),
  'no-show-ask-centre': say('Chưa về: hỏi lại cơ sở', 'Not come: ask the centre'),
  'no-show-report': say('Chưa về: báo cáo vắng mặt', 'Not come: report the absence'),
  'no-show-check': say('Vắng mặt: hỏi lại tin tức', 'Absent: look for news again'),
  visit: say('Ghé thăm và báo lại', 'Visit and report'),
  report: say('Báo lại buổi thăm', 'Report the visit'),
  close: say('Chuẩn bị kết thúc (mẫu 56, 57)', 'Prepare the end of the term (forms 56, 57)'),
  'name-mentor': say('Chọn người đồng hành mới', 'Name a new mentor'),
  'accept-move': say(
    'Nhận người chuyển đến và chọn người đồng hành (mẫu 54, 60)',
    'Take over the person moving in and name a mentor (forms 54, 60)',
  ),
  'check-pause': say('Xem người ấy đã về chưa', 'See whether the person is back'),
  'end-certificate': say(
    'Lập giấy chứng nhận hết thời hạn (mẫu 56)',
    'Prepare the end certificate (form 56)',
  ),
  delisting: say('Đưa ra khỏi danh sách (mẫu 57)', 'Delist (form 57)'),
  acknowledge: say('Nhận xử lý', 'Take it'),
  resolve: say('Giải quyết và ghi lại', 'Resolve it and say how'),
  'sign-outage': say('Xem và ký về một lần gián đoạn', 'Look at an outage and sign'),
  'answer-inbound': say('Xem và trả lời một tin nhắn đến', 'Look at a text that came in'),
  'loan-vouching': say('Ghi việc đoàn thể tín chấp', 'Record who vouches'),
  'loan-appraising': say('Bình xét và ghi phiếu', 'Appraise and record the votes'),
  'loan-deciding': say('Quyết định cho vay', 'Decide on the loan'),
  'loan-waiting': say('Chờ quỹ có vốn', 'Waits until the fund has money'),
  'loan-approved': say('Giải ngân', 'Pay the loan out'),
  'loan-running': say('Ghi lần trả', 'Record the repayment'),
  'loan-talk': say('Hỏi thăm, xem có khó khăn gì', 'Talk and ask what is in the way'),
  'loan-offer': say('Đề nghị giãn ngày trả', 'Offer other dates'),
  'loan-commune': say('Cùng gia đình tìm cách', 'Find a way with the family'),
  'loan-matured': say('Cho vay lượt mới hoặc để kết thúc', 'Lend another turn, or let it end'),
  'referral-draft': say('Chọn nơi và gửi, hoặc bỏ', 'Choose a partner and send, or drop it'),
  'referral-requested': say('Nhận hoặc từ chối', 'Accept or refuse'),
  'referral-accepted': say('Ghi ngày bắt đầu', 'Record the start'),
  'referral-in-progress': say('Ghi kết quả', 'Record the outcome'),
  'referral-on-hold': say('Tiếp tục hoặc kết thúc', 'Go on or end it'),
  'training-attendance': say('Điểm danh lớp học', 'Record attendance'),
  'training-result': say('Ghi kết quả khóa học', 'Record the result of the course'),
  'job-check': say('Hỏi thăm việc làm', 'Check how the job goes'),
  'club-meeting': say('Họp câu lạc bộ, ghi ai có mặt', 'Hold the club meeting, note who came'),
  'later-check': say('Hỏi thăm sau khi kết thúc', 'Ask how things are after the term'),
} satisfies Record<NextAction, Text>;

/** Every `what` a workflow records (TimelineEvent.kind); a test reads them from the workflows' source. */
export type TimelineKind =
  | 'handover-started'
  | 'aftercare-begun'
  | 'aftercare-checked'
  | 'aftercare-overdue'
  | 'aftercare-missed'
  | 'aftercare-withdrawn'
  | 'club-opened'
  | 'club-changed'
  | 'club-met'
  | 'club-silent'
  | 'club-closed'
  | 'course-opened'
  | 'course-told'
  | 'course-silent'
  | `milestone-${RecordableMilestone}`
  | 'residence-known'
  | 'facility-given'
  | 'case-returned'
  | 'case-resent'
  | 'no-show-step'
  | 'end-moved'
  | 'meeting-held'
  | 'document-recorded'
  | 'handover-cancelled'
  | 'handover-ended'
  | 'mentor-named'
  | 'mentor-accepted'
  | 'mentor-declined'
  | 'overdue'
  | 'follow-up-started'
  | 'visit-reported'
  | 'visit-missed'
  | 'visit-rescheduled'
  | 'mentor-reassigned'
  | 'visit-promised-again'
  | 'contact-reported'
  | 'mentor-gone'
  | 'cover-planned'
  | 'cover-began'
  | 'cover-ended'
  | 'paused'
  | 'still-paused'
  | 'resumed'
  | 'absence-recorded'
  | 'move-asked'
  | 'move-accepted'
  | 'move-declined'
  | 'duty-overdue'
  | 'term-ending'
  | `end-${EndPaper}`
  | 'follow-up-ended'
  | 'need-referred'
  | 'follow-up-completed'
  | 'escalation-raised'
  | 'escalation-told'
  | 'escalation-climbed'
  | 'escalation-rung-empty'
  | 'escalation-acknowledged'
  | 'escalation-reopened'
  | 'escalation-resolved'
  | 'referral-requested'
  | 'referral-moved'
  | 'referral-overdue'
  | 'policy-adopted'
  | 'referral-ended-with-case'
  | 'loan-opened'
  | 'loan-vouched'
  | 'loan-voted'
  | 'loan-decided'
  | 'loan-funded'
  | 'loan-disbursed'
  | 'loan-repaid'
  | 'loan-taken-back'
  | 'loan-late'
  | 'loan-stage'
  | 'loan-talked'
  | 'loan-rescheduled'
  | 'loan-written-off'
  | 'loan-renewed'
  | 'loan-withdrawn'
  | 'loan-ended'
  | 'loan-overdue'
  | 'loan-still-waiting'
  | 'loan-accompanied'
  | 'loan-lives-on'
  | 'referral-offered'
  | 'referral-handed-on'
  | 'referral-accompanied'
  | `training-${TrainingStep['step']}`
  | `job-${JobStep['step']}`
  | 'message-resent'
  | 'message-sent-now'
  | 'consent-recorded'
  | 'consent-withdrawn'
  | 'message-settled'
  | 'link-revoked'
  | 'answer-assigned'
  | 'submission-refused';

export const TIMELINE_LABELS = {
  'handover-started': say('Bắt đầu đón về', 'Handover started'),
  'milestone-dossier': say('Đã gửi hồ sơ vào cơ sở bảo trợ xã hội', 'Dossier sent to the facility'),
  'milestone-plan': say('Đã lập kế hoạch cá nhân (mẫu 19)', 'Personal plan written (form 19)'),
  'milestone-acceptance': say('Xã đã tiếp nhận hồ sơ', 'The commune took the case over'),
  'milestone-team': say(
    'Đã lập tổ quản lý, hỗ trợ xã hội (mẫu 55)',
    'Social-support team appointed (form 55)',
  ),
  'milestone-monitoring': say('Đã ghi việc xét giám sát điện tử', 'Decision on monitoring recorded'),
  'milestone-first-contact': say('Người đồng hành đã gặp lần đầu', 'First seen by the mentor'),
  'milestone-proposal': say('Công an xã đã đề xuất (mẫu 52)', 'The commune police proposed (form 52)'),
  'milestone-decision': say('Chủ tịch xã đã quyết định (mẫu 53)', "The commune's chair decided (form 53)"),
  'milestone-certificate': say('Đã cấp giấy chứng nhận hoàn thành', 'Certificate of completion issued'),
  'milestone-handout': say('Đã bàn giao giấy tờ (mẫu 23)', 'Papers handed out (form 23)'),
  'milestone-arrival': say('Đã về trình diện tại xã', 'Arrived in the commune'),
  'residence-known': say('Đã rõ nơi cư trú, đã thông báo cho xã', 'Residence known, commune notified'),
  'facility-given': say('Cơ sở bảo trợ xã hội tiếp nhận', 'A social-protection facility takes the person'),
  'case-returned': say('Xã trả lại hồ sơ', 'The commune gave the case back'),
  'case-resent': say('Cơ sở đã bổ sung và gửi lại', 'The centre completed and sent it again'),
  'no-show-step': say('Tìm người chưa về', 'Looked for the person who did not come'),
  'end-moved': say('Đã đổi ngày kết thúc', 'The end date was moved'),
  'meeting-held': say('Gặp gỡ trước khi về', 'Meeting before the return'),
  'document-recorded': say('Đã thêm giấy tờ vào hồ sơ', 'A paper was added to the file'),
  'handover-cancelled': say('Đã dừng việc đón về', 'The handover was stopped'),
  'handover-ended': say(
    'Việc đón về khép lại cùng thời gian đồng hành',
    'The handover ended with the follow-up',
  ),
  'mentor-named': say('Đã mời người đồng hành', 'A mentor was asked'),
  'mentor-accepted': say('Người đồng hành đã nhận lời', 'The mentor accepted'),
  'mentor-declined': say('Người đồng hành không nhận được', 'The mentor declined'),
  overdue: say('Có bước quá hạn', 'A step fell overdue'),
  'follow-up-started': say('Bắt đầu thời gian đồng hành', 'Follow-up started'),
  'visit-reported': say('Đã báo buổi thăm', 'Visit reported'),
  'visit-missed': say('Hết hạn báo, chưa có tin về buổi thăm', 'Visit not heard of in time'),
  'visit-rescheduled': say('Đã dời buổi thăm', 'Visit moved to another day'),
  'mentor-reassigned': say('Đã đổi người đồng hành', 'Another mentor took over'),
  'visit-promised-again': say(
    'Lại hẹn hôm khác; buổi thăm vẫn chờ',
    'Promised once more; the visit still waits',
  ),
  'contact-reported': say('Đã báo một lần gặp ngoài lịch', 'A contact outside the plan was reported'),
  'mentor-gone': say(
    'Người đồng hành không còn làm; xã chịu trách nhiệm',
    'The mentor is gone; the commune answers',
  ),
  'cover-planned': say('Đã cử người đồng hành thay tạm', 'A temporary cover was named'),
  'cover-began': say('Người thay tạm bắt đầu', 'The temporary cover began'),
  'cover-ended': say('Người đồng hành trở lại', 'The mentor is back'),
  paused: say('Tạm dừng các buổi thăm', 'Visits paused'),
  'still-paused': say('Đã xem lại: vẫn tạm dừng', 'Looked again: still paused'),
  resumed: say('Tiếp tục các buổi thăm', 'Visits resumed'),
  'absence-recorded': say('Đã ghi thời gian vắng mặt', 'Absence recorded'),
  'move-asked': say('Đã báo xã nơi đến (mẫu 54)', 'The destination was told (form 54)'),
  'move-accepted': say('Xã nơi đến đã nhận (mẫu 60)', 'The destination took over (form 60)'),
  'move-declined': say('Xã nơi đến không nhận', 'The destination declined'),
  'duty-overdue': say('Một việc đồng hành quá hạn', 'A duty fell overdue'),
  'term-ending': say('Sắp hết thời hạn: đến lúc lập giấy tờ', 'The term ends: its papers are due'),
  'end-certificate': say(
    'Đã lập giấy chứng nhận hết thời hạn (mẫu 56)',
    'End certificate prepared (form 56)',
  ),
  'end-delisting': say('Đã đưa ra khỏi danh sách (mẫu 57)', 'Delisted (form 57)'),
  'follow-up-ended': say('Kết thúc trước thời hạn', 'Ended before the term'),
  'need-referred': say('Xã đã đề nghị hỗ trợ', 'The commune passed a need on'),
  'follow-up-completed': say('Kết thúc thời gian đồng hành', 'Follow-up completed'),
  'escalation-raised': say('Quá hạn: chuyển lên lãnh đạo phụ trách', 'Slipped: passed to the supervisor'),
  'escalation-told': say('Đã báo lãnh đạo phụ trách', 'A supervisor was told'),
  'escalation-climbed': say('Chưa ai nhận, đã báo cấp trên', 'Nobody took it, the next level was told'),
  'escalation-rung-empty': say('Cấp này không có ai để báo', 'This level had nobody to tell'),
  'escalation-acknowledged': say('Lãnh đạo đã nhận xử lý', 'A supervisor took it'),
  'escalation-reopened': say(
    'Đã giải quyết một phần; có việc mới nên vẫn còn mở',
    'Resolved in part; something new slipped, so it stays open',
  ),
  'escalation-resolved': say('Đã giải quyết', 'Resolved'),
  'referral-requested': say('Đã gửi giới thiệu', 'Referral sent'),
  'referral-moved': say('Giới thiệu có bước mới', 'The referral moved on'),
  'referral-overdue': say('Giới thiệu quá hạn chưa có tin', 'The referral fell overdue'),
  'policy-adopted': say('Áp dụng quy định mới', 'Went over to the new rules'),
  'referral-ended-with-case': say('Giới thiệu kết thúc cùng hồ sơ', 'The referral ended with the case'),
  'loan-opened': say('Đã lập phương án vay', 'A loan was planned'),
  'loan-vouched': say('Đã ghi việc tín chấp', 'Vouching recorded'),
  'loan-voted': say('Đã ghi phiếu bình xét', 'A vote was recorded'),
  'loan-decided': say('Bên cho vay đã quyết định', 'The lender decided'),
  'loan-funded': say('Quỹ đã dành vốn', 'The fund set the money aside'),
  'loan-disbursed': say('Đã giải ngân', 'The loan was paid out'),
  'loan-repaid': say('Đã ghi một lần trả', 'A repayment was recorded'),
  'loan-taken-back': say('Đã hủy lần trả ghi nhầm', 'A repayment recorded by mistake was undone'),
  'loan-late': say('Chưa thấy trả đúng hẹn: nhờ hỏi thăm', 'Not paid as agreed: somebody is asked to talk'),
  'loan-stage': say('Chưa thấy trả: sang bước hỗ trợ tiếp theo', 'Still not paid: the next kind step'),
  'loan-talked': say('Đã hỏi thăm', 'Somebody talked with them'),
  'loan-rescheduled': say('Đã đổi lịch trả', 'The loan was rescheduled'),
  'loan-written-off': say('Đã xóa nợ', 'The loan was written off'),
  'loan-renewed': say('Vay lượt mới', 'Another turn of the loan'),
  'loan-withdrawn': say('Đã rút việc vay', 'The loan was withdrawn'),
  'loan-ended': say('Khoản vay đã trả xong', 'The loan is paid back'),
  'loan-overdue': say('Khoản vay: quá hạn chưa có tin', 'The loan: nothing heard in time'),
  'loan-still-waiting': say('Vẫn chờ quỹ có vốn', 'Still waits until the fund has money'),
  'loan-accompanied': say('Khoản vay theo người đồng hành mới', 'The loan follows the new mentor'),
  'loan-lives-on': say('Khoản vay tiếp tục sau thời gian đồng hành', 'The loan lives on after the follow-up'),
  'referral-offered': say('Có đề xuất bước tiếp, chờ đồng ý', 'A next step is offered and waits for a yes'),
  'referral-handed-on': say('Xã theo tiếp giới thiệu này', 'The commune sees the referral to its end'),
  'referral-accompanied': say('Giới thiệu có người theo mới', 'Somebody else sees to the referral'),
  'training-enrolled': say('Đã nhập học', 'Enrolled in a course'),
  'training-attended': say('Đã điểm danh', 'Attendance recorded'),
  'training-certified': say('Đã có chứng chỉ', 'Certificate received'),
  'training-dropped-out': say('Đã thôi học', 'Left the course'),
  'job-advised': say('Đã tư vấn việc làm', 'Advised about work'),
  'job-introduced': say('Đã giới thiệu đến nơi tuyển dụng', 'Introduced to an employer'),
  'job-started': say('Đã bắt đầu làm việc', 'Started to work'),
  'job-still-there': say('Vẫn đang làm việc', 'Still at work'),
  'job-lost': say('Đã nghỉ việc', 'Lost the job'),
  'message-sent-now': say(
    'Đã cho gửi ngay, ngoài giờ gửi',
    'A message was sent at once, in spite of its hours',
  ),
  'consent-recorded': say('Đồng ý được báo tin', 'Agreed to be told things'),
  'consent-withdrawn': say('Không muốn được báo tin nữa', 'Wants to be told no more'),
  'message-resent': say('Đã cho gửi lại một tin', 'A message was sent again'),
  'message-settled': say('Đã hỏi và ghi là tin đã đến', 'Asked and noted that a message came'),
  'link-revoked': say('Đã khóa đường dẫn trong một tin', 'The link of a message was closed'),
  'answer-assigned': say('Đã chuyển một tin nhắn đến vào hồ sơ', 'A text that came in was put to the case'),
  'submission-refused': say(
    'Một việc đã gửi khi hệ thống gián đoạn không còn phù hợp, xin xem lại',
    'Something sent during an outage no longer fitted; please look again',
  ),
  'aftercare-begun': say('Đồng ý được hỏi thăm tiếp sau thời hạn', 'Agreed to be asked after later'),
  'aftercare-checked': say('Đã hỏi thăm sau thời hạn', 'Was asked after the term'),
  'aftercare-overdue': say('Chưa hỏi thăm đúng hẹn', 'Was not asked in time'),
  'aftercare-missed': say('Không hỏi thăm được trong năm ấy', 'Was not asked that year'),
  'aftercare-withdrawn': say('Không muốn hỏi thăm nữa: dừng ngay', 'Consent taken back: it ended at once'),
  'club-opened': say('Câu lạc bộ bắt đầu', 'The club began'),
  'club-changed': say('Câu lạc bộ thay đổi', 'The club changed'),
  'club-met': say('Đã ghi một buổi', 'A meeting was told of'),
  'club-silent': say('Chưa ghi một buổi đúng hẹn', 'A meeting was not told of in time'),
  'club-closed': say('Câu lạc bộ đã nghỉ', 'The club has closed'),
  'course-opened': say('Khóa học bắt đầu', 'The course began'),
  'course-told': say('Đã ghi tiếp khóa học', 'The course was told of'),
  'course-silent': say('Chưa ghi tiếp khóa học đúng hẹn', 'The course was not told of in time'),
} satisfies Record<TimelineKind, Text>;

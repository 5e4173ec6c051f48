/**
 * The words of the screens, Vietnamese first. Labels of closed lists (statuses, roles, outcomes …) and the sentences of
 * refusals are the product's own wording and live in domain/wording; problems of spreadsheet rows in domain/discharge-row.
 */
import type { Lang } from '../language';

function pair(vi: string, en: string): Record<Lang, string>;
function pair<A extends unknown[]>(
  vi: (...values: A) => string,
  en: (...values: A) => string,
): Record<Lang, (...values: A) => string>;
function pair<T extends Record<string, string>>(
  vi: T,
  en: { [K in keyof T]: string },
): Record<Lang, { [K in keyof T]: string }>;
function pair(vi: unknown, en: unknown) {
  return { vi, en };
}

const TEXT = {
  tagline: pair('Không ai bị bỏ quên trên đường về.', 'Nobody is forgotten on the way home.'),
  skip: pair('Đến nội dung chính', 'Skip to the content'),
  mainNavigation: pair('Các mục chính', 'Main'),
  signOut: pair('Đăng xuất', 'Sign out'),
  optional: pair('không bắt buộc', 'optional'),
  pleaseCorrect: pair('Xin sửa những chỗ sau:', 'Please correct the following:'),
  nextPage: pair('Trang tiếp theo', 'Next page'),
  firstPage: pair('Về trang đầu', 'Back to the first page'),
  save: pair('Lưu', 'Save'),
  send: pair('Gửi', 'Send'),
  yes: pair('Có', 'Yes'),
  none: pair('Chưa có', 'None yet'),
  all: pair('Tất cả', 'All'),
  filter: pair('Lọc', 'Filter'),
  search: pair('Tìm', 'Search'),
  open: pair('Mở', 'Open'),
  note: pair('Ghi chú', 'Note'),
  status: pair('Trạng thái', 'Status'),
  when: pair('Lúc', 'When'),
  day: pair('Ngày', 'Day'),

  // navigation
  myWork: pair('Việc của tôi', 'My work'),
  cases: pair('Hồ sơ', 'Cases'),
  imports: pair('Danh sách về', 'Lists'),
  escalations: pair('Cần xử lý', 'Escalations'),
  referrals: pair('Giới thiệu', 'Referrals'),
  messages: pair('Tin nhắn', 'Messages'),
  users: pair('Người dùng', 'Users'),
  places: pair('Địa bàn', 'Places'),
  phones: pair('Điện thoại thử', 'Phones'),

  // days
  today: pair('hôm nay', 'today'),
  tomorrow: pair('ngày mai', 'tomorrow'),
  overdueToday: pair('hết hạn hôm nay', 'ended today'),
  daysLeft: pair(
    (n: number) => `còn ${n} ngày`,
    (n: number) => `${n} days left`,
  ),
  daysOver: pair(
    (n: number) => `quá hạn ${n} ngày`,
    (n: number) => (n === 1 ? '1 day overdue' : `${n} days overdue`),
  ),

  // sign-in
  signIn: pair('Đăng nhập', 'Sign in'),
  email: pair('E-mail', 'E-mail'),
  password: pair('Mật khẩu', 'Password'),
  wrongSignIn: pair(
    'E-mail hoặc mật khẩu không đúng. Hãy thử lại.',
    'The e-mail or the password is not right. Please try again.',
  ),
  signInFirst: pair('Hãy đăng nhập để xem trang đó.', 'Please sign in to see that page.'),

  // my work
  workEmpty: pair(
    'Hôm nay không có việc nào đang chờ bạn. Việc mới sẽ hiện ở đây.',
    'Nothing is waiting for you. New work appears here.',
  ),
  workIntro: pair('Việc đến lượt bạn, hạn gần nhất ở trên.', 'What is your turn, the nearest date first.'),
  person: pair('Người', 'Person'),
  todo: pair('Việc cần làm', 'To do'),
  due: pair('Hạn', 'Due'),
  commune: pair('Xã/phường', 'Commune'),
  province: pair('Tỉnh', 'Province'),
  centre: pair('Cơ sở', 'Centre'),

  // imports
  importNew: pair('Tải danh sách người sắp về', 'Send a list of people due home'),
  importIntro: pair(
    'Chọn tệp bảng tính (.xlsx hoặc .csv). Bạn sẽ xem trước từng dòng; chưa có gì bắt đầu cho đến khi bạn bấm nút.',
    'Choose a spreadsheet (.xlsx or .csv). You first see row by row what will happen; nothing starts until you say so.',
  ),
  importFile: pair('Tệp danh sách', 'Spreadsheet'),
  importFileHint: pair('Nhiều nhất 2.000 dòng, 5 MB.', 'At most 2,000 rows, 5 MB.'),
  importCheck: pair('Xem trước', 'Preview'),
  importTemplate: pair('Tải tệp mẫu', 'Download the template'),
  importsBefore: pair('Các danh sách đã tải', 'Lists sent before'),
  importsEmpty: pair('Chưa tải danh sách nào.', 'No list was sent yet.'),
  importOne: pair('Nhập một người', 'Enter one person'),
  importStart: pair(
    (n: number) => `Bắt đầu đón ${n} người`,
    (n: number) => (n === 1 ? 'Start for 1 person' : `Start for ${n} people`),
  ),
  importNothing: pair('Không có dòng nào có thể bắt đầu.', 'No row can start.'),
  importGood: pair('sẽ bắt đầu', 'will start'),
  importBad: pair('cần sửa', 'to correct'),
  importAlready: pair('đã có', 'already there'),
  importRow: pair('Dòng', 'Row'),
  importWhat: pair('Sẽ thế nào', 'What will happen'),
  importStarts: pair(
    (place: string) => `Báo về ${place}`,
    (place: string) => `Notice to ${place}`,
  ),
  importStartsNowhere: pair('Bắt đầu; cơ sở tìm nơi cư trú', 'Starts; the centre finds a residence'),
  importAlreadyThere: pair(
    'Đã có hồ sơ đang mở, không bắt đầu lần nữa',
    'Has an open case already, not started again',
  ),
  importDownloadBad: pair('Tải các dòng cần sửa (.xlsx)', 'Download the rows to correct (.xlsx)'),
  importAgain: pair('Sửa xong, hãy tải lên lại tệp đó.', 'When corrected, send that file again.'),
  importProgress: pair(
    (done: number, total: number) => `Đã bắt đầu ${done} trên ${total}`,
    (done: number, total: number) => `${done} of ${total} started`,
  ),
  importDone: pair('Xong: tất cả đã bắt đầu.', 'Done: all have started.'),
  importWaits: pair(
    'Danh sách đã được lưu. Khi hệ thống xử lý hoạt động lại, việc sẽ tự bắt đầu; không cần gửi lại.',
    'The list is saved. It starts by itself when the engine is back; you need not send it again.',
  ),
  importRows: pair('Các dòng', 'Rows'),
  importNotStarted: pair('Chưa bắt đầu', 'Not started'),
  importToCorrect: pair(
    (n: number) => `${n} dòng cần sửa`,
    (n: number) => (n === 1 ? '1 row to correct' : `${n} rows to correct`),
  ),
  importRuns: pair('đã bắt đầu', 'started'),
  importRemarks: pair('Lưu ý', 'Remarks'),
  ends: pair('Hoàn thành', 'Completion'),

  // one person
  onePerson: pair('Nhập một người sắp về', 'Enter one person due home'),
  noResidence: pair('Chưa có nơi cư trú ổn định', 'No fixed residence'),
  voluntary: pair('Tự nguyện', 'Voluntary'),
  compulsory: pair('Bắt buộc', 'Compulsory'),
  substitution: pair('Điều trị thay thế', 'Substitution treatment'),
  male: pair('Nam', 'Male'),
  female: pair('Nữ', 'Female'),
  guardianHint: pair('Cần có khi người này chưa đủ 18 tuổi.', 'Needed when the person is under 18.'),
  onePersonStart: pair('Bắt đầu đón về', 'Start the handover'),

  // case
  accountable: pair('Ai đang chịu trách nhiệm', 'Who is accountable now'),
  caseClosed: pair('Hồ sơ đã kết thúc, không còn việc nào.', 'This case is closed; nothing is left to do.'),
  nextDate: pair('Hạn', 'Due'),
  nobodyYet: pair('Chưa có ai', 'Nobody yet'),
  facts: pair('Thông tin', 'Facts'),
  born: pair('Ngày sinh', 'Born'),
  treatment: pair('Hình thức', 'Kind'),
  minorFlag: pair('Dưới 18 tuổi', 'Under 18'),
  guardian: pair('Người thân/Người giám hộ', 'Relative or guardian'),
  phone: pair('Điện thoại', 'Phone'),
  address: pair('Địa chỉ', 'Address'),
  caseNumber: pair('Số hồ sơ', 'Case number'),
  mentor: pair('Người đồng hành', 'Mentor'),
  lateFlag: pair('Báo muộn', 'Late notice'),
  milestones: pair('Các bước bàn giao', 'Steps of the handover'),
  step: pair('Bước', 'Step'),
  owner: pair('Thuộc về', 'Owner'),
  allStepsDone: pair('Tất cả các bước đã xong', 'All steps are done'),
  recordStep: pair(
    (what: string) => `Ghi nhận: ${what}`,
    (what: string) => `Record: ${what}`,
  ),
  chooseMentor: pair('Chọn người đồng hành', 'Choose the mentor'),
  noMentors: pair(
    'Chưa có người đồng hành nào trong xã. Hãy nhờ quản trị viên thêm một người.',
    'There is no mentor in this commune yet. Ask the administrator to add one.',
  ),
  looksAfter: pair(
    (name: string, n: number) => `${name} – đang đồng hành ${n} người`,
    (name: string, n: number) => `${name} – looks after ${n}`,
  ),
  mentorDeclined: pair(
    'Người được mời đã từ chối hoặc chưa trả lời. Hãy mời người khác.',
    'The person asked declined or did not answer. Name another.',
  ),
  nameMentor: pair('Mời người này', 'Ask this person'),
  nameOther: pair('Mời người khác', 'Name another mentor'),
  chooseCommune: pair('Xã/phường sẽ về', 'Commune of residence'),
  yourSteps: pair('Việc bạn ghi nhận được bây giờ', 'What you can record now'),
  mentorSilent: pair(
    (name: string) => `Đã mời ${name}, chưa có câu trả lời.`,
    (name: string) => `${name} was asked and has not answered yet.`,
  ),
  declineWhy: pair('Nếu không nhận được, vì sao?', 'If you cannot, why?'),
  noPartner: pair('Chưa có đơn vị; xã tìm giúp', 'None yet; the commune looks for one'),
  acceptMentor: pair('Tôi nhận lời', 'I accept'),
  declineMentor: pair('Tôi không nhận được', 'I cannot'),
  caseFile: pair('Hồ sơ giấy tờ', 'File'),
  papers: pair('Giấy tờ', 'Papers'),
  paper: pair('Giấy tờ nào', 'Paper'),
  paperPresent: pair('Đã có', 'There'),
  paperMissing: pair('Còn thiếu', 'Missing'),
  paperLater: pair('Chưa đến lúc', 'Not yet'),
  recordedBy: pair('Người ghi', 'Recorded by'),
  addPaper: pair('Thêm giấy tờ vào hồ sơ', 'Add a paper'),
  fileComplete: pair('Hồ sơ đủ', 'File complete'),
  fileIncomplete: pair('Hồ sơ chưa đủ', 'File not complete'),
  meetingsBefore: pair('Gặp gỡ trước khi về', 'Meetings before the return'),
  meetingBefore: pair('Ghi một buổi gặp trước khi về', 'Record a meeting before the return'),
  meetingWith: pair('Ai đã gặp', 'Who met the person'),
  alongTheWay: pair('Việc khác trên đường về', 'Along the way'),
  moveEnd: pair('Đổi ngày kết thúc', 'Move the end date'),
  moveEndHint: pair(
    'Các hạn tính từ ngày này sẽ đổi theo; lời nhắc cũ được rút lại.',
    'The dates counted from it follow; earlier reminders are withdrawn.',
  ),
  cancelHandover: pair('Dừng việc đón về', 'Stop the handover'),
  cancelHint: pair(
    'Chỉ khi người này không về theo hồ sơ này nữa. Mọi lời nhắc được rút lại và hồ sơ khép lại.',
    'Only when the person does not come home by this case any more. Everything is withdrawn and the case is closed.',
  ),
  returnCase: pair('Trả lại cho cơ sở', 'Give it back to the centre'),
  returnHint: pair(
    'Nếu người này không về xã mình, hoặc hồ sơ chưa đủ. Cơ sở sẽ được báo ngay.',
    'If the person does not belong here, or the file is incomplete. The centre is told at once.',
  ),
  returnedWhy: pair('Xã đã trả lại hồ sơ', 'The commune gave the case back'),
  resendCase: pair('Đã bổ sung, gửi lại cho xã', 'Completed: send it to the commune again'),
  facility: pair('Cơ sở bảo trợ xã hội', 'Social-protection facility'),
  facilityInstead: pair('Không có nơi cư trú?', 'No residence?'),
  facilityHint: pair(
    'Chọn cơ sở bảo trợ xã hội tiếp nhận và xã nơi cơ sở đó hoạt động.',
    'Choose the facility that takes the person, and the commune it lies in.',
  ),
  noShowHint: pair(
    'Người này chưa về dù đã quá ngày. Ghi lại đã làm gì và có biết tin không.',
    'The person has not come although the day is past. Say what was done and whether it found them.',
  ),
  personFound: pair('Đã tìm thấy', 'Found'),
  personNotFound: pair('Chưa tìm thấy', 'Not found'),
  guardianReceives: pair('Người giám hộ nhận giấy tờ', 'The guardian receives the papers'),
  withPaper: pair('Số và ngày ký của giấy tờ', 'Number and day of the paper'),
  declinedBecause: pair(
    (why: string) => `Người được mời đã từ chối: “${why}”`,
    (why: string) => `The person asked declined: “${why}”`,
  ),
  where: pair('Tình trạng đón về', 'Where it stands'),
  followUp: pair('Đồng hành', 'Visits'),
  followUpTerm: pair('Thời gian', 'Term'),
  visits: pair('Các buổi thăm', 'Visits'),
  visit: pair('Buổi thăm', 'Visit'),
  planned: pair('Dự kiến', 'Planned'),
  outcome: pair('Kết quả', 'Outcome'),
  needs: pair('Nhu cầu', 'Needs'),
  privateNote: pair('Ghi chú riêng', 'Private note'),
  privateNoteHint: pair(
    'Chỉ người có trách nhiệm trong xã đọc được; không bao giờ có trong tin nhắn.',
    'Only those responsible in the commune can read it; never part of a message.',
  ),
  planAhead: pair('Các buổi tiếp theo theo lịch', 'Planned ahead'),
  planAheadHint: pair('Nếu buổi nào cũng đúng ngày.', 'If every visit is held on its day.'),
  reportVisit: pair('Báo lại buổi thăm', 'Report the visit'),
  reportWhich: pair('Buổi thăm nào', 'Which visit'),
  heldOn: pair('Ngày thăm', 'Day of the visit'),
  whatOutcome: pair('Kết quả thế nào?', 'How did it go?'),
  needsWhat: pair('Có cần giúp thêm gì không?', 'Is any help needed?'),
  reschedule: pair('Dời lịch thăm', 'Reschedule'),
  newDay: pair('Ngày mới', 'New day'),
  reassign: pair('Đổi người đồng hành', 'Change the mentor'),
  timeline: pair('Diễn biến', 'Timeline'),
  timelineEmpty: pair('Chưa có gì.', 'Nothing yet.'),
  messagesOfCase: pair('Tin nhắn về hồ sơ này', 'Messages about this case'),
  messagesEmpty: pair('Chưa có tin nhắn nào.', 'No messages yet.'),
  referralsEmpty: pair('Chưa có giới thiệu nào.', 'No referrals yet.'),
  visitsEmpty: pair('Chưa có buổi thăm nào.', 'No visits yet.'),
  escalationsOfCase: pair('Việc cần xử lý của hồ sơ này', 'Escalations of this case'),

  // the follow-up beside its visits
  no: pair('Không', 'No'),
  from: pair('Từ ngày', 'From'),
  until: pair('Đến hết ngày', 'Until'),
  topics: pair('Đã nói về điều gì?', 'What did you talk about?'),
  promisedOn: pair('Hẹn ngày nào? (chỉ khi hẹn hôm khác)', 'Promised for which day? (only for another day)'),
  followUpEnded: pair('Thời gian đồng hành đã kết thúc', 'The follow-up has ended'),
  visitsRest: pair('Các buổi thăm đang tạm dừng', 'Visits are paused'),
  standsIn: pair('Người thay tạm', 'Standing in for the mentor'),
  movingTo: pair('Đang chuyển đến', 'Moving to'),
  movingHint: pair(
    'Xã hiện nay vẫn chịu trách nhiệm cho đến khi xã nơi đến nhận.',
    'The present commune answers until the destination takes over.',
  ),
  followUpActions: pair('Việc khác trong thời gian đồng hành', 'More about the follow-up'),
  reportContact: pair('Báo một lần gặp ngoài lịch', 'Report a contact outside the plan'),
  reportContactHint: pair(
    'Ví dụ gặp ở chợ, gọi điện. Gần ngày hẹn thì tính là buổi thăm.',
    'Met at the market, for example, or called. Near the planned day it counts as the visit.',
  ),
  coverMentor: pair('Cử người thay tạm', 'Name a temporary cover'),
  recordAbsence: pair('Ghi thời gian vắng mặt', 'Record an absence'),
  absenceReported: pair('Có báo trước hoặc có lý do?', 'Reported or explained?'),
  absenceHint: pair(
    'Không báo thì những ngày ấy không tính vào thời hạn.',
    'Days away without report do not count towards the term.',
  ),
  pauseVisits: pair('Tạm dừng các buổi thăm', 'Pause the visits'),
  pauseHint: pair(
    'Thời gian còn lại tiếp tục sau đó. Xã xem lại mỗi tháng.',
    'The remaining term goes on afterwards. The commune looks again every month.',
  ),
  resumeVisits: pair('Tiếp tục các buổi thăm', 'Resume the visits'),
  backOn: pair('Đã về từ ngày', 'Back since'),
  stillPaused: pair('Vẫn chưa về', 'Not back yet'),
  stillPausedHint: pair('Hệ thống sẽ nhắc xem lại sau một tháng.', 'You will be reminded again in a month.'),
  referNeed: pair('Đề nghị hỗ trợ', 'Pass on a need'),
  moveAway: pair('Báo chuyển nơi ở (mẫu 54)', 'Report a move (form 54)'),
  moveHint: pair(
    'Luật cho 24 giờ để báo xã nơi đến; tin báo đi ngay khi bạn ghi.',
    'The law gives 24 hours to tell the destination; it is told as soon as you record this.',
  ),
  movedOn: pair('Ngày chuyển', 'Day of the move'),
  acceptMove: pair('Nhận người chuyển đến (mẫu 60)', 'Take over the person (form 60)'),
  declineMove: pair('Không nhận', 'Decline'),
  signedOn: pair('Ngày ký', 'Signed on'),
  paperNumber: pair('Số văn bản', 'Number of the paper'),
  endFollowUp: pair('Kết thúc trước thời hạn', 'End before the term'),
  notAssessed: pair(
    'Ghi kết thúc vì tái nghiện cần có kết quả đánh giá. Người này chưa được đề nghị đánh giá: hãy gửi đề nghị trước.',
    'An end for relapse needs the result of an assessment. None was asked for yet: ask for it first.',
  ),
  endRelapse: pair('Kết thúc vì tái nghiện: cần đánh giá trước', 'End for relapse: assess first'),
  askAssessment: pair('Gửi đề nghị đánh giá', 'Ask for an assessment'),
  lateReportHint: pair(
    'Việc đồng hành đã kết thúc. Buổi thăm đã làm mà chưa báo vẫn ghi được, bất cứ lúc nào.',
    'The follow-up has ended. A visit that was held and not reported can still be written down, at any time.',
  ),
  endHint: pair(
    'Mọi nhắc nhở và giới thiệu về người này dừng lại. Buổi thăm đã qua vẫn báo muộn được.',
    'All reminders and referrals about the person stop. A visit held before can still be reported.',
  ),

  // the people of one mentor
  caseload: pair('Người đang được đồng hành', 'People accompanied'),
  caseloadOf: pair(
    (name: string) => `Những người ${name} đang đồng hành`,
    (name: string) => `People accompanied by ${name}`,
  ),
  caseloadEmpty: pair('Hiện không đồng hành ai.', 'Accompanies nobody at present.'),
  nextVisit: pair('Buổi thăm tới', 'Next visit'),
  handTo: pair('Giao cho', 'Hand to'),
  stays: pair('Giữ nguyên', 'Stays'),
  handOver: pair('Giao những người đã chọn', 'Hand over those chosen'),
  caseloadPreview: pair('Xem trước', 'Preview'),
  caseloadAfter: pair('Sau khi giao', 'Afterwards'),
  looksAfterThen: pair(
    (name: string, before: number, after: number) => `${name}: đang ${before}, sẽ là ${after} người`,
    (name: string, before: number, after: number) => `${name}: ${before} now, ${after} then`,
  ),
  nothingChosen: pair('Chưa chọn ai để giao.', 'Nobody is chosen yet.'),
  confirmHandOver: pair('Đúng, giao như trên', 'Yes, hand over as above'),
  coverAll: pair('Cử người thay tạm cho tất cả', 'Name a cover for all of them'),
  shiftAll: pair('Dời tất cả các buổi thăm', 'Move all visits'),
  shiftDays: pair('Dời bao nhiêu ngày (1–31)', 'By how many days (1–31)'),
  whatBecame: pair('Kết quả', 'What became of it'),
  becameApplied: pair('đã ghi', 'recorded'),
  becameSaved: pair('đã lưu, sẽ tự được ghi', 'saved, recorded by itself later'),
  becameRefused: pair('không ghi được', 'not recorded'),

  // lists
  casesEmpty: pair('Không có hồ sơ nào khớp.', 'No case matches.'),
  searchCases: pair('Tên hoặc mã', 'Name or code'),
  onlyOverdue: pair('Chỉ việc quá hạn', 'Only overdue'),
  statusOpen: pair('Đang mở', 'Open'),
  statusClosed: pair('Đã kết thúc', 'Closed'),
  phaseHandover: pair('Đang bàn giao', 'Handover'),
  phaseFollowUp: pair('Đang được đồng hành', 'Followed up'),
  turnOf: pair('Đến lượt', 'Whose turn'),

  // escalations
  escalationsEmpty: pair(
    'Không có việc nào cần xử lý trong địa bàn.',
    'Nothing is overdue in your area. Good.',
  ),
  showResolved: pair('Đã giải quyết', 'Resolved'),
  showOpen: pair('Chưa giải quyết', 'Open'),
  responsible: pair('Người phải làm', 'Responsible'),
  raised: pair('Báo lên', 'Raised'),
  acknowledge: pair('Tôi nhận xử lý', 'I take it'),
  acknowledgeHint: pair(
    'Mọi người biết có bạn lo; chưa cần báo cấp trên.',
    'The others know that you have it; it climbs no further.',
  ),
  alreadyResolved: pair('Đã giải quyết xong? Ghi lại ở đây', 'Already put right? Say how'),
  acknowledgedBy: pair(
    (name: string) => `${name} đang xử lý`,
    (name: string) => `${name} has it`,
  ),
  resolve: pair('Đã giải quyết', 'Resolve'),
  resolveHow: pair('Đã giải quyết thế nào?', 'How was it resolved?'),
  resolvedWord: pair('Cách giải quyết', 'How it was resolved'),
  resolvedBy: pair('Người giải quyết', 'Resolved by'),
  escalationsNoMatch: pair('Không có việc nào khớp với bộ lọc.', 'None matches the filter.'),
  escalationsNoneResolved: pair('Chưa có việc nào được giải quyết.', 'None has been resolved yet.'),
  onlyWhich: pair('Xem', 'Show'),
  onlyUntaken: pair('Chưa ai nhận', 'Not taken yet'),
  onlyMine: pair('Của tôi', 'Mine'),
  rung: pair(
    (n: number, who: string) => `Bậc ${n}: ${who}`,
    (n: number, who: string) => `Level ${n}: ${who}`,
  ),
  peopleCount: pair(
    (n: number) => `${n} người`,
    (n: number) => (n === 1 ? '1 person' : `${n} people`),
  ),
  proposed: pair('Đề xuất', 'Proposed'),
  takenAt: pair('Nhận lúc', 'Taken'),
  resolvedAt: pair('Giải quyết lúc', 'Resolved'),
  lateBy: pair(
    (n: number) => `trễ ${n} ngày`,
    (n: number) => (n === 1 ? '1 day late' : `${n} days late`),
  ),
  pick: pair(
    (what: string) => `Chọn: ${what}`,
    (what: string) => `Choose: ${what}`,
  ),
  several: pair('Xử lý nhiều việc một lúc', 'Several at once'),
  severalHint: pair(
    'Đánh dấu ở từng việc bên dưới. Việc nào không ghi được sẽ được nêu riêng; các việc khác vẫn được ghi.',
    'Tick them below. What cannot be recorded is named; the others are recorded all the same.',
  ),
  allOnPage: pair('Tất cả việc trên trang này', 'All on this page'),
  takeSeveral: pair('Nhận các việc đã chọn', 'Take those chosen'),
  resolveSeveral: pair('Ghi cách giải quyết cho các việc đã chọn', 'Record how those chosen were resolved'),
  severalHow: pair('Cách giải quyết chung', 'How, for all of them'),
  severalNote: pair('Nói rõ thêm', 'In your words'),
  severalDone: pair(
    (done: number, all: number) => `Đã ghi ${done} trên ${all} việc.`,
    (done: number, all: number) => `${done} of ${all} recorded.`,
  ),
  severalRest: pair('Chưa ghi được', 'Not recorded'),
  outcomeWord: pair('Vì sao', 'Why'),

  // referrals
  partner: pair('Đơn vị tiếp nhận', 'Partner'),
  kind: pair('Loại', 'Kind'),
  requested: pair('Gửi ngày', 'Requested'),
  accept: pair('Tiếp nhận', 'Accept'),
  refuse: pair('Không tiếp nhận', 'Refuse'),
  reason: pair('Lý do', 'Reason'),
  start: pair('Đã bắt đầu', 'Has started'),
  outcomeNote: pair('Kết quả', 'Outcome'),
  yourAnswer: pair('Trả lời', 'Your answer'),
  moveTo: pair('Chuyển sang', 'Move to'),

  // messages
  to: pair('Người nhận', 'To'),
  channel: pair('Kênh', 'Channel'),
  sentAt: pair('Đã gửi', 'Sent'),

  // how somebody is written to
  reading: pair('Cách nhận tin', 'How I am written to'),
  readingOf: pair(
    (name: string) => `Cách nhận tin: ${name}`,
    (name: string) => `How ${name} is written to`,
  ),
  readingIntro: pair(
    'Tin thường không gửi trong giờ nghỉ và ngày nghỉ này; việc gấp vẫn tránh giờ nghỉ. Chỉ việc khẩn cấp mới gửi bất cứ lúc nào.',
    'Routine messages leave these hours and days alone, pressing ones the hours. Only what is critical comes at any time.',
  ),
  quietFrom: pair('Không nhận tin từ', 'No messages from'),
  quietTo: pair('đến', 'until'),
  daysOff: pair('Ngày không nhận tin thường', 'Days without routine messages'),
  weekdays: pair(
    { 0: 'Chủ nhật', 1: 'Thứ hai', 2: 'Thứ ba', 3: 'Thứ tư', 4: 'Thứ năm', 5: 'Thứ sáu', 6: 'Thứ bảy' },
    { 0: 'Sunday', 1: 'Monday', 2: 'Tuesday', 3: 'Wednesday', 4: 'Thursday', 5: 'Friday', 6: 'Saturday' },
  ),
  phoneShared: pair('Máy có người khác cùng đọc', 'Others read this phone too'),
  smsAccents: pair('Tin nhắn có dấu (giá gấp đôi)', 'Texts with accents (twice the price)'),

  // absences
  absence: pair('Vắng mặt', 'Absence'),
  absenceOf: pair(
    (name: string) => `Vắng mặt: ${name}`,
    (name: string) => `Absence: ${name}`,
  ),
  absenceIntro: pair(
    'Trong những ngày vắng, việc gửi tới tài khoản này được chuyển cho người nhận thay. Hết ngày vắng thì tự trở lại.',
    'While this account is away, what is meant for it goes to whoever stands in; afterwards it comes back by itself.',
  ),
  absencesEmpty: pair('Không có ngày vắng nào sắp tới.', 'No absence ahead.'),
  absenceNew: pair('Báo vắng', 'Say when'),
  absenceFrom: pair('Từ ngày', 'From'),
  absenceUntil: pair('Đến hết ngày', 'Until the end of'),
  cover: pair('Người nhận thay', 'Stands in'),
  coverHint: pair(
    'Không chọn: người thay thường xuyên, nếu không có thì đồng nghiệp cùng nơi.',
    'None chosen: the standing deputy, else a colleague of the same office.',
  ),
  coverNobody: pair(
    'Chưa có ai cùng nơi để nhận thay: lãnh đạo sẽ được báo là không có người.',
    'Nobody of the same office could stand in: the supervisor will be told that nobody is there.',
  ),
  absenceEnd: pair('Đã trở lại', 'Back already'),
  absenceOthers: pair('Vắng mặt của cán bộ trong địa bàn', 'Absences of the officers in the area'),
  absenceOthersHint: pair(
    'Chọn một người để báo vắng giúp và chọn người nhận thay.',
    'Choose somebody to say for them when they are away and who stands in.',
  ),
  absenceNote: pair('Báo vắng giúp', 'Note an absence'),
  awayUntil: pair('Vắng đến hết', 'Away until the end of'),
  here: pair('Có mặt', 'Here'),
  deputy: pair('Người thay thường xuyên', 'Standing deputy'),

  // rules: law and local values
  policy: pair('Quy định', 'Rules'),
  policyIntro: pair(
    'Mọi thời hạn đang áp dụng, theo luật và theo quyết định tại chỗ. Hồ sơ đang chạy giữ bản quy định lúc bắt đầu.',
    'Every deadline in force, by law and by local decision. A running case keeps the version it began under.',
  ),
  policyParameter: pair('Nội dung', 'Parameter'),
  policyValue: pair('Đang áp dụng', 'In force'),
  policyBasis: pair('Căn cứ', 'Basis'),
  fromDay: pair('từ', 'from'),
  policySince: pair('Hiệu lực', 'In force from'),
  policyWhose: pair('Của ai', 'Whose'),
  policyHistory: pair('Lịch sử', 'History'),
  policyBy: pair(
    { law: 'Luật', shipped: 'Mặc định', province: 'Tỉnh đặt', commune: 'Xã đặt' },
    { law: 'Law', shipped: 'Default', province: 'Set by the province', commune: 'Set for the commune' },
  ),
  policyIgnored: pair(
    'Giá trị tại chỗ không còn hợp luật, không áp dụng',
    'The local value is no longer allowed and not applied',
  ),
  policySet: pair('Đặt giá trị', 'Set'),
  policySetTitle: pair(
    (what: string) => `Đặt giá trị: ${what}`,
    (what: string) => `Set: ${what}`,
  ),
  policyNewValue: pair('Giá trị mới', 'New value'),
  policyNone: pair('Để trống: không đặt ra.', 'Empty: not asked.'),
  policyWhere: pair('Nơi xem', 'Place'),
  policyWhereSet: pair('Áp dụng cho', 'Applies to'),
  policyWholeProvince: pair('Cả tỉnh', 'The whole province'),
  policyBasisHint: pair('Số quyết định, ngày ký.', 'Number and date of the decision.'),
  policyFrom: pair('Từ ngày', 'From'),
  policyTo: pair('Đến hết ngày', 'Last day'),
  policyEnd: pair('Kết thúc giá trị này', 'End this value'),
  policyYears: pair('Ngày nghỉ lễ', 'Public holidays'),
  policyOff: pair('Ngày nghỉ (thứ hai đến thứ sáu)', 'Days off (Monday to Friday)'),
  policyWorked: pair('Ngày làm bù', 'Days worked in exchange'),
  policySource: pair('Nguồn', 'Source'),
  policyYear: pair('Năm', 'Year'),
  policyOfficial: pair('chính thức', 'official'),
  policyComputed: pair('tính theo luật, chưa công bố', 'computed by the law, not announced'),
  policyAnnounce: pair('Ghi ngày nghỉ đã công bố', 'Enter the announced holidays'),
  policyDaysHint: pair(
    'Viết ngày/tháng/năm, ví dụ 08/02/2027 09/02/2027, cách nhau bằng dấu cách.',
    'Write day/month/year, for example 08/02/2027 09/02/2027, with spaces between.',
  ),
  policyVersion: pair('Bản', 'Version'),
  policyOn: pair('Ngày', 'On'),

  // adopting a version
  adopt: pair('Áp dụng cho hồ sơ đang chạy', 'Adopt for running cases'),
  adoptIntro: pair(
    (n: number) =>
      `${n} hồ sơ trong tỉnh còn theo bản quy định khác. Dưới đây là điều sẽ thay đổi với từng người; chưa có gì thay đổi cho đến khi bạn bấm nút.`,
    (n: number) =>
      `${n} open cases of the province go by another version. Below is what would change for each person; nothing moves until you say so.`,
  ),
  adoptNobody: pair(
    'Mọi hồ sơ đang chạy đã theo quy định hiện hành.',
    'Every running case goes by the rules in force.',
  ),
  adoptWhat: pair('Điều thay đổi', 'What changes'),
  adoptOld: pair('Cũ', 'Old'),
  adoptNew: pair('Mới', 'New'),
  adoptWithdrawn: pair('rút lại', 'withdrawn'),
  adoptNothingBefore: pair('chưa có', 'none'),
  adoptUnchanged: pair('Không ngày nào, không tin nào thay đổi.', 'No date and no message changes.'),
  adoptSilent: pair('Chưa trả lời; hãy tải lại trang.', 'Did not answer; load the page again.'),
  adoptMessage: pair(
    (kind: string) => `Tin: ${kind}`,
    (kind: string) => `Message: ${kind}`,
  ),
  adoptThese: pair(
    (n: number) => `Áp dụng cho ${n} người này`,
    (n: number) => (n === 1 ? 'Adopt for this person' : `Adopt for these ${n} people`),
  ),
  adoptRefused: pair('Chưa áp dụng được', 'Not moved'),

  // outages
  outages: pair('Các lần gián đoạn', 'Outages'),
  outagesIntro: pair(
    'Tin đến hạn khi hệ thống gián đoạn được xử lý theo quy tắc: gửi muộn, gộp lại, hoặc bỏ khi không còn đúng. Hãy xem những tin bị bỏ rồi ký.',
    'What fell due while the system was down was treated by rule: sent late, put together, or dropped when no longer true. Look at what was dropped, then sign.',
  ),
  outagesEmpty: pair('Không có lần gián đoạn nào chờ ký.', 'No outage waits to be signed.'),
  outagesSigned: pair('Đã ký', 'Signed'),
  outagesOpen: pair('Chờ ký', 'To sign'),
  outageTitle: pair(
    (from: string, until: string) => `Từ ${from} đến ${until}`,
    (from: string, until: string) => `From ${from} to ${until}`,
  ),
  outageClass: pair('Đã xử lý', 'What became of it'),
  outageDue: pair('Lẽ ra gửi', 'Was due'),
  outageSignedBy: pair('Người ký', 'Signed by'),
  outageSign: pair('Tôi đã xem và ký', 'I have looked at it and sign'),
  outageMore: pair(
    (n: number) => `và ${n} tin nữa`,
    (n: number) => `and ${n} more`,
  ),

  // users and places
  sex: pair('Giới tính', 'Sex'),
  speaks: pair('Nói được', 'Speaks'),
  languagesHint: pair(
    'Để gợi ý người đồng hành nói cùng tiếng.',
    'Used to suggest a mentor who speaks the same language.',
  ),
  languagesEdit: pair('Ghi lại tiếng nói', 'Change the languages'),
  suits: pair('Chỉ với người đồng hành', 'Of a mentor only'),
  suitsHint: pair('Để gợi ý người đồng hành phù hợp.', 'Used to suggest a mentor who suits.'),
  userNew: pair('Thêm người dùng', 'Add a user'),
  userCreate: pair('Thêm', 'Add'),
  usersEmpty: pair('Không có người dùng nào khớp.', 'No user matches.'),
  name: pair('Tên', 'Name'),
  role: pair('Vai trò', 'Role'),
  area: pair('Địa bàn', 'Area'),
  language: pair('Ngôn ngữ', 'Language'),
  organisation: pair('Tổ chức', 'Organisation'),
  active: pair('Đang dùng', 'Active'),
  inactive: pair('Đã ngừng', 'Inactive'),
  deactivate: pair('Ngừng', 'Deactivate'),
  reactivate: pair('Mở lại', 'Reactivate'),
  nameOrEmail: pair('Tên hoặc e-mail', 'Name or e-mail'),
  change: pair('Thay đổi', 'Change'),
  roleFixed: pair(
    'Vai trò không đổi được: hãy đóng tài khoản này và mở tài khoản khác.',
    'The role cannot be changed: close this account and open another.',
  ),
  userPhoneHint: pair(
    'Cần có với người đồng hành: tin nhắn gửi tới số này.',
    'Needed for a mentor: messages go to this number.',
  ),
  areaHint: pair(
    'Chọn một: xã cho cán bộ xã, người đồng hành và lãnh đạo xã; tỉnh cho lãnh đạo tỉnh; cơ sở; hoặc đơn vị tiếp nhận.',
    'Choose one: the commune of an officer, mentor or commune supervisor; the province of its supervisor; the centre; or the partner.',
  ),
  codeHint: pair('Chữ không dấu, số và gạch nối.', 'Letters without accents, digits and hyphens.'),
  passwordNew: pair('Mật khẩu mới (để trống: giữ nguyên)', 'New password (empty: unchanged)'),
  passwordHint: pair(
    'Ít nhất 10 ký tự. Người đồng hành chỉ dùng điện thoại thì không cần.',
    'At least 10 characters. A mentor who only uses the phone needs none.',
  ),
  provinces: pair('Tỉnh', 'Provinces'),
  communes: pair('Xã, phường', 'Communes'),
  centres: pair('Cơ sở', 'Centres'),
  organisations: pair('Tổ chức, đơn vị', 'Organisations'),
  add: pair('Thêm', 'Add'),
  code: pair('Mã', 'Code'),

  // pages opened from a message
  linkNoName: pair(
    'Vì sự riêng tư, trang này chỉ ghi chữ đầu và mã.',
    'For privacy this page shows initials and a code only.',
  ),
  thanks: pair('Cảm ơn', 'Thank you'),
  recorded: pair('Đã ghi nhận:', 'Recorded:'),
  closePage: pair('Bạn có thể đóng trang này.', 'You may close this page.'),
  linkVisitsTitle: pair('Các lượt hẹn của bạn', 'Your planned visits'),
  linkVisitsReport: pair('Báo lại', 'Report'),
  linkVisitTitle: pair('Báo lại buổi thăm', 'Report a visit'),
  linkMentorTitle: pair('Bạn có thể giúp một người trong xã?', 'Can you accompany somebody in your commune?'),
  linkMentorAbout: pair(
    'Người này sắp về xã. Nếu nhận lời, bạn ghé thăm theo lịch và báo lại mỗi lần bằng một đường dẫn như thế này.',
    'This person is coming to your commune. If you accept, you visit as planned and report each time through a link like this one.',
  ),
  answerBefore: pair('Xin trả lời trước', 'Please answer by'),
  linkReferralTitle: pair('Một người cần được giúp', 'Somebody needs your help'),
  needsThis: pair('Cần', 'Needs'),
  reasonHint: pair(
    'Cần ghi khi không tiếp nhận, để người đồng hành tìm nơi khác.',
    'Needed for a refusal, so that another place can be found.',
  ),
  linkUsed: pair('Đường dẫn này đã dùng rồi', 'This link was used already'),
  linkUsedAdvice: pair(
    'Không cần làm gì thêm. Lần sau bạn sẽ nhận một tin nhắn mới.',
    'There is nothing more to do. Next time you get a new message.',
  ),
  linkExpired: pair('Đường dẫn này đã hết hạn', 'This link has expired'),
  linkExpiredAdvice: pair(
    'Hãy gọi cho cán bộ xã để báo kết quả, hoặc đợi tin nhắn tiếp theo. Báo muộn vẫn được ghi nhận.',
    'Call your commune officer, or wait for the next message. A late report is still welcome.',
  ),
  linkElsewhere: pair('Việc này không còn cần đến bạn', 'This no longer needs you'),
  linkElsewhereAdvice: pair(
    'Có người khác đã làm hoặc việc đã đổi. Cảm ơn bạn.',
    'Somebody else did it, or things changed. Thank you.',
  ),
  keptSending: pair('Đang gửi…', 'Sending…'),
  keptUnsent: pair(
    'Chưa gửi: máy đang không có mạng. Bài viết được giữ trên máy này và tự gửi khi có mạng, hoặc khi mở lại đường dẫn này.',
    'Not sent: there is no line. It is kept on this phone and sent by itself when the line is back, or when this link is opened again.',
  ),
  linkUnknown: pair('Không có trang này', 'There is no such page'),
  linkUnknownAdvice: pair(
    'Đường dẫn thiếu hoặc sai ký tự. Hãy mở lại từ tin nhắn mới nhất, bấm đúng vào đường dẫn.',
    'The link is incomplete or mistyped. Open it again from your newest message.',
  ),
  savedAs: pair('Đã lưu:', 'Saved:'),
  linkSavedAdvice: pair(
    'Câu trả lời của bạn đã được giữ an toàn và sẽ tự được ghi nhận. Không cần gửi lại.',
    'Your answer is kept safely and will be recorded by itself. You need not send it again.',
  ),

  // what the last command did
  doneRecorded: pair('Đã ghi nhận.', 'Recorded.'),
  doneStarted: pair('Đã bắt đầu.', 'Started.'),
  doneAdded: pair('Đã thêm.', 'Added.'),
  doneChanged: pair('Đã thay đổi.', 'Changed.'),

  // errors; their titles and advice are those of the JSON api (problem.ts)
  freshPage: pair('Xem trang như hiện nay', 'See the page as it is now'),
  youTyped: pair('Điều bạn đã nhập (chưa được ghi)', 'What you had typed (not recorded)'),
  backToStart: pair('Về trang đầu', 'Back to the start'),
};

export type Words = { [K in keyof typeof TEXT]: (typeof TEXT)[K]['vi'] };

/** The words of the screens in one language. */
export const WORDS: Record<Lang, Words> = { vi: wordsIn('vi'), en: wordsIn('en') };

function wordsIn(lang: Lang): Words {
  // Safe: each pair holds the same kind of thing (a text, or a function to one) in both languages.
  return Object.fromEntries(
    Object.entries(TEXT).map(([name, words]) => [name, words[lang]]),
  ) as unknown as Words;
}

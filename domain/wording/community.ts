/** How the closed lists of the community are called on screens, Vietnamese first. */
import type { AftercareEnd, CheckOutcome } from '../aftercare';
import type { EventLanguage, HelpsAs, Relation } from '../circle';
import { type Every, everyOf, type Rhythm } from '../club/rhythm';
import type { InKind } from '../in-kind';
import type { Text } from './labels';

const say = (vi: string, en: string): Text => ({ vi, en });

export const IN_KIND_LABELS = {
  seedlings: say('Cây giống', 'Seedlings'),
  livestock: say('Con giống', 'Livestock'),
  'house-built': say('Làm nhà', 'A house built'),
  'house-repaired': say('Sửa nhà', 'A house repaired'),
  'barn-repaired': say('Sửa chuồng trại', 'A barn repaired'),
  tools: say('Dụng cụ lao động', 'Tools'),
  food: say('Lương thực', 'Food'),
  clothes: say('Quần áo, chăn màn', 'Clothes and blankets'),
  gift: say('Quà', 'A gift'),
  other: say('Thứ khác', 'Something else'),
} satisfies Record<InKind, Text>;

export const RELATION_LABELS = {
  family: say('Người nhà', 'Family'),
  friend: say('Bạn bè', 'Friend'),
  peer: say('Người cùng cảnh', 'Peer'),
  neighbour: say('Hàng xóm', 'Neighbour'),
} satisfies Record<Relation, Text>;

export const HELPS_AS_LABELS = {
  volunteer: say('Tình nguyện viên', 'Volunteer'),
  peer: say('Người đi trước giúp người đi sau', 'Peer helper'),
} satisfies Record<HelpsAs, Text>;

export const EVENT_LANGUAGE_LABELS = {
  vi: say('Tiếng Việt', 'Vietnamese'),
  tai: say('Tiếng Thái', 'Thái'),
  hmong: say('Tiếng Mông', 'Mông'),
} satisfies Record<EventLanguage, Text>;

const WEEKDAYS: readonly Text[] = [
  say('Chủ nhật', 'Sunday'),
  say('Thứ Hai', 'Monday'),
  say('Thứ Ba', 'Tuesday'),
  say('Thứ Tư', 'Wednesday'),
  say('Thứ Năm', 'Thursday'),
  say('Thứ Sáu', 'Friday'),
  say('Thứ Bảy', 'Saturday'),
];
export const WEEKDAY_LABELS = Object.fromEntries(WEEKDAYS.map((text, day) => [String(day), text]));

export const EVERY_LABELS = {
  week: say('Mỗi tuần', 'Every week'),
  fortnight: say('Hai tuần một lần', 'Every two weeks'),
  'month-1': say('Tuần đầu mỗi tháng', 'The first of the month'),
  'month-2': say('Tuần thứ hai mỗi tháng', 'The second of the month'),
  'month-3': say('Tuần thứ ba mỗi tháng', 'The third of the month'),
  'month-4': say('Tuần thứ tư mỗi tháng', 'The fourth of the month'),
} satisfies Record<Every, Text>;

/** 'Thứ Bảy, tuần thứ hai mỗi tháng'. */
export function rhythmText(rhythm: Rhythm, lang: keyof Text): string {
  const { every, weekday } = everyOf(rhythm);
  return `${WEEKDAYS[weekday]?.[lang]}, ${EVERY_LABELS[every][lang].toLowerCase()}`;
}

export const MEETING_STATUS_LABELS = {
  planned: say('Sắp họp', 'Planned'),
  held: say('Đã họp', 'Held'),
  cancelled: say('Không họp', 'Not held'),
  unreported: say('Chưa ghi', 'Not told of'),
} satisfies Record<string, Text>;

export const CHECK_OUTCOME_LABELS = {
  reached: say('Đã nói chuyện', 'Talked to'),
  moved: say('Đã chuyển đi nơi khác', 'Has moved away'),
  'not-reached': say('Không liên lạc được', 'Could not be reached'),
  'no-wish': say('Không muốn hỏi thăm nữa', 'Wishes no more of it'),
  died: say('Đã mất', 'Died'),
} satisfies Record<CheckOutcome, Text>;

export const AFTERCARE_END_LABELS = {
  done: say('Đã hỏi thăm đủ ba năm', 'Asked for three years'),
  withdrawn: say('Người ấy không muốn nữa', 'Consent taken back'),
  died: say('Đã mất', 'Died'),
} satisfies Record<AftercareEnd, Text>;

export const CHECK_STATUS_LABELS = {
  planned: say('Sắp hỏi thăm', 'To be asked'),
  reported: say('Đã ghi', 'Recorded'),
  missed: say('Không hỏi được', 'Not asked'),
  cancelled: say('Đã dừng', 'Stopped'),
} satisfies Record<string, Text>;

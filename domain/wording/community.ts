/** How the closed lists of the community are called on screens, Vietnamese first. */
import type { ConsentWay, EventLanguage, HelpsAs, Relation } from '../circle';
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

export const CONSENT_LABELS = {
  spoken: say('Nói trực tiếp', 'Said in person'),
  signed: say('Ký giấy', 'Signed'),
} satisfies Record<ConsentWay, Text>;

export const HELPS_AS_LABELS = {
  volunteer: say('Tình nguyện viên', 'Volunteer'),
  peer: say('Người đi trước giúp người đi sau', 'Peer helper'),
} satisfies Record<HelpsAs, Text>;

export const EVENT_LANGUAGE_LABELS = {
  vi: say('Tiếng Việt', 'Vietnamese'),
  tai: say('Tiếng Thái', 'Thái'),
  hmong: say('Tiếng Mông', 'Mông'),
} satisfies Record<EventLanguage, Text>;

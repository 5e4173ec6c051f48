/** Invented names in the way of each province: family names of the Thái and Mông in one, of the Kinh in the other. */
const FAMILIES: Record<string, readonly string[]> = {
  '14': ['Lò', 'Quàng', 'Cà', 'Tòng', 'Lường', 'Giàng', 'Vàng', 'Sùng', 'Hoàng', 'Đèo'],
  '01': ['Nguyễn', 'Trần', 'Phạm', 'Đỗ', 'Bùi', 'Vũ', 'Đặng', 'Ngô', 'Lê', 'Phan'],
};
const WOMEN = [
  'Thị Hương',
  'Thị Mai',
  'Thị Ngân',
  'Thị Xuân',
  'Thị Thơm',
  'Thị Hạnh',
  'Thị Pâng',
  'Thị Yên',
  'Thị Lan',
];
const MEN = ['Văn Sơn', 'Văn Đức', 'Văn Bình', 'Văn Khoa', 'Văn Nghĩa', 'Văn Phúc', 'Văn Tâm'];
const GIVEN = [...WOMEN, ...MEN];

/** The n-th mentor; different for n up to 160 in one province. */
export function demoMentorName(province: string, n: number): string {
  return name(FAMILIES[province] as readonly string[], n);
}

/** The n-th office person, in families of their own. */
export function demoStaffName(n: number): string {
  return name(['Hà', 'Mai', 'Lưu', 'Đinh', 'Cao', 'Tạ', 'Chu', 'Trịnh', 'Dương', 'Kiều'], n);
}

/** Neighbours get neither the same family nor the same given name. */
function name(families: readonly string[], n: number): string {
  const family = families[n % families.length];
  const given = GIVEN[(n * 3 + Math.floor(n / families.length)) % GIVEN.length];
  return `${family} ${given}`;
}

import { privacyBreaches } from '../../domain/privacy';

test.each([
  'Ban co nguoi sau cai can gap',
  'cai nghiện thành công',
  'CAI NGHIEN',
  'Trung tâm cai số 1',
  'trung tam cai so 1',
  'ma tuý',
  'ma túy',
  'MA TUY',
  'tái nghiện',
  'nguoi nghien',
  'điều trị',
  'dieu tri',
  'công an xã',
  'Cong an xa',
  'CAX Mai Son',
  'hồi gia',
  'hoi gia',
  'xet nghiem',
  'HIV',
  'thuoc ARV',
  'methadone',
  'Methadone,',
  'drug test',
  'drugs',
  'rehab',
  'Rehabilitation centre',
  'police',
  'treatment',
  'relapse',
  'https://cainghien.example/l/abc',
  'cai-nghien',
  'cai\u00a0nghiện',
  'cai nghiện'.normalize('NFD'),
  'clb B93',
])('%p tells too much', (text) => expect(privacyBreaches(text)).not.toEqual([]));

test.each([
  'Nhip Cau: ngay mai 05/12/2026 ban co hen tham N.V.A. Bam: https://nhipcau.example/l/AbC-0xYz9',
  'Mua một cái bàn, 2 cai ghe',
  'sau cái nhà văn hoá',
  'đề tài nghiên cứu',
  'nghien cuu',
  'công ăn việc làm',
  'ho tro cong an viec lam',
  'hỏi giá con giống',
  'mà tùy ý',
  'cài đặt ứng dụng',
  'da cai dat ung dung',
  'Xã Mai Sơn',
  'Thuận Châu',
  'drugstore',
  'policy',
  'Hen luc 08:00 22/11/2026',
  'Lich hen 2026-11-22 08:00',
  'Vay 200.000.000 đ trong 120 tháng',
  'Ma so 1234567890123',
])('%p is harmless', (text) => expect(privacyBreaches(text)).toEqual([]));

test.each([
  'Gặp Lò Văn Thương',
  'gap LO VAN THUONG luc 8 gio',
  'lò  văn thương.',
  'Lò Văn Thương'.normalize('NFD'),
])('%p names somebody', (text) => {
  expect(privacyBreaches(text, { fullNames: ['Vàng A Páo', 'Lò Văn Thương'] })).toEqual(['full name']);
});

test('initials, one word of a name and a longer word are no full name', () => {
  expect(privacyBreaches('Gap L.V.T. o Thuong Thuong', { fullNames: ['Lò Văn Thương', 'Thương'] })).toEqual(
    [],
  );
});

test.each([
  'Goi 0592 000 678',
  'Goi 0592000678.',
  '+84592000678',
  '84 592 000 678',
  '0592.000.678',
  '0212 3852 123',
  '+84 (0) 592 000 678',
])('%p gives a number away', (text) => {
  expect(privacyBreaches(text)).toEqual(['phone number']);
});

test('a harmless phrase excuses only itself', () => {
  expect(privacyBreaches('cong an viec lam, hoi cong an')).toEqual(['công an']);
  expect(privacyBreaches('cai nghien cuu')).toEqual([]);
});

test('a report never repeats the name or the number', () => {
  const report = privacyBreaches('Lò Văn Thương 0592000678 cai nghiện', {
    fullNames: ['Lò Văn Thương'],
  }).join();
  expect(report).not.toMatch(/Thương|0592/);
});

import type { Commune } from '../../domain/places';

/** The places of the demo: province codes as in Vietnam, communes invented after real patterns. */
export const DEMO_PLACES = {
  provinces: [
    { code: '14', name: 'Sơn La' },
    { code: '01', name: 'Hà Nội' },
  ],
  communes: [
    { id: '14-to-hieu', provinceCode: '14', kind: 'phường', name: 'Tô Hiệu', province: 'Sơn La' },
    { id: '14-chieng-coi', provinceCode: '14', kind: 'phường', name: 'Chiềng Cơi', province: 'Sơn La' },
    { id: '14-mai-son', provinceCode: '14', kind: 'xã', name: 'Mai Sơn', province: 'Sơn La' },
    { id: '14-thuan-chau', provinceCode: '14', kind: 'xã', name: 'Thuận Châu', province: 'Sơn La' },
    { id: '14-muong-la', provinceCode: '14', kind: 'xã', name: 'Mường La', province: 'Sơn La' },
    { id: '14-yen-chau', provinceCode: '14', kind: 'xã', name: 'Yên Châu', province: 'Sơn La' },
    { id: '14-tan-lap', provinceCode: '14', kind: 'xã', name: 'Tân Lập', province: 'Sơn La' },
    { id: '01-hoan-kiem', provinceCode: '01', kind: 'phường', name: 'Hoàn Kiếm', province: 'Hà Nội' },
    { id: '01-cau-giay', provinceCode: '01', kind: 'phường', name: 'Cầu Giấy', province: 'Hà Nội' },
    { id: '01-ha-dong', provinceCode: '01', kind: 'phường', name: 'Hà Đông', province: 'Hà Nội' },
    { id: '01-soc-son', provinceCode: '01', kind: 'xã', name: 'Sóc Sơn', province: 'Hà Nội' },
    { id: '01-dong-anh', provinceCode: '01', kind: 'xã', name: 'Đông Anh', province: 'Hà Nội' },
    // The same name in both provinces, so that a file must say which.
    { id: '01-tan-lap', provinceCode: '01', kind: 'xã', name: 'Tân Lập', province: 'Hà Nội' },
  ],
} as const satisfies {
  provinces: readonly { code: string; name: string }[];
  communes: readonly (Commune & { provinceCode: string })[];
};

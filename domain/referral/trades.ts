/** What people learn and live by; a closed list, so that it can be counted. */
export const TRADES = [
  'crops',
  'livestock',
  'forestry',
  'sewing',
  'weaving',
  'construction',
  'carpentry',
  'welding',
  'electrics',
  'vehicle-repair',
  'driving',
  'cooking',
  'hairdressing',
  'factory',
  'trade',
  'services',
  'other',
] as const;
export type Trade = (typeof TRADES)[number];

import { verify } from '@node-rs/argon2';
import { openDatabase, type PrismaClient } from '../../prisma/client';
import { openFirstAdmin } from '../../scripts/docker/first-admin';
import { freshDatabase } from '../support/real-parts';

describe('the first account', () => {
  let db: PrismaClient;
  beforeAll(async () => {
    db = openDatabase(await freshDatabase(), 3);
  });
  afterAll(() => db?.$disconnect());

  test('is opened once, also by two at once, and its password fits', async () => {
    const tries = await Promise.allSettled([
      openFirstAdmin(db, ' First@Office.example ', 'Hoàng  Thị Minh'),
      openFirstAdmin(db, 'second@office.example', 'Đỗ Văn Hai'),
    ]);
    const opened = tries.filter((one) => one.status === 'fulfilled');
    expect(opened).toHaveLength(1);
    expect(tries.find((one) => one.status === 'rejected')?.reason).toMatchObject({ name: 'Missing' });

    const admins = await db.user.findMany();
    expect(admins).toHaveLength(1);
    expect(admins[0]).toMatchObject({ role: 'admin', active: true, communeId: null });
    expect(await verify(admins[0]?.passwordHash ?? '', opened[0]?.value ?? '')).toBe(true);
    expect(opened[0]?.value.length).toBeGreaterThanOrEqual(20);
  });

  test('may be opened again when the only administrator has left', async () => {
    await db.user.updateMany({ data: { active: false } });
    await expect(openFirstAdmin(db, 'third@office.example', 'Vũ Thị Ba')).resolves.toMatch(/^[\w-]{20}$/);
  });
});

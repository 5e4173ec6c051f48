import { openDatabase, type PrismaClient } from '../../prisma/client';
import { freshDatabase } from '../support/real-parts';

let db: PrismaClient;

beforeAll(async () => {
  db = openDatabase(await freshDatabase(), 4);
  await db.province.create({ data: { id: '14', name: 'Sơn La' } });
  await db.organisation.create({ data: { id: 'fund-1', name: 'Quỹ', kind: 'fund', provinceId: '14' } });
});

afterAll(() => db.$disconnect());

let made = 0;
const newFund = async () => {
  const id = `f${++made}`;
  await db.fund.create({
    data: { id, name: id, source: 'revolving', organisationId: 'fund-1', provinceId: '14' },
  });
  return id;
};

describe('PostgreSQL itself', () => {
  const entry = (fundId: string, amounts: [string, bigint][], key = `${fundId}/${++made}`) =>
    db.ledgerEntry.create({
      data: {
        key,
        fundId,
        kind: 'capital-in',
        on: new Date('2026-11-23'),
        at: new Date('2026-11-23'),
        postings: { create: amounts.map(([account, amount]) => ({ fundId, account, amount })) },
      },
    });

  test('takes an entry whose postings sum to zero', async () => {
    const fundId = await newFund();
    await entry(fundId, [
      ['cash', 5n],
      ['capital', -5n],
    ]);
    expect(await db.posting.count({ where: { fundId } })).toBe(2);
  });

  test.each<[string, [string, bigint][]]>([
    ['do not sum to zero', [['cash', 5n]]],
    ['are not there', []],
  ])('refuses an entry whose postings %s', async (_, amounts) => {
    const fundId = await newFund();
    await expect(entry(fundId, amounts)).rejects.toThrow();
    expect(await db.ledgerEntry.count({ where: { fundId } })).toBe(0);
  });

  test('refuses a posting of another fund than its entry', async () => {
    const [one, other] = [await newFund(), await newFund()];
    await expect(
      db.ledgerEntry.create({
        data: {
          key: `${one}/other`,
          fundId: one,
          kind: 'capital-in',
          on: new Date('2026-11-23'),
          at: new Date('2026-11-23'),
          postings: {
            create: [
              { fundId: one, account: 'cash', amount: 5n },
              { fundId: other, account: 'capital', amount: -5n },
            ],
          },
        },
      }),
    ).rejects.toThrow();
  });

  test('refuses to change or delete what is booked', async () => {
    const fundId = await newFund();
    const { id } = await entry(fundId, [
      ['cash', 5n],
      ['capital', -5n],
    ]);
    await expect(db.ledgerEntry.update({ where: { id }, data: { why: 'otherwise' } })).rejects.toThrow();
    await expect(db.posting.updateMany({ where: { entryId: id }, data: { amount: 0n } })).rejects.toThrow();
    await expect(db.posting.deleteMany({ where: { entryId: id } })).rejects.toThrow();
  });
});

import type { Balance, Dong } from '../domain/ledger';
import type { Db } from './client';

/** A fund's money, with what is set aside for loans that are decided and not paid out yet. */
export interface FundMoney extends Balance {
  reserved: Dong;
  /** Cash that nobody has been promised. */
  free: Dong;
}

/** The money of several funds; the sums of their postings, kept nowhere else. */
export async function moneyOf(db: Db, fundIds: readonly string[]): Promise<Map<string, FundMoney>> {
  const rows = await db.$queryRaw<Sums[]>`
    SELECT f.id, p.*, r.reserved FROM "Fund" f
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE account = 'cash'), 0)::bigint AS cash,
        coalesce(sum(amount) FILTER (WHERE account = 'lent'), 0)::bigint AS lent,
        coalesce(sum(amount) FILTER (WHERE account = 'written-off'), 0)::bigint AS "writtenOff",
        coalesce(-sum(amount) FILTER (WHERE account = 'capital'), 0)::bigint AS capital
      FROM "Posting" WHERE "fundId" = f.id) p
    CROSS JOIN LATERAL (SELECT coalesce(sum(reserved), 0)::bigint AS reserved FROM "Loan" WHERE "fundId" = f.id) r
    WHERE f.id = ANY(${fundIds})`;
  return new Map(
    rows.map(({ id, ...sums }) => {
      const [cash, lent, writtenOff, capital, reserved] = [
        Number(sums.cash),
        Number(sums.lent),
        Number(sums.writtenOff),
        Number(sums.capital),
        Number(sums.reserved),
      ];
      return [id, { cash, lent, writtenOff, capital, reserved, free: cash - reserved }];
    }),
  );
}

type Sums = { id: string } & Record<keyof Omit<FundMoney, 'free'>, bigint>;

export async function moneyOfOne(db: Db, fundId: string): Promise<FundMoney> {
  const money = (await moneyOf(db, [fundId])).get(fundId);
  if (!money) throw new Error(`there is no fund ${fundId}`);
  return money;
}

import { generateVAPIDKeys, type VapidKeys } from 'web-push';
import type { Db } from './client';

const NAME = 'vapid';

/**
 * The pair of keys by which browsers know that it is we who write to them (RFC 8292). Made once, by whoever asks first:
 * another pair would end every subscription there is.
 */
export async function pushKeys(db: Db): Promise<VapidKeys> {
  const read = async () =>
    (await db.ownKey.findUnique({ where: { name: NAME } }))?.value as VapidKeys | undefined;
  const known = await read();
  if (known) return known;
  await db.ownKey.createMany({
    data: [{ name: NAME, value: { ...generateVAPIDKeys() } }],
    skipDuplicates: true,
  });
  return (await read()) as VapidKeys;
}

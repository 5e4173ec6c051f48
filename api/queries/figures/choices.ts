import { fullPlaceName } from '../../../domain/places';
import type { Context } from '../../context';
import type { Scope } from './ask';

interface Named {
  id: string;
  name: string;
}

/** What figures can be narrowed to within an area. A place that is fixed is no choice. */
export interface FigureChoices {
  provinces: Named[];
  communes: Named[];
  centres: Named[];
  organisations: Named[];
  /** The whole of what is shown: 'Xã Mai Sơn, Sơn La'. */
  place: string;
}

/** @param own what the asker's account fixes. */
export async function figureChoices(
  { db }: Context,
  { of }: Pick<Scope, 'of'>,
  own: { provinceId?: string | null; communeId?: string | null; centreId?: string | null },
): Promise<FigureChoices> {
  const named = { select: { id: true, name: true }, orderBy: { name: 'asc' } } as const;
  const { provinceId, communeId, centreId, organisationId } = of;
  const [provinces, communes, centres, organisations, commune] = await Promise.all([
    db.province.findMany(named),
    provinceId ? db.commune.findMany({ where: { provinceId }, ...named }) : [],
    db.centre.findMany(named),
    provinceId ? db.organisation.findMany({ where: { provinceId }, ...named }) : [],
    communeId ? db.commune.findUnique({ where: { id: communeId }, include: { province: true } }) : null,
  ]);
  const name = (list: readonly Named[], id?: string) => list.find((one) => one.id === id)?.name;
  const place = commune
    ? fullPlaceName({ ...commune, kind: commune.kind as 'xã', province: commune.province.name })
    : name(provinces, provinceId);
  const fixed = Boolean(own.communeId || own.centreId);
  return {
    provinces: own.provinceId || fixed ? [] : provinces,
    communes: fixed ? [] : communes,
    centres: own.centreId ? [] : centres,
    organisations: own.centreId ? [] : organisations,
    place: [place, name(centres, centreId), name(organisations, organisationId)].filter(Boolean).join(', '),
  };
}

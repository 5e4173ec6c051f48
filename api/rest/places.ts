import { z } from 'zod';
import { createCentre, createCommune, createOrganisation, createProvince } from '../commands';
import { listCentres, listCommunes, listOrganisations, listProvinces } from '../queries';
import { PageQuery, pageOf } from '../queries/page';
import { CentreView, CommuneView, OrganisationView, ProvinceView } from '../queries/shapes';
import { route, taken } from './route';

const OfProvince = PageQuery.extend({ provinceId: z.string().max(40).optional() });
const Id = z.object({ id: z.string() });

/** Creating is alike for all reference data; only the administrator may. */
function creates(
  path: string,
  tag: string,
  summary: string,
  command: typeof createProvince | typeof createCommune | typeof createCentre | typeof createOrganisation,
) {
  return route({
    method: 'post',
    path,
    tag,
    summary,
    body: command.input as z.ZodObject,
    status: 201,
    answer: Id,
    problems: ['forbidden'],
    run: async ({ ctx, actor, req, key }) => taken(await command(ctx, actor, req.body, key)),
  });
}

export const placeRoutes = [
  route({
    method: 'get',
    path: '/provinces',
    tag: 'places',
    summary: 'Provinces',
    query: PageQuery,
    answer: pageOf(ProvinceView),
    run: ({ ctx, query }) => listProvinces(ctx, query),
  }),
  route({
    method: 'get',
    path: '/communes',
    tag: 'places',
    summary: 'Communes, wards and special zones',
    query: OfProvince,
    answer: pageOf(CommuneView),
    run: ({ ctx, query }) => listCommunes(ctx, query),
  }),
  route({
    method: 'get',
    path: '/centres',
    tag: 'places',
    summary: 'Centres',
    query: OfProvince,
    answer: pageOf(CentreView),
    run: ({ ctx, query }) => listCentres(ctx, query),
  }),
  route({
    method: 'get',
    path: '/organisations',
    tag: 'organisations',
    summary: 'Partners and mass organisations',
    query: OfProvince.extend({ kind: z.string().max(20).optional() }),
    answer: pageOf(OrganisationView),
    run: ({ ctx, query }) => listOrganisations(ctx, query),
  }),
  creates('/provinces', 'places', 'Add a province', createProvince),
  creates('/communes', 'places', 'Add a commune', createCommune),
  creates('/centres', 'places', 'Add a centre', createCentre),
  creates('/organisations', 'organisations', 'Add an organisation', createOrganisation),
];

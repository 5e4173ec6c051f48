import { type Request, type Response, Router } from 'express';
import { CENTRE_KIND_LABELS, label, ORGANISATION_KIND_LABELS } from '../../domain/wording/labels';
import { createCentre, createCommune, createOrganisation, createProvince } from '../commands';
import type { Context } from '../context';
import { ProblemError } from '../problem';
import {
  type CentreView,
  type CommuneView,
  type Page as ListPage,
  listCentres,
  listCommunes,
  listOrganisations,
  listProvinces,
  type OrganisationView,
} from '../queries';
import {
  type Col,
  type Draft,
  ErrorSummary,
  Form,
  Input,
  NextPage,
  type Option,
  Section,
  Select,
  Submit,
  Table,
} from './components';
import { Page } from './layout';
import { act, actorOn, asked, type Run, show, signedIn, viewOf } from './show';
import { useView } from './view';

const KINDS = ['provinces', 'communes', 'centres', 'organisations'] as const;
type Kind = (typeof KINDS)[number];
const COMMUNE_KINDS = ['xã', 'phường', 'đặc khu'];

type Row = { id: string; name: string } & Partial<CommuneView & CentreView & OrganisationView>;

export function placePages(ctx: Context): Router {
  const router = Router();
  const lists = {
    provinces: listProvinces,
    communes: listCommunes,
    centres: listCentres,
    organisations: listOrganisations,
  };
  const creates: Record<Kind, Run<{ id: string }>> = {
    provinces: createProvince,
    communes: createCommune,
    centres: createCentre,
    organisations: createOrganisation,
  };

  const page = (kind: Kind) => async (req: Request, res: Response, draft?: Draft) => {
    if (actorOn(req).role !== 'admin') throw new ProblemError('forbidden');
    const [rows, provinces] = await Promise.all([
      lists[kind](ctx, { after: asked(req, 'after') }),
      listProvinces(ctx),
    ]);
    show(
      res,
      viewOf(ctx, req),
      <PlacesPage kind={kind} rows={rows as ListPage<Row>} provinces={provinces.items} draft={draft} />,
    );
  };

  router.use('/places', signedIn);
  router.get('/places', (_req, res) => res.redirect(303, '/places/communes'));
  for (const kind of KINDS) {
    router.get(`/places/${kind}`, (req, res) => page(kind)(req, res));
    router.post(
      `/places/${kind}`,
      act(ctx, creates[kind], {
        form: kind,
        done: () => `/places/${kind}?done=added`,
        again: page(kind),
        fresh: () => `/places/${kind}`,
      }),
    );
  }
  return router;
}

interface Props {
  kind: Kind;
  rows: ListPage<Row>;
  provinces: { id: string; name: string }[];
  draft?: Draft;
}

function PlacesPage({ kind, rows, provinces, draft }: Props) {
  const { t, lang } = useView();
  const provinceOf = new Map(provinces.map(({ id, name }) => [id, name]));
  const kindOf = (row: Row) =>
    kind === 'centres'
      ? label(CENTRE_KIND_LABELS, row.kind ?? '', lang)
      : label(ORGANISATION_KIND_LABELS, row.kind ?? '', lang);
  const cols: Col<Row>[] = [{ label: t.name, cell: (row) => row.fullName ?? row.name }];
  if (kind === 'centres' || kind === 'organisations') cols.push({ label: t.kind, cell: kindOf });
  if (kind !== 'provinces' && kind !== 'communes')
    cols.push({ label: t.province, cell: (row) => provinceOf.get(row.provinceId ?? '') });
  if (kind !== 'organisations') cols.push({ label: t.code, cell: ({ id }) => id });
  return (
    <Page title={t.places}>
      <nav class="row" aria-label={t.places}>
        {KINDS.map((other) => (
          <a key={other} href={`/places/${other}`} aria-current={other === kind ? 'page' : undefined}>
            {t[other]}
          </a>
        ))}
      </nav>
      <div class="cols two">
        <div class="stack">
          <Table caption={t[kind]} rows={rows.items} rowKey={({ id }) => id} empty={t.none} cols={cols} />
          <NextPage path={`/places/${kind}`} query={{}} next={rows.next} />
        </div>
        <Section id="add" title={t.add}>
          <ErrorSummary draft={draft} />
          <Form action={`/places/${kind}`}>
            <Fields kind={kind} provinces={provinces} draft={draft} />
            <Submit>{t.add}</Submit>
          </Form>
        </Section>
      </div>
    </Page>
  );
}

function Fields({ kind, provinces, draft }: Omit<Props, 'rows'>) {
  const { t, lang } = useView();
  const named = (list: Record<string, Record<'vi' | 'en', string>>): Option[] =>
    Object.entries(list).map(([value, text]) => ({ value, label: text[lang] }));
  const kinds: Record<Kind, Option[]> = {
    provinces: [],
    communes: COMMUNE_KINDS.map((value) => ({ value, label: value })),
    centres: named(CENTRE_KIND_LABELS),
    organisations: named(ORGANISATION_KIND_LABELS),
  };
  return (
    <>
      {kind !== 'organisations' && (
        <Input name="id" label={t.code} hint={t.codeHint} autoComplete="off" required draft={draft} />
      )}
      <Input name="name" label={t.name} autoComplete="off" required draft={draft} />
      {kind !== 'provinces' && (
        <Select name="kind" label={t.kind} options={kinds[kind]} required draft={draft} />
      )}
      {kind !== 'provinces' && (
        <Select
          name="provinceId"
          label={t.province}
          options={provinces.map(({ id, name }) => ({ value: id, label: name }))}
          required
          draft={draft}
        />
      )}
    </>
  );
}

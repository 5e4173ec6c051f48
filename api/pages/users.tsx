import { type Request, type Response, Router } from 'express';
import { SPOKEN } from '../../domain/mentor-match';
import { ROLES, type Role } from '../../domain/roles';
import { label, ROLE_LABELS, SPOKEN_LABELS } from '../../domain/wording/labels';
import { createUser, deactivateUser, reactivateUser, updateUser } from '../commands';
import type { Context } from '../context';
import { ProblemError } from '../problem';
import {
  communeChoices,
  type Page as ListPage,
  listCentres,
  listOrganisations,
  listProvinces,
  listUsers,
  type UserCard,
  userDetail,
} from '../queries';
import {
  Choices,
  choicesOf,
  type Draft,
  ErrorSummary,
  Form,
  Input,
  NextPage,
  type Option,
  SearchForm,
  Select,
  Submit,
  Table,
  Tag,
} from './components';
import { Page } from './layout';
import { act, actorOn, asked, show, signedIn, viewOf } from './show';
import { useView } from './view';

export function userPages(ctx: Context): Router {
  const router = Router();

  const list = async (req: Request, res: Response, draft?: Draft) => {
    const filter = {
      role: roleOf(asked(req, 'role')),
      search: asked(req, 'search'),
      after: asked(req, 'after'),
    };
    const users = await listUsers(ctx, actorOn(req), filter);
    if (!users) throw new ProblemError('forbidden');
    show(res, viewOf(ctx, req), <UsersPage users={users} {...filter} draft={draft} />);
  };

  const places = async (): Promise<Places> => {
    const [provinces, communes, centres, organisations] = await Promise.all([
      listProvinces(ctx),
      communeChoices(ctx),
      listCentres(ctx),
      listOrganisations(ctx),
    ]);
    return {
      provinceId: provinces.items,
      communeId: communes,
      centreId: centres.items,
      organisationId: organisations.items,
    };
  };

  const form = async (req: Request, res: Response, draft?: Draft) => {
    if (actorOn(req).role !== 'admin') throw new ProblemError('forbidden');
    show(res, viewOf(ctx, req), <NewUserPage places={await places()} draft={draft} />);
  };

  router.use('/users', signedIn);
  router.get('/users', (req, res) => list(req, res));
  router.get('/users/new', (req, res) => form(req, res));
  router.post(
    '/users',
    act(ctx, createUser, {
      form: 'user',
      done: () => '/users?done=added',
      again: form,
      fresh: () => '/users',
    }),
  );
  const change = async (req: Request, res: Response, draft?: Draft) => {
    if (actorOn(req).role !== 'admin') throw new ProblemError('forbidden');
    const user = await userDetail(ctx, actorOn(req), String(req.params.userId));
    if (!user) throw new ProblemError('not-found');
    show(res, viewOf(ctx, req), <UserPage user={user} places={await places()} draft={draft} />);
  };
  router.get('/users/:userId', (req, res) => change(req, res));
  router.post(
    '/users/:userId',
    act(ctx, updateUser, {
      form: 'user',
      done: () => '/users?done=changed',
      again: change,
      fresh: (req) => `/users/${req.params.userId}`,
    }),
  );
  for (const [path, command] of [
    ['deactivate', deactivateUser],
    ['reactivate', reactivateUser],
  ] as const) {
    router.post(
      `/users/:userId/${path}`,
      act(ctx, command, {
        form: path,
        done: () => '/users?done=changed',
        again: list,
        fresh: () => '/users',
      }),
    );
  }
  return router;
}

const roleOf = (text: string | undefined): Role | undefined => ROLES.find((role) => role === text);

function UsersPage({
  users,
  role,
  search,
  draft,
}: {
  users: ListPage<UserCard>;
  role?: Role;
  search?: string;
  draft?: Draft;
}) {
  const { t, lang } = useView();
  return (
    <Page
      title={t.users}
      aside={
        <a class="button" href="/users/new">
          {t.userNew}
        </a>
      }
    >
      <ErrorSummary draft={draft} />
      <SearchForm action="/users" label={t.users}>
        <Input name="search" type="search" label={t.nameOrEmail} value={search} />
        <Select
          name="role"
          label={t.role}
          options={choicesOf(ROLES, ROLE_LABELS, lang)}
          value={role}
          blank={t.all}
        />
        <Submit second>{t.search}</Submit>
      </SearchForm>
      <Table
        caption={t.users}
        hideCaption
        rows={users.items}
        rowKey={({ id }) => id}
        empty={t.usersEmpty}
        cols={[
          {
            label: t.name,
            cell: ({ id, name, email, phone }) => (
              <>
                <a href={`/users/${id}`}>{name}</a>
                <span class="quiet block">
                  {[email, phone?.replace(/^\+84/, '0')].filter(Boolean).join(' · ')}
                </span>
              </>
            ),
          },
          { label: t.role, cell: ({ role }) => label(ROLE_LABELS, role, lang) },
          {
            label: t.area,
            cell: (user) => (user.organisation ?? user.centre ?? user.commune ?? user.province)?.name,
          },
          {
            label: t.status,
            cell: ({ active }) => (
              <Tag tone={active ? 'good' : 'plain'}>{active ? t.active : t.inactive}</Tag>
            ),
          },
          {
            label: t.change,
            cell: (user) => user.role !== 'admin' && <OpenOrClose user={user} />,
          },
        ]}
      />
      <NextPage path="/users" query={{ role, search }} next={users.next} />
    </Page>
  );
}

/** Closes the account, or opens it again. */
function OpenOrClose({ user: { id, name, active } }: { user: UserCard }) {
  const { t } = useView();
  return (
    <Form
      action={`/users/${id}/${active ? 'deactivate' : 'reactivate'}`}
      class=""
      label={`${active ? t.deactivate : t.reactivate}: ${name}`}
    >
      <button type="submit" class="bare">
        {active ? t.deactivate : t.reactivate} <span class="unseen">{name}</span>
      </button>
    </Form>
  );
}

type Places = Record<
  'provinceId' | 'communeId' | 'centreId' | 'organisationId',
  { id: string; name: string }[]
>;

/** Which places the area of a role is made of; the first is the usual one. */
const AREA: Record<Role, (keyof Places)[]> = {
  centre: ['centreId'],
  commune: ['communeId'],
  mentor: ['communeId'],
  supervisor: ['communeId', 'provinceId'],
  partner: ['organisationId'],
  admin: [],
};

/** What an administrator may change of an account: everything but its role. */
function UserPage({ user, places, draft }: { user: UserCard; places: Places; draft?: Draft }) {
  const { t, lang } = useView();
  const now: Record<keyof Places, string | undefined> = {
    provinceId: user.province?.id,
    communeId: user.commune?.id,
    centreId: user.centre?.id,
    organisationId: user.organisation?.id,
  };
  const area = AREA[user.role];
  const place = (user.organisation ?? user.centre ?? user.commune ?? user.province)?.name;
  return (
    <Page title={user.name} up={{ href: '/users', label: t.users }}>
      <div class="narrow stack">
        <p>
          {label(ROLE_LABELS, user.role, lang)}
          {place && ` · ${place}`}{' '}
          <Tag tone={user.active ? 'good' : 'plain'}>{user.active ? t.active : t.inactive}</Tag>{' '}
          {user.role !== 'mentor' && user.role !== 'admin' && (
            <a href={`/users/${user.id}/absence`}>{t.absence}</a>
          )}
        </p>
        <ErrorSummary draft={draft} />
        <Form action={`/users/${user.id}`} class="card">
          <p class="quiet">{t.roleFixed}</p>
          <Account user={user} draft={draft} />
          {area.length > 0 && (
            <fieldset>
              <legend>{t.area}</legend>
              {area.map((field) => (
                <Place
                  key={field}
                  field={field}
                  places={places}
                  value={now[field]}
                  // A supervisor without a commune watches the province.
                  blank={area.length > 1 && field === 'communeId'}
                  draft={draft}
                />
              ))}
            </fieldset>
          )}
          <Submit>{t.save}</Submit>
        </Form>
        {user.role !== 'admin' && <OpenOrClose user={user} />}
      </div>
    </Page>
  );
}

/** Name, how to be reached and how to sign in; of a new account or a given one. */
function Account({ user, draft }: { user?: UserCard; draft?: Draft }) {
  const { t, lang } = useView();
  const languages = [
    { value: 'vi', label: 'Tiếng Việt' },
    { value: 'en', label: 'English' },
  ];
  return (
    <>
      <Input name="name" label={t.name} value={user?.name} autoComplete="off" required draft={draft} />
      <Input
        name="phone"
        type="tel"
        label={t.phone}
        hint={t.userPhoneHint}
        value={user?.phone?.replace(/^\+84/, '0')}
        autoComplete="off"
        required={false}
        draft={draft}
      />
      <Input
        name="email"
        type="email"
        label={t.email}
        value={user?.email ?? undefined}
        autoComplete="off"
        required={false}
        draft={draft}
      />
      <Input
        name="password"
        type="password"
        label={user ? t.passwordNew : t.password}
        hint={t.passwordHint}
        autoComplete="new-password"
        required={false}
        draft={draft}
      />
      {(user?.role ?? 'mentor') === 'mentor' && (
        <fieldset>
          <legend>{t.suits}</legend>
          <span class="hint">{t.suitsHint}</span>
          <Select
            name="sex"
            label={t.sex}
            options={[
              { value: 'male', label: t.male },
              { value: 'female', label: t.female },
            ]}
            value={user?.sex ?? ''}
            blank="–"
            draft={draft}
          />
          <input type="hidden" name="languages" value="" />
          <Choices
            name="languages"
            label={t.speaks}
            options={choicesOf(SPOKEN, SPOKEN_LABELS, lang)}
            value={user?.languages ?? []}
            many
            draft={draft}
          />
        </fieldset>
      )}
      <Select
        name="language"
        label={t.language}
        options={languages}
        value={user?.language ?? 'vi'}
        draft={draft}
      />
    </>
  );
}

function Place(props: {
  field: keyof Places;
  places: Places;
  value?: string;
  /** None is an answer. */
  blank: boolean;
  draft?: Draft;
}) {
  const { t } = useView();
  const { field, places, value, blank, draft } = props;
  const label = {
    provinceId: t.province,
    communeId: t.commune,
    centreId: t.centre,
    organisationId: t.organisation,
  };
  const options: Option[] = places[field].map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      name={field}
      label={label[field]}
      options={options}
      value={value}
      blank={blank ? '–' : undefined}
      draft={draft}
    />
  );
}

function NewUserPage({ places, draft }: { places: Places; draft?: Draft }) {
  const { t, lang } = useView();
  return (
    <Page title={t.userNew} up={{ href: '/users', label: t.users }}>
      <div class="narrow stack">
        <ErrorSummary draft={draft} />
        <Form action="/users" class="card">
          <Select
            name="role"
            label={t.role}
            options={choicesOf(ROLES, ROLE_LABELS, lang)}
            blank="–"
            required
            draft={draft}
          />
          <Account draft={draft} />
          <fieldset>
            <legend>{t.area}</legend>
            <span class="hint">{t.areaHint}</span>
            {(['communeId', 'centreId', 'organisationId', 'provinceId'] as const).map((field) => (
              <Place key={field} field={field} places={places} blank draft={draft} />
            ))}
          </fieldset>
          <Submit>{t.userCreate}</Submit>
        </Form>
      </div>
    </Page>
  );
}

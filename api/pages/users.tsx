import { type Request, type Response, Router } from 'express';
import { ROLES, type Role } from '../../domain/roles';
import { label, ROLE_LABELS } from '../../domain/wording/labels';
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
  choicesOf,
  type Draft,
  ErrorSummary,
  Input,
  NextPage,
  SearchForm,
  Select,
  Submit,
  Table,
  Tag,
} from './components';
import { Page } from './layout';
import { act, actorOn, asked, show, signedIn, viewOf } from './show';
import { NewUserPage, OpenOrClose, type Places, UserPage } from './user-forms';
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

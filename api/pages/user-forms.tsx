import { SPOKEN } from '../../domain/mentor-match';
import { ROLES, type Role } from '../../domain/roles';
import { label, ROLE_LABELS, SPOKEN_LABELS } from '../../domain/wording/labels';
import type { UserCard } from '../queries';
import {
  Choices,
  choicesOf,
  type Draft,
  ErrorSummary,
  Form,
  Input,
  type Option,
  Select,
  Submit,
  Tag,
} from './components';
import { Page } from './layout';
import { useView } from './view';

/** Closes the account, or opens it again. */
export function OpenOrClose({ user: { id, name, active } }: { user: UserCard }) {
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

export type Places = Record<
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
export function UserPage({ user, places, draft }: { user: UserCard; places: Places; draft?: Draft }) {
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
          {user.role !== 'partner' && user.role !== 'admin' && (
            <Choices
              name="seesHealth"
              label={t.seesHealth}
              hint={t.seesHealthHint}
              options={[
                { value: 'no', label: t.no },
                { value: 'yes', label: t.yes },
              ]}
              value={user.seesHealth ? 'yes' : 'no'}
              draft={draft}
            />
          )}
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
    ...(['tai', 'hmong'] as const).map((tongue) => ({ value: tongue, label: SPOKEN_LABELS[tongue][lang] })),
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

export function NewUserPage({ places, draft }: { places: Places; draft?: Draft }) {
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

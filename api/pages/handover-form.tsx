import { type Request, type Response, Router } from 'express';
import { COLUMNS, type Column } from '../../domain/discharge-row';
import { SPOKEN } from '../../domain/mentor-match';
import { SPOKEN_LABELS } from '../../domain/wording/labels';
import { startHandover } from '../commands';
import type { Context } from '../context';
import { ProblemError } from '../problem';
import { communeChoices } from '../queries';
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
  TextArea,
} from './components';
import { Page } from './layout';
import { act, actorOn, dayFrom, show, signedIn, viewOf } from './show';
import { useView } from './view';

export function handoverFormPages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    if (actorOn(req).role !== 'centre') throw new ProblemError('forbidden');
    show(res, viewOf(ctx, req), <OnePersonPage communes={await communeChoices(ctx)} draft={draft} />);
  };
  router.use('/handovers', signedIn);
  router.get('/handovers/new', (req, res) => page(req, res));
  router.post(
    '/handovers',
    act(ctx, startHandover, {
      form: 'handover',
      input: (req) => ({ birthDate: dayFrom(req.body?.birthDate), endDay: dayFrom(req.body?.endDay) }),
      done: () => '/cases?done=started', // the case itself appears as soon as the engine has taken it
      again: page,
      fresh: () => '/cases',
    }),
  );
  return router;
}

/** Words of the spreadsheet, as the reader of rows understands them. */
const NO_RESIDENCE = 'không có nơi cư trú ổn định';
const TREATMENTS = { 'tự nguyện': 'voluntary', 'bắt buộc': 'compulsory', methadone: 'substitution' } as const;

function OnePersonPage({ communes, draft }: { communes: { id: string; name: string }[]; draft?: Draft }) {
  const { t, lang } = useView();
  const field = (column: Column) => ({
    name: column,
    label: COLUMNS[column][lang],
    required: COLUMNS[column].required,
    draft,
  });
  const places: Option[] = [
    { value: NO_RESIDENCE, label: t.noResidence },
    ...communes.map(({ name }) => ({ value: name, label: name })),
  ];
  const treatments = Object.entries(TREATMENTS).map(([value, kind]) => ({ value, label: t[kind] }));
  const genders = [
    { value: 'nam', label: t.male },
    { value: 'nữ', label: t.female },
  ];
  return (
    <Page title={t.onePerson} up={{ href: '/imports', label: t.imports }}>
      <div class="narrow stack">
        <ErrorSummary draft={draft} whole />
        <Form action="/handovers" class="card">
          <Input {...field('fullName')} autoComplete="off" />
          <Input {...field('birthDate')} type="date" />
          <Select {...field('gender')} options={genders} blank="–" />
          <Input {...field('caseNumber')} autoComplete="off" />
          <Select {...field('treatment')} options={treatments} blank="–" />
          <Input {...field('endDay')} type="date" />
          <Select {...field('commune')} options={places} blank="–" />
          <Input {...field('address')} autoComplete="off" />
          <Input {...field('phone')} type="tel" autoComplete="off" />
          <Input {...field('guardian')} autoComplete="off" hint={t.guardianHint} />
          <Input {...field('guardianPhone')} type="tel" autoComplete="off" />
          <Choices
            {...field('languages')}
            hint={t.languagesHint}
            options={choicesOf(SPOKEN, SPOKEN_LABELS, lang)}
            many
          />
          <TextArea {...field('note')} />
          <Submit>{t.onePersonStart}</Submit>
        </Form>
      </div>
    </Page>
  );
}

import { addMonths, type Day } from '../../../domain/calendar';
import { AGE_GROUPS, type AgeGroup, nameOf } from '../../../domain/indicators';
import { periodWords } from '../../../domain/wording/figures';
import { SEX_LABELS } from '../../../domain/wording/labels';
import type { FiguresAsk } from '../../queries';
import type { FigureChoices } from '../../queries/figures/choices';
import { Input, SearchForm, Select, Submit } from '../components';
import { useView } from '../view';
import { useFigures } from './words';

/** Chooses when, where and whom; what is chosen is the page's address. */
export function Filter({ path, ask, choices }: { path: string; ask: FiguresAsk; choices: FigureChoices }) {
  const { t, lang, today } = useView();
  const f = useFigures();
  const named = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  const [from, to] = ask.period?.includes('..') ? ask.period.split('..') : [];
  const places = [
    ['provinceId', f.province, choices.provinces],
    ['communeId', t.commune, choices.communes],
    ['centreId', t.centre, choices.centres],
    ['organisationId', t.organisation, choices.organisations],
  ] as const;
  return (
    <SearchForm action={path} label={f.period}>
      <Select
        name="period"
        label={f.period}
        options={periods(today).map((name) => ({ value: name, label: periodWords(name, lang) }))}
        value={ask.period ?? nameOf(today, 'month')}
      />
      <Input name="from" type="date" label={f.from} value={from} />
      <Input name="to" type="date" label={f.to} value={to} />
      {places.map(
        ([name, label, list]) =>
          list.length > 0 && (
            <Select
              key={name}
              name={name}
              label={label}
              options={named(list)}
              value={ask[name]}
              blank={t.all}
            />
          ),
      )}
      <Select
        name="sex"
        label={f.sex}
        options={Object.entries(SEX_LABELS).map(([value, label]) => ({ value, label: label[lang] }))}
        value={ask.sex}
        blank={t.all}
      />
      <Select
        name="age"
        label={f.age}
        options={(Object.keys(AGE_GROUPS) as AgeGroup[]).map((value) => ({
          value,
          label: AGE_GROUPS[value].label[lang],
        }))}
        value={ask.age}
        blank={t.all}
      />
      <Submit second>{f.show}</Submit>
    </SearchForm>
  );
}

/** What people report by: the months of a year and more, the quarters of two years, and six years. */
function periods(today: Day): string[] {
  const back = (kind: 'month' | 'quarter' | 'year', months: number, count: number) =>
    Array.from({ length: count }, (_, n) => nameOf(addMonths(`${today.slice(0, 7)}-01`, -months * n), kind));
  return [...back('month', 1, 14), ...back('quarter', 3, 9), ...back('year', 12, 6)];
}

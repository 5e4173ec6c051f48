import { EVERY } from '../../../domain/club';
import { EVERY_LABELS, WEEKDAY_LABELS } from '../../../domain/wording/community';
import { choicesOf, type Draft, Select } from '../components';
import { useView } from '../view';

interface Fields {
  draft?: Draft;
  prefix?: string;
}

/** From Monday on, as weeks are counted here. */
const WEEK = ['1', '2', '3', '4', '5', '6', '0'];

export function RhythmFields({ value, ...field }: Fields & { value?: { every: string; weekday: number } }) {
  const { t, lang } = useView();
  return (
    <>
      <Select
        name="every"
        label={t.clubMeets}
        options={choicesOf(EVERY, EVERY_LABELS, lang)}
        value={value?.every}
        required
        {...field}
      />
      <Select
        name="weekday"
        label={t.clubWeekday}
        options={WEEK.map((day) => ({ value: day, label: WEEKDAY_LABELS[day]?.[lang] ?? day }))}
        value={String(value?.weekday ?? 6)}
        required
        {...field}
      />
    </>
  );
}

export function LeaderField({
  leaders,
  value,
  ...field
}: Fields & { leaders: { id: string; name: string }[]; value?: string }) {
  const { t } = useView();
  return (
    <Select
      name="leaderId"
      label={t.clubLeader}
      blank={t.communeLeads}
      options={leaders.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      required={false}
      {...field}
    />
  );
}

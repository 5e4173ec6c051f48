import type { MemberView } from '../../queries';
import { Choices, type Draft, Input } from '../components';
import { useView } from '../view';

/** What is asked about a meeting, on a phone and at a desk alike; whoever is not ticked was not there. */
export function MeetingFields(props: { on: string; roll: MemberView[]; draft?: Draft; prefix?: string }) {
  const { t, today } = useView();
  const { on, roll, ...field } = props;
  return (
    <>
      <Choices
        name="present"
        label={t.whoWasThere}
        options={roll.map(({ id, name }) => ({ value: id, label: name }))}
        many
        {...field}
      />
      <Input name="guests" label={t.guests} inputMode="numeric" value="0" required={false} {...field} />
      <Input
        name="heldOn"
        type="date"
        label={t.meetingHeldOn}
        value={on < today ? on : today}
        max={today}
        required={false}
        {...field}
      />
      <Input name="topic" label={t.sessionTopic} maxLength={200} required={false} {...field} />
      <Choices
        name="held"
        label={t.wasItHeld}
        options={[
          { value: 'yes', label: t.yes },
          { value: 'no', label: t.notHeld },
        ]}
        value="yes"
        required
        {...field}
      />
    </>
  );
}

import { CONSENT_WAYS } from '../../../domain/consent';
import { CONSENT_WAY_LABELS } from '../../../domain/wording/labels';
import { Choices, choicesOf, type Draft, Input } from '../components';
import { useView } from '../view';

/** When and how somebody agreed. */
export function ConsentFields(form: { prefix: string; draft?: Draft }) {
  const { t, lang, today } = useView();
  return (
    <>
      <Input name="consentOn" type="date" label={t.consentOn} value={today} max={today} required {...form} />
      <Choices
        name="consentHow"
        label={t.consentHow}
        options={choicesOf(CONSENT_WAYS, CONSENT_WAY_LABELS, lang)}
        value="spoken"
        required
        {...form}
      />
    </>
  );
}

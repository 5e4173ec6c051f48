import { CONSENT_CHANNELS, CONSENT_WAYS, TOLD } from '../../../domain/consent';
import { CHANNEL_LABELS, CONSENT_WAY_LABELS, label, TOLD_LABELS } from '../../../domain/wording/labels';
import type { ConsentCard } from '../../queries/consent';
import {
  At,
  Choices,
  choicesOf,
  type Draft,
  draftFor,
  Facts,
  Form,
  Input,
  On,
  Section,
  Submit,
} from '../components';
import { useView } from '../view';
import { Folded } from './folded';

/** Whether the person, or their family, is told the day before somebody comes: only because they said so, and until they say no. */
export function Consent({ caseId, card, draft }: { caseId: string; card: ConsentCard; draft?: Draft }) {
  const { t, lang, today } = useView();
  const { consent, canRecord } = card;
  const action = `/cases/${encodeURIComponent(caseId)}/consent`;
  const form = { prefix: 'consent-', draft: draftFor(draft, 'consent') };
  if (!consent && !canRecord) return null;
  return (
    <Section id="consent" title={t.telling}>
      {!consent && <p class="quiet">{t.tellingNone}</p>}
      {consent && (
        <Facts
          facts={[
            [t.tellingTold, label(TOLD_LABELS, consent.told, lang)],
            [label(CHANNEL_LABELS, consent.channel, lang), consent.to],
            [t.tellingHow, label(CONSENT_WAY_LABELS, consent.how, lang)],
            [t.tellingGiven, <On day={consent.givenOn} />],
            [
              t.recordedBy,
              <>
                {consent.recordedBy ?? t.none} · <At at={consent.recordedAt} />
              </>,
            ],
          ]}
        />
      )}
      {consent && canRecord && (
        <Form action={`${action}/withdraw`} label={t.tellingWithdraw}>
          <div>
            <Submit second>{t.tellingWithdraw}</Submit>
          </div>
        </Form>
      )}
      {!consent && canRecord && (
        <Folded title={t.tellingRecord} action={action} hint={t.tellingHint} submit={t.save} {...form}>
          <Choices
            name="told"
            label={t.tellingTold}
            options={choicesOf(TOLD, TOLD_LABELS, lang)}
            required
            {...form}
          />
          <Choices
            name="channel"
            label={t.channel}
            options={choicesOf(CONSENT_CHANNELS, CHANNEL_LABELS, lang)}
            value="sms"
            required
            {...form}
          />
          <Input name="phone" type="tel" label={t.phone} required={false} {...form} />
          <Input name="email" type="email" label={t.email} required={false} {...form} />
          <Choices
            name="how"
            label={t.tellingHow}
            options={choicesOf(CONSENT_WAYS, CONSENT_WAY_LABELS, lang)}
            required
            {...form}
          />
          <Input name="givenOn" type="date" label={t.tellingGiven} value={today} max={today} {...form} />
        </Folded>
      )}
    </Section>
  );
}

import { HELPS_AS, RELATIONS } from '../../../domain/circle';
import { HELPS_AS_LABELS, RELATION_LABELS } from '../../../domain/wording/community';
import { CONSENT_WAY_LABELS } from '../../../domain/wording/labels';
import type { CaseCommunity } from '../../queries';
import { InKindFields, InKindTable } from '../community/in-kind';
import { Choices, choicesOf, type Draft, draftFor, Form, Input, On, Section, Select } from '../components';
import { useView } from '../view';
import { ConsentFields } from './consent-fields';
import { Folded } from './folded';

interface Props {
  caseId: string;
  community: CaseCommunity;
  draft?: Draft;
}

/** Who stands by the person, each with the consent it rests on. */
export function Circle({ caseId, community: { circle }, draft }: Props) {
  const { t, lang } = useView();
  if (!circle) return null;
  const form = { prefix: 'circle-', draft: draftFor(draft, 'circle') };
  return (
    <Section id="circle" title={t.circle}>
      {circle.length === 0 && <p class="empty">{t.none}</p>}
      <ul class="plain stack">
        {circle.map(({ id, name, relation, phone, consentOn, consentHow }) => (
          <li key={id}>
            <strong>{name}</strong> · {RELATION_LABELS[relation][lang]}
            {phone && (
              <>
                {' · '}
                <a href={`tel:${phone}`}>{phone.replace(/^\+84/, '0')}</a>
              </>
            )}
            <br />
            <span class="quiet">
              {t.consent}: <On day={consentOn} />, {CONSENT_WAY_LABELS[consentHow][lang]}
            </span>
            <Form action={`/cases/${caseId}/circle/${id}/leave`} class="" label={t.circleLeaveWhom(name)}>
              <button class="bare" type="submit" aria-label={t.circleLeaveWhom(name)}>
                {t.circleLeave}
              </button>
            </Form>
          </li>
        ))}
      </ul>
      <Folded
        title={t.circleAdd}
        action={`/cases/${caseId}/circle`}
        hint={t.circleHint}
        submit={t.save}
        {...form}
      >
        <Input name="name" label={t.name} autoComplete="off" maxLength={120} required {...form} />
        <Select
          name="relation"
          label={t.relation}
          options={choicesOf(RELATIONS, RELATION_LABELS, lang)}
          required
          {...form}
        />
        <Input name="phone" type="tel" label={t.phone} autoComplete="off" required={false} {...form} />
        <ConsentFields {...form} />
      </Folded>
    </Section>
  );
}

/** What the household was given. */
export function CaseInKind({ caseId, community: { inKind, recordsInKind }, draft }: Props) {
  const { t } = useView();
  if (!inKind || (inKind.length === 0 && !recordsInKind)) return null;
  const form = { prefix: 'in-kind-', draft: draftFor(draft, 'in-kind') };
  return (
    <Section id="in-kind" title={t.inKind}>
      <InKindTable rows={inKind} onCase />
      {recordsInKind && (
        <Folded title={t.inKindAdd} action={`/cases/${caseId}/in-kind`} submit={t.save} {...form}>
          <InKindFields {...form} />
        </Folded>
      )}
    </Section>
  );
}

/** Somebody who came back and stands by others. */
export function Helper({ caseId, community: { helper, recordsHelper }, draft }: Props) {
  const { t, lang, today } = useView();
  if (!helper && !recordsHelper) return null;
  const form = { prefix: 'helper-', draft: draftFor(draft, 'helper') };
  return (
    <Section id="helper" title={t.helper}>
      {helper && (
        <p>
          {HELPS_AS_LABELS[helper.helpsAs][lang]} · {t.since} <On day={helper.since} />
          {helper.until && (
            <>
              {' '}
              {t.helpsUntil} <On day={helper.until} />
            </>
          )}
        </p>
      )}
      {recordsHelper && (
        <Folded
          title={helper ? t.change : t.helperAdd}
          action={`/cases/${caseId}/helper`}
          hint={t.helperHint}
          submit={t.save}
          {...form}
        >
          <Choices
            name="helpsAs"
            label={t.helpsAs}
            options={choicesOf(HELPS_AS, HELPS_AS_LABELS, lang)}
            value={helper?.helpsAs}
            required
            {...form}
          />
          <Input
            name="since"
            type="date"
            label={t.since}
            value={helper?.since ?? today}
            max={today}
            required
            {...form}
          />
          <Input
            name="until"
            type="date"
            label={t.helpsUntil}
            value={helper?.until ?? ''}
            required={false}
            {...form}
          />
        </Folded>
      )}
    </Section>
  );
}

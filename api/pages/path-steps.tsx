/** What can be told of a course or a job, as forms; the same on the case's page, in the inbox and behind a link. */
import type { ComponentChildren } from 'preact';
import { CERTIFICATES, TRADES, TRAINING_PLACES } from '../../domain/referral';
import {
  CERTIFICATE_LABELS,
  TIMELINE_LABELS,
  TRADE_LABELS,
  TRAINING_PLACE_LABELS,
} from '../../domain/wording/labels';
import type { ReferralCard } from '../queries/shapes';
import { Choices, choicesOf, type Draft, ErrorSummary, Input, Select, Submit, TextArea } from './components';
import { useView } from './view';

type Step = ReferralCard['steps'][number];

const TRAINING: readonly Step[] = ['enrolled', 'attended', 'certified', 'dropped-out'];
export const isTraining = (step: Step): boolean => TRAINING.includes(step);

/** How a step is called: as the timeline will say it. */
export const stepLabel = (step: Step, lang: 'vi' | 'en'): string =>
  TIMELINE_LABELS[(isTraining(step) ? `training-${step}` : `job-${step}`) as keyof typeof TIMELINE_LABELS][
    lang
  ];

/** One form for each step; the first lies open where there is nothing else to choose. */
export function StepForms({
  referral,
  prefix,
  draft,
  form: Wrapper,
}: {
  referral: ReferralCard;
  prefix: string;
  draft?: Draft;
  form: (props: { step: Step; children: ComponentChildren }) => ComponentChildren;
}) {
  const { t, lang } = useView();
  const tried = draft?.values.step;
  return (
    <>
      {referral.steps.map((step, n) => {
        const mine = tried === step ? draft : undefined;
        const own = `${prefix}${step}-`;
        return (
          <details key={step} open={Boolean(mine) || (!tried && n === 0)}>
            <summary>{stepLabel(step, lang)}</summary>
            <Wrapper step={step}>
              <input type="hidden" name="step" value={step} />
              <ErrorSummary draft={mine} prefix={own} />
              <Fields step={step} referral={referral} prefix={own} draft={mine} />
              <div>
                <Submit>{t.send}</Submit>
              </div>
            </Wrapper>
          </details>
        );
      })}
    </>
  );
}

function Fields({
  step,
  referral,
  prefix,
  draft,
}: {
  step: Step;
  referral: ReferralCard;
  prefix: string;
  draft?: Draft;
}) {
  const { t, lang, today } = useView();
  const form = { prefix, draft };
  const trade = (value?: string) => (
    <Select
      {...form}
      name="trade"
      label={t.trade}
      blank=""
      options={choicesOf(TRADES, TRADE_LABELS, lang)}
      value={value}
      required
    />
  );
  const employer = (
    <>
      {referral.employers.length > 0 && (
        <Select
          {...form}
          name="employerId"
          label={t.employer}
          blank={t.employerOther}
          options={referral.employers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Input
        {...form}
        name="employer"
        label={referral.employers.length > 0 ? t.employerName : t.employer}
        maxLength={120}
        required={false}
      />
    </>
  );
  const on = <Input {...form} name="on" label={t.day} type="date" value={today} max={today} required />;
  switch (step) {
    case 'enrolled':
      return (
        <>
          {trade()}
          <Input {...form} name="course" label={t.courseName} maxLength={200} required={false} />
          <Choices
            {...form}
            name="place"
            label={t.coursePlace}
            options={choicesOf(TRAINING_PLACES, TRAINING_PLACE_LABELS, lang)}
            value="community"
          />
          <Input {...form} name="startsOn" label={t.courseStarts} type="date" value={today} required />
          <Input {...form} name="endsOn" label={t.courseEnds} type="date" required />
          <Input {...form} name="costSupport" label={t.costSupport} inputMode="numeric" required={false} />
        </>
      );
    case 'attended':
      return (
        <>
          {on}
          <Choices
            {...form}
            name="present"
            label={t.wasPresent}
            options={[
              { value: 'yes', label: t.present },
              { value: 'no', label: t.absent },
            ]}
            value="yes"
            required
          />
        </>
      );
    case 'certified':
      return (
        <>
          {on}
          <Choices
            {...form}
            name="certificate"
            label={t.certificateKind}
            options={choicesOf(CERTIFICATES, CERTIFICATE_LABELS, lang)}
            value="elementary"
            required
          />
          <Input {...form} name="number" label={t.certificateNumber} maxLength={60} required={false} />
        </>
      );
    case 'introduced':
      return (
        <>
          {on}
          {employer}
        </>
      );
    case 'started':
      return (
        <>
          {on}
          {trade(referral.job?.trade ?? undefined)}
          <Choices
            {...form}
            name="selfEmployed"
            label={t.worksFor}
            options={[
              { value: 'no', label: t.worksForOthers },
              { value: 'yes', label: t.worksForSelf },
            ]}
            value="no"
            required
          />
          {employer}
        </>
      );
    case 'dropped-out':
    case 'lost':
      return (
        <>
          {on}
          <TextArea {...form} name="reason" label={t.reason} required />
        </>
      );
    default:
      return on;
  }
}

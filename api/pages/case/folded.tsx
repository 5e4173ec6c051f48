import type { ComponentChildren } from 'preact';
import { type Draft, ErrorSummary, Form, Submit } from '../components';

/** A form folded away until it is needed: open where it came back with something to correct, or is what is due now. */
export function Folded(props: {
  title: string;
  action: string;
  /** Before the names of its fields, which it gives to each itself. */
  prefix: string;
  draft?: Draft;
  hint?: string;
  /** Due now. */
  shown?: boolean;
  /** On the button, where it is not the title. */
  submit?: string;
  /** Not the usual thing to do. */
  second?: boolean;
  class?: string;
  /** What the form is called, where it is not the title. */
  label?: string;
  children?: ComponentChildren;
}) {
  const { title, draft } = props;
  return (
    <details open={props.shown || Boolean(draft)}>
      <summary>{title}</summary>
      <Form action={props.action} class={props.class} label={props.label ?? title}>
        {props.hint && <p class="quiet">{props.hint}</p>}
        <ErrorSummary draft={draft} prefix={props.prefix} />
        {props.children}
        <div>
          <Submit second={props.second}>{props.submit ?? title}</Submit>
        </div>
      </Form>
    </details>
  );
}

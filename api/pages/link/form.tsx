import type { ComponentChildren } from 'preact';
import { Form } from '../components';
import { useView } from '../view';

/** Posts to the link's own address. */
export function LinkForm({ children }: { children: ComponentChildren }) {
  const { path } = useView();
  return <Form action={path}>{children}</Form>;
}

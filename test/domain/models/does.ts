import type fc from 'fast-check';
import { refusalOf } from '../refusals';

/** Commands that must leave a real process and the small model of it the same, or refuse both for the same reason. */
export const comparedBy = <Model extends object, Real extends object>(
  same: (model: Model, real: Real) => void,
) =>
  class Does implements fc.Command<Model, Real> {
    constructor(
      readonly what: string,
      readonly real: (real: Real, model: Model) => unknown,
      /** Why it is refused, or null after changing the model. */
      readonly model: (model: Model) => string | null,
    ) {}
    check = () => true;
    run(model: Model, real: Real): void {
      const asked = { ...model };
      const expected = this.model(model);
      expect(refusalOf(() => this.real(real, asked))).toBe(expected);
      same(model, real);
    }
    toString = () => this.what;
  };

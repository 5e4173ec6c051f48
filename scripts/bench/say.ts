/** One measure; `rival` is what somebody else's way took for the same thing in the same run. */
export interface Result {
  name: string;
  value: number;
  unit: string;
  rival?: { name: string; value: number };
}

/** One line of JSON on stdout, for programs. */
export const report = (result: Result): void => console.log(JSON.stringify(result));

/** What is going on, on stderr, for people. */
export const progress = (line: string): void => console.error(`  ${line}`);

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

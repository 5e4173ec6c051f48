/**
 * What all of these came to. Unlike Promise.all it waits for each before it throws the first error, so that nothing goes on
 * behind the back of whoever asked.
 */
export async function allOf<T extends readonly unknown[]>(
  tasks: readonly [...{ [N in keyof T]: Promise<T[N]> }],
): Promise<T> {
  const ends = await Promise.allSettled(tasks);
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  }) as unknown as T;
}

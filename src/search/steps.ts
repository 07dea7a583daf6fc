/** Long work in steps: between two of them other work can be done. */
export type Steps<Result> = Generator<void, Result>;

/** Does all the steps at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

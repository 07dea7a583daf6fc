import type { Tree } from './interpret.ts';
import { type Plan, REST } from './plan.ts';

/** Whether an article holds the query, enough of it, or too little. */
export type Verdict = 'full' | 'partial' | 'none';

export type Judge = {
  readonly on: (marks: number) => Verdict;
  /** An article without any of the words is an answer, too: `-sport`, or no words at all. */
  readonly acceptsNothing: boolean;
  /** Every word must be there, or is missed; what says `OR` is taken at its word. */
  readonly narrow: boolean;
};

export function judgeOf(tree: Tree, plan: Plan): Judge {
  const acceptsNothing = holds(tree, 0, plan);
  const narrow = isConjunction(tree) && !acceptsNothing;
  const on = remembered((marks: number): Verdict => {
    if (holds(tree, marks, plan)) return 'full';
    if (!narrow || isExcluded(tree, marks, plan)) return 'none';
    const met = plan.required.reduce(
      (sum, { mark, weight }) => (mark !== REST && (marks & mark) !== 0 ? sum + weight : sum),
      0,
    );
    return met / plan.watchedMass < plan.gate ? 'none' : 'partial';
  });
  return { on, acceptsNothing, narrow };
}

/** Articles have few different marks, and many articles the same. */
function remembered(decide: (marks: number) => Verdict): (marks: number) => Verdict {
  const known = new Map<number, Verdict>();
  let lastMarks = -1;
  let last: Verdict = 'none';
  return (marks) => {
    if (marks === lastMarks) return last;
    lastMarks = marks;
    last = known.get(marks) ?? decide(marks);
    known.set(marks, last);
    return last;
  };
}

/** A leaf that is not watched is not missed; as one of several it must be there with the others of its kind. */
function holds(tree: Tree, marks: number, plan: Plan): boolean {
  switch (tree.kind) {
    case 'leaf': {
      const { leaf, mark } = plan.leaves[tree.leaf] ?? {};
      return leaf?.optional === true || mark === REST || (marks & (mark ?? 0)) !== 0;
    }
    case 'all':
      return tree.of.every((part) => holds(part, marks, plan));
    case 'any':
      return tree.of.some((part) =>
        isRest(part, plan) ? (marks & REST) !== 0 : holds(part, marks, plan),
      );
    case 'not':
      return isRest(tree.of, plan) || !holds(tree.of, marks, plan);
  }
}

function isRest(tree: Tree, plan: Plan): boolean {
  return tree.kind === 'leaf' && plan.leaves[tree.leaf]?.mark === REST;
}

/** Holds something that the query as a whole excludes. */
function isExcluded(tree: Tree, marks: number, plan: Plan): boolean {
  if (tree.kind === 'not') return !isRest(tree.of, plan) && holds(tree.of, marks, plan);
  return tree.kind === 'all' && tree.of.some((part) => isExcluded(part, marks, plan));
}

/** Every word must be there: no word is one of several. */
function isConjunction(tree: Tree): boolean {
  if (tree.kind === 'any') return false;
  return tree.kind !== 'all' || tree.of.every(isConjunction);
}

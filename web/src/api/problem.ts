// A refusal as the doors say it (RFC 9457), and the two ways a call can end badly: it said no, or nobody answered.
import type { components } from './merchant';

export type Problem = components['schemas']['Problem'];
export type RowProblem = components['schemas']['RowProblem'];

/** The door said no: `problem` says why and what to do. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** Nobody answered, or what answered was not a door. */
export class Unreached extends Error {}

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

/** A problem for what has none: the console's own words for a lost connection. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refused) return error.problem;
  const code = error instanceof Unreached ? 'unreached' : 'console_broke';
  const detail = error instanceof Error && !(error instanceof Unreached) ? error.message : null;
  return { code, detail, error_source: 'platform', remedy: '', request_id: '', status: 0, title: '', type: 'about:blank' };
}

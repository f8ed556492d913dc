// The typed client of a door. Every console speaks through `door<paths>()`: proofs of origin, idempotency keys, repeats after
// a lost connection, and sign-in or step-up in the middle of a call are done here, so that pages never see them.
import createClient, { type Client } from 'openapi-fetch';
import { isProblem, Refused, Unreached } from './problem';

/** What the frame offers a call that meets `sign_in_needed` or `step_up_needed`: true if the call may be repeated. */
export interface Porter {
  signIn(): Promise<boolean>;
  stepUp(): Promise<boolean>;
}

let porter: Porter = { signIn: () => Promise.resolve(false), stepUp: () => Promise.resolve(false) };
let reached: (there: boolean) => void = () => undefined;

/** Told once by the frame. */
export function welcome(by: Porter, onReach: (there: boolean) => void): void {
  porter = by;
  reached = onReach;
}

/** The party this tab acts for. Tabs share the browser's session, each may be about another party; a tab keeps its own
 *  through reloads, and through signing in again in the middle. */
const TAB = 'sealship.party';
export const actsFor = () => sessionStorage.getItem(TAB);
export function actFor(party: string | null): void {
  if (party) sessionStorage.setItem(TAB, party);
  else sessionStorage.removeItem(TAB);
}

/** Waits between repeats of a call nobody answered; the idempotency key makes the repeats one intent. */
const WAITS = [400, 1200, 3000];
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

async function once(request: Request): Promise<Response> {
  for (let turn = 0; ; turn += 1) {
    try {
      const answer = await fetch(request.clone());
      if (answer.status === 502 || answer.status === 504) throw new TypeError('gateway');
      reached(true);
      return answer;
    } catch (cause) {
      if (request.signal.aborted) throw cause;
      reached(false);
      const wait = WAITS[turn];
      if (wait === undefined) throw new Unreached('unreached');
      await pause(wait);
    }
  }
}

async function codeOf(answer: Response): Promise<string | undefined> {
  const body: unknown = await answer.clone().json().catch(() => undefined);
  return isProblem(body) ? body.code : undefined;
}

/** `fetch` as the doors want it. */
export async function doorFetch(request: Request): Promise<Response> {
  const answer = await once(request);
  if (answer.status !== 401 && answer.status !== 403) return answer;
  const code = await codeOf(answer);
  const again = (code === 'sign_in_needed' && (await porter.signIn())) || (code === 'step_up_needed' && (await porter.stepUp()));
  return again ? once(request) : answer;
}

/** A client for the paths of one door. */
export function door<Paths extends object>(): Client<Paths> {
  const client = createClient<Paths>({ baseUrl: location.origin, fetch: doorFetch });
  client.use({
    onRequest({ request }) {
      request.headers.set('Sealship-Console', '1');
      const party = actsFor();
      if (party) request.headers.set('Sealship-Party', party);
      if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
        request.headers.set('Idempotency-Key', crypto.randomUUID());
      }
      return request;
    },
  });
  return client;
}

/** The body of an answer, or `Refused`. */
export async function ok<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return (data ?? {}) as T;
  if (isProblem(error)) throw new Refused(error);
  throw new Unreached(`HTTP ${response.status}`);
}

/** Rows of `all`, in pieces a call takes. */
export function pieces<T>(all: readonly T[], size = 500): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

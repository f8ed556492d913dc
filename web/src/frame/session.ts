// Who is signed in, and what happens when a call finds that nobody is, or that a fresh proof is wanted.
import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { actFor, actsFor, door, ok, welcome } from '../api/door';
import type { components, paths } from '../api/merchant';
import { Refused } from '../api/problem';
import { store } from './store';

export type Session = components['schemas']['SessionView'];

/** The paths every door has. */
type Common =
  | '/v1/session' | '/v1/session/party' | '/v1/session/step-up' | '/v1/sessions' | '/v1/sessions/{id}' | '/v1/totp' | '/v1/totp/confirm'
  | '/v1/password-resets' | '/v1/password-resets/redeem' | '/v1/invitations' | '/v1/invitations/accept' | '/v1/invitations/{id}'
  | '/v1/people' | '/v1/people/{id}' | '/v1/machines' | '/v1/machines/{id}' | '/v1/party' | '/v1/applications'
  | '/v1/bindings' | '/v1/label-templates' | '/v1/label-templates/{template}' | '/v1/label-defaults'
  | '/v1/flow' | '/v1/flow/bindings' | '/v1/views' | '/v1/views/{id}' | '/v1/carriers'
  | '/v1/waybill-accounts' | '/v1/waybill-accounts/{account}/close' | '/v1/waybill-accounts/{account}/ledger'
  | '/v1/batches' | '/v1/batches/{batch}' | '/v1/batches/{batch}/cancel' | '/v1/batches/{batch}/refusals';
export const common = door<Pick<paths, Common>>();

async function read(): Promise<Session | null> {
  try {
    const session = await ok(common.GET('/v1/session'));
    // The tab's party is not this person's any more: the session has another, or none.
    if (!session.party && actsFor()) { actFor(null); return await read(); }
    actFor(session.party ?? null);
    return session;
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 401) return null;
    throw error;
  }
}

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: read, staleTime: 60_000, retry: 2 });

/** Somebody is signed in, for that party; or nobody is. */
export function become(queries: QueryClient, session: Session | null): void {
  actFor(session?.party ?? null);
  queries.setQueryData(sessionQuery.queryKey, session);
}

/** Out of one party into another, or out altogether. What is on screen and what this tab keeps belongs to whom one acted
 *  for, so the console begins anew. */
export function leaveFor(party: string | null): void {
  sessionStorage.clear();
  actFor(party);
  location.assign('/');
}

/** The session of a page that only signed-in people see. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('nobody is signed in');
  return data;
}

/** True if the signed-in person holds a scope. */
export function useMay(): (scope: string) => boolean {
  const { scopes } = useSession();
  return (scope) => scopes.includes(scope);
}

/** The question before the person, over whatever page is open: sign in again, or prove that it is you. */
export interface Question {
  kind: 'sign_in' | 'step_up';
  answer(done: boolean): void;
}

export const question = store<Question | null>(null);
export const online = store(true);
let asked: Promise<boolean> | undefined;

/** One question at a time: calls that fail together wait for the same answer. */
function ask(kind: Question['kind']): Promise<boolean> {
  asked ??= new Promise<boolean>((done) => {
    question.set({
      kind,
      answer(proven) {
        question.set(null);
        asked = undefined;
        done(proven);
      },
    });
  });
  return asked;
}

export function guardSession(client: QueryClient): void {
  const known = () => Boolean(client.getQueryData(sessionQuery.queryKey));
  welcome(
    { signIn: () => (known() ? ask('sign_in') : Promise.resolve(false)), stepUp: () => ask('step_up') },
    (there) => online.set(there),
  );
}

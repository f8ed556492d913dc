// Before the console: the pages for people who are not signed in, and for parties that may not act yet.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { problemOf } from '../api/problem';
import { ProblemBox } from '../kit/ProblemBox';
import { book } from './book';
import { Desk } from './door/Desk';
import { Invitation } from './door/Invitation';
import { NewPassword } from './door/Reset';
import { SignIn } from './door/SignIn';
import { Questions } from './door/Questions';
import type { Side } from './room';
import { common, leaveFor, sessionQuery, type Session } from './session';
import { Toast } from './Toast';
import { useWords } from './words';

export function Gate({ side, children }: { side: Side; children: ReactNode }) {
  const { data: session, error, isPending, refetch } = useQuery(sessionQuery);
  if (location.pathname === '/invitation') return <Invitation side={side} />;
  if (location.pathname === '/password-reset') return <NewPassword side={side} />;
  if (isPending) return <div className="blank" aria-busy="true" />;
  // A look that failed says nothing of who was signed in: the page stays, with all that is typed in it.
  if (session === undefined) return <Desk side={side}><ProblemBox problem={problemOf(error)} retry={() => void refetch()} /></Desk>;
  if (!session) return <SignIn side={side} />;
  const state = session.parties.find((party) => party.party === session.party)?.state;
  return (
    <>
      {state === 'active' ? children : <Barred side={side} session={session} />}
      <Questions mail={session.mail} totp={session.totp_on} />
      <Toast />
    </>
  );
}

function Barred({ side, session }: { side: Side; session: Session }) {
  const w = useWords(book);
  const party = session.parties.find((each) => each.party === session.party) ?? session.parties[0];
  const text = !party ? w('noParty')
    : w(party.state === 'suspended' ? 'suspended' : party.state === 'refused' ? 'refused' : 'waiting', { party: party.name });
  const out = async () => {
    await common.DELETE('/v1/session');
    leaveFor(null);
  };
  return (
    <Desk side={side}>
      <p className="desk-said" role="status">{text}</p>
      <Button block size="large" onClick={() => void out()}>{w('signOut')}</Button>
    </Desk>
  );
}

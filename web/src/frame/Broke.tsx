// A page that broke, or whose code did not come: what to do, and what a supporter wants to know.
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from 'antd';
import { Empty } from '../kit/Empty';
import { book } from './book';
import { useWords } from './words';

/** What browsers say where a part of the console is not there: the line is down, or a new version took its place. */
const NOT_FETCHED = /dynamically imported module|module script|Failed to fetch/i;

export function Broke({ error, reset }: ErrorComponentProps) {
  const w = useWords(book);
  const said = String(error);
  const fetched = !NOT_FETCHED.test(said);
  return (
    <div role="alert">
      <Empty icon="alert" title={w(fetched ? 'broke' : 'notFetched')} why={w(fetched ? 'brokeWhy' : 'notFetchedWhy')}>
        <Button onClick={reset}>{w('tryAgain')}</Button>
        <Button type="primary" onClick={() => location.reload()}>{w('reload')}</Button>
      </Empty>
      <details className="broke-details"><summary>{w('details')}</summary><code>{said}</code></details>
    </div>
  );
}

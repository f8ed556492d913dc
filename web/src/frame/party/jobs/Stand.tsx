// How a batch stands: how far, how many, and why some were refused.
import { useWords } from '../../words';
import { said } from '../../../kit/problems';
import { Progress } from '../../../kit/Progress';
import { Reasons, Tally } from '../../../kit/Results';
import { isLive, useRefused, type Batch } from './batch';
import { book } from './words';

export function Stand({ batch }: { batch: Batch }) {
  const w = useWords(book);
  const refused = useRefused(batch, (n) => w('row', { n: String(n || '') }));
  return (
    <>
      <Progress state={batch.state} total={batch.total} at={batch.done + batch.refused} />
      <Tally total={isLive(batch) ? (batch.total ?? null) : batch.done + batch.refused} done={batch.done} refused={batch.refused} />
      {batch.code ? <p className="order-alert">{said(batch.code).join(' · ')}</p> : null}
      <Reasons failures={refused} />
    </>
  );
}

// Where the print agent is to be had, if the operator says so.
import { words, useWords } from '../../frame/words';

const book = words({ get: '下载打印组件', ask: '向平台要安装包' }, { get: 'Get the print agent', ask: 'ask the operator for it' });

export function Packages({ at }: { at: string | null | undefined }) {
  const w = useWords(book);
  return at ? <a href={at} target="_blank" rel="noreferrer">{w('get')}</a> : <>{w('ask')}</>;
}

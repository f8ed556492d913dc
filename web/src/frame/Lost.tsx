// An address that leads nowhere.
import { Button } from 'antd';
import { Empty } from '../kit/Empty';
import { book } from './book';
import { useGo } from './address';
import { useWords } from './words';

export function Lost() {
  const w = useWords(book);
  const go = useGo();
  return <Empty icon="search" title={w('lost')} why={w('lostWhy')}><Button type="primary" onClick={() => go('/')}>{w('home')}</Button></Empty>;
}

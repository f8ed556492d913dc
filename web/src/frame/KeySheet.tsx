// The sheet of keys (?): what the open page takes, then what every page takes.
import { Modal } from 'antd';
import { book } from './book';
import { useKeyBooks } from './keys';
import { store } from './store';
import { useWords } from './words';
import { Keys } from '../kit/Keys';

export const keySheet = store(false);

export function KeySheet() {
  const w = useWords(book);
  const open = keySheet.use();
  const books = useKeyBooks();
  const all = [...books].reverse().flat();
  const each = all.filter((key, n) => all.findIndex((other) => other.keys === key.keys) === n);
  return (
    <Modal open={open} onCancel={() => keySheet.set(false)} footer={null} title={w('keys')} width={560}>
      <dl className="keysheet">
        {each.map((key) => (
          <div key={key.keys}><dt><Keys of={key.keys} /></dt><dd>{key.does}</dd></div>
        ))}
      </dl>
    </Modal>
  );
}

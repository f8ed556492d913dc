// Views: a name for filters and columns. What a view is lives in the address; the server keeps the names.
import { Button, Dropdown, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Address } from '../../frame/address';
import { Icon } from '../../frame/icons';
import { words, useWords } from '../../frame/words';
import { BLANK } from './filter';
import { useViews } from './views';

const book = words(
  { views: '视图', save: '保存当前视图…', name: '视图名称', saveIt: '保存', cancel: '取消', remove: '删除 {name}', none: '还没有视图' },
  { views: 'Views', save: 'Save this view…', name: 'Name of the view', saveIt: 'Save', cancel: 'Cancel', remove: 'Delete {name}', none: 'No views yet' },
);

/** `cols` are the columns that show now: a view keeps them, also where they are only the person's usual ones. */
export function Views({ at, cols, set }: { at: Address; cols: string; set(change: Address): void }) {
  const w = useWords(book);
  const { views, save, remove } = useViews();
  const [naming, setNaming] = useState<string | null>(null);
  const here = new URLSearchParams(Object.entries({ ...at, cols }).filter((pair): pair is [string, string] => Boolean(pair[1]) && !['open', 'job', 'numbers'].includes(pair[0]))).toString();
  const use = (search: string) => set({ ...BLANK, ...Object.fromEntries(new URLSearchParams(search)) });
  const items = [
    ...views.map((view) => ({ key: view.id, label: <span className="view-line">{view.name}<button type="button" className="tool small-tool" aria-label={w('remove', { name: view.name })} onClick={(event) => { event.stopPropagation(); remove(view.id); }}><Icon name="close" size={14} /></button></span>, onClick: () => use(view.search) })),
    ...(views.length === 0 ? [{ key: 'none', label: w('none'), disabled: true }] : []),
    { type: 'divider' as const },
    { key: 'save', label: w('save'), onClick: () => setNaming('') },
  ];
  const keep = () => { if (naming?.trim()) save(naming.trim(), here); setNaming(null); };
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}><Button icon={<Icon name="view" size={16} />}>{w('views')}</Button></Dropdown>
      <Modal open={naming !== null} title={w('save')} okText={w('saveIt')} cancelText={w('cancel')} onOk={keep} onCancel={() => setNaming(null)} width={400} destroyOnHidden>
        <Input autoFocus maxLength={40} aria-label={w('name')} placeholder={w('name')} value={naming ?? ''} onChange={(event) => setNaming(event.target.value)} onPressEnter={keep} />
      </Modal>
    </>
  );
}

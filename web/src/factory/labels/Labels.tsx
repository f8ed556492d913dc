// The templates' room with the print agent's own picture in it.
import Room, { type Preview } from '../../frame/party/labels/Labels';
import { agent, ask } from '../print/agent';

const preview: Preview = async (size, custom) => {
  const { data } = await ask<{ data: string }>('preview', { size, format: 'png', custom });
  return `data:image/png;base64,${data}`;
};

export default function Labels() {
  const { link } = agent.use();
  return link === 'ready' ? <Room preview={preview} /> : <Room />;
}

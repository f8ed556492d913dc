// sample.html without a browser: its own script, with as much of a page as it touches. Pastes the documents, prints,
// cancels what is left, asks for all again from the second on, and tells what the page then says.
import { readFileSync } from 'node:fs';

const [, , html, port, token, documents] = process.argv;
const page = readFileSync(html, 'utf8');
const elements = new Map();
const element = (id) => ({ id, value: '', textContent: '', children: [], replaceChildren(...all) { this.children = all; } });
globalThis.document = {
  getElementById: (id) => elements.get(id) ?? elements.set(id, element(id)).get(id),
  createElement: element,
};
globalThis.location = { search: `?port=${port}` };
globalThis.Option = class { constructor(text, value, _, chosen) { Object.assign(this, { value, chosen }); } };
(0, eval)(page.slice(page.indexOf('<script>') + 8, page.indexOf('</script>')));

const at = (id) => document.getElementById(id);
const click = (id) => at(id).onclick();
const labels = () => at('labels').children.map(({ textContent }) => textContent);
const until = async (wanted) => { while (!wanted()) await new Promise((done) => setTimeout(done, 20)); };
at('token').value = token;
await click('connect');
at('printer').value = 'P';
at('tickets').value = readFileSync(documents, 'utf8');
await click('print');
await until(() => labels().some((label) => label.includes('paper_out') || label.includes('打印机缺纸')));
await click('cancel');
await until(() => labels().every((label) => label.includes('cancelled')));
at('from').value = '2';
await click('again');
console.log(JSON.stringify({ labels: labels(), said: at('said').textContent }));
process.exit(0);

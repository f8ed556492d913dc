import { expect, it } from 'vitest';
import { enrolCommand } from './command';

it('names the platform, and quotes a name with spaces', () => expect(enrolCommand('https://p.example', 'ABCD', ' 打包台 1 ')).toBe('print-agent enrol https://p.example ABCD --name "打包台 1"'));
it('lets a name run nothing', () => expect(enrolCommand('https://p.example', 'ABCD', '台"; rm -rf $HOME `id`\\')).toBe('print-agent enrol https://p.example ABCD --name "台; rm -rf HOME id"'));

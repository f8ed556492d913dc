// A client of the print agent: pairs, hands over sealed tickets ten at a time, waits for each label's fate.
import { randomUUID } from 'node:crypto';

export class Agent {
  /** `owner` hears all that the agent says. */
  static async connect(url, token, owner) {
    const agent = Object.assign(new Agent(), { owner });
    agent.socket = new WebSocket(url);
    agent.waiting = new Map();
    agent.pushed = new Map();
    agent.socket.addEventListener('message', ({ data }) => { owner.seen.push(data); agent.hear(JSON.parse(data)); });
    await new Promise((open, fail) => {
      agent.socket.addEventListener('open', open, { once: true });
      agent.socket.addEventListener('error', () => fail(new Error(`no print agent at ${url}`)), { once: true });
    });
    await agent.ask('pair', { token });
    return agent;
  }

  hear(message) {
    if (message.cmd === 'notifyPrintResult') return this.pushed.get(message.taskID)?.(message);
    const { done, fail } = this.waiting.get(message.requestID) ?? {};
    this.waiting.delete(message.requestID);
    if (message.status === 'failed' && !message.taskID) fail?.(new Error(`${message.cmd}: ${message.code} ${message.msg}`));
    else done?.(message);
  }

  ask(cmd, fields = {}) {
    const requestID = randomUUID();
    const answer = new Promise((done, fail) => {
      this.waiting.set(requestID, { done, fail });
      setTimeout(() => fail(new Error(`${cmd}: the agent did not answer`)), 30_000).unref();
    });
    this.socket.send(JSON.stringify({ cmd, requestID, version: '1.0', ...fields }));
    return answer;
  }

  /** Prints at most ten documents; resolves with the fate of each. */
  async print(documents) {
    const taskID = randomUUID();
    const fate = new Promise((done, fail) => {
      this.pushed.set(taskID, (m) => ['printed', 'failed'].includes(m.taskStatus) && done(m.printStatus));
      setTimeout(() => fail(new Error('the agent did not finish the task within 120 s')), 120_000).unref();
    });
    const answer = await this.ask('print', { task: { taskID, printer: 'PDF', documents } });
    return answer.taskStatus === 'failed' ? answer.printStatus : fate;
  }

  close() { this.socket.close(); }
}

// Forms teams with the app's own module, and notes when which report came. It works in turns as the app's
// worker does, and looks more often.
import init, { Work } from './solver.js';

const SLICE = 200_000;
const TURN = 20;

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

self.onmessage = async ({ data: { name, seconds, module: given } }) => {
  try {
    const module = given ?? (await WebAssembly.compileStreaming(fetch('./solver_bg.wasm')));
    const { memory } = await init({ module_or_path: module });
    const request = new Uint8Array(await (await fetch(`./${name}.bin`)).arrayBuffer());
    const { port1, port2 } = new MessageChannel();
    const began = performance.now();
    const work = new Work(request);
    const lines = [];
    let last = '';
    port1.onmessage = () => {
      const turn = performance.now();
      let now = turn;
      let over = false;
      while (!over && now - turn < TURN) {
        over = work.step(SLICE);
        now = performance.now();
      }
      over ||= now - began >= seconds * 1000;
      const report = hex(work.report(over));
      if (report !== last) lines.push(`${now - began} ${report}`);
      last = report;
      if (over) self.postMessage({ lines, memory: memory.buffer.byteLength, module });
      else port2.postMessage(null);
    };
    port2.postMessage(null);
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};

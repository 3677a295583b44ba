// Forms teams in a thread beside the page, so that the page stays free. It is fetched when teams are first
// formed; src/browser/teams.rs starts it and listens.
//
// From here: { here }       this script hears; once and first
// To here:   { module }     the solver's compiled module, if an earlier worker gave it; once, in answer
//            a Uint8Array   what to search for (`Request` in teams/src/wire.rs), once the solver is ready
//            'cancel'       stop, and say what there is
// From here: { ready }      the solver is here and can be asked; its compiled module, for the next worker
//            { report }     a Uint8Array (`Report`) at once, then a few times a second, and at the end
//            { failed }     why there will be no more reports

import init, { Work } from './solver.js';

const SOLVER = new URL('./solver_bg.wasm', import.meta.url);

// Units of work between two looks at the clock, far less than a millisecond's to a few milliseconds'.
const SLICE = 200_000;
// Milliseconds of work between two looks for messages, and between two reports.
const TURN = 20;
const REPORT = 250;

let work;
let ends;
let reported = -Infinity;
let cancelled = false;

// A message to itself comes after those that were sent before, and at once; a timer would not.
const { port1, port2 } = new MessageChannel();
port1.onmessage = () => attempt(turn);
self.onmessage = ({ data }) => attempt(() => hear(data));
// A module that was given can't be read here.
self.onmessageerror = () => begin().catch(fail);

function attempt(what) {
  try {
    what();
  } catch (error) {
    work = undefined;
    fail(error);
  }
}

function fail(error) {
  self.postMessage({ failed: String(error?.message ?? error) });
}

function hear(message) {
  if (message === 'cancel') {
    cancelled = true;
  } else if (message instanceof Uint8Array && !work) {
    work = new Work(message);
    ends = performance.now() + work.seconds() * 1000;
    port2.postMessage(null);
  } else if ('module' in message) {
    begin(message.module).catch(fail);
  }
}

// A module that was used before comes with what the browser has optimised of it by then.
async function begin(given) {
  const module = given ?? (await compile());
  await init({ module_or_path: module });
  try {
    self.postMessage({ ready: module });
  } catch {
    // A browser that hands no module on: the next worker compiles its own.
    self.postMessage({ ready: true });
  }
}

async function compile() {
  const response = await fetch(SOLVER);
  if (!response.ok) throw new Error(`${SOLVER} answered ${response.status}`);
  // Not every host says that a module is one, and only then can it be compiled as it comes.
  if (response.headers.get('content-type') === 'application/wasm') return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

function turn() {
  if (!work) return;
  const began = performance.now();
  let now = began;
  let over = false;
  while (!over && !cancelled && now < ends && now - began < TURN) {
    over = work.step(SLICE);
    now = performance.now();
  }
  over ||= cancelled || now >= ends;
  if (over || now - reported >= REPORT) {
    const report = work.report(over);
    self.postMessage({ report }, [report.buffer]);
    reported = now;
  }
  if (over) {
    work.free();
    work = undefined;
  } else {
    port2.postMessage(null);
  }
}

self.postMessage({ here: true });

// Starts the app, and says in words what is wrong when it does not start.
//
// It also registers the service worker, so that a version that can't start can still be
// replaced by the next one. What the app and the worker say to each other is in sw.js.

const element = (id) => document.getElementById(id);

async function start() {
  if (typeof WebAssembly !== 'object') return fail('boot-old');
  // Asked for first, as it takes longest; a preload link in the page would be quicker by a moment, but
  // Safari then fetches it twice.
  const fetching = fetch(new URL('./groundcrew_bg.wasm', import.meta.url));
  let init;
  let response;
  try {
    [{ default: init }, response] = await Promise.all([import('./groundcrew.js'), fetching]);
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  } catch (error) {
    // An old browser can't read the script at all; anything else was not fetched.
    return fail(error instanceof SyntaxError ? 'boot-old' : 'boot-offline', error);
  }
  try {
    await init({ module_or_path: response });
  } catch (error) {
    return fail(error instanceof WebAssembly.CompileError ? 'boot-old' : 'boot-failed', error);
  }
  element('boot')?.remove();
}

function fail(reason, error) {
  if (error) console.error(error);
  element('boot-loading').hidden = true;
  element('boot-slow').hidden = true;
  element('boot-detail').textContent = String(error?.stack ?? error ?? '');
  element(reason).hidden = false;
  const again = element('boot-again');
  again.hidden = false;
  again.addEventListener('click', () => tryAgain());
  again.focus();
}

// A newer version that waits takes over first: it may be the one that starts.
async function tryAgain() {
  const registration = await navigator.serviceWorker?.getRegistration();
  const waiting = registration?.waiting;
  if (!waiting) return location.reload();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  waiting.postMessage({ type: 'activate' });
}

// Browsers offer service workers only over https and on this machine itself; without one the
// app works online. Waiting until the app has started keeps the first visit quick.
async function keepForOffline() {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('./sw.js', { scope: './', updateViaCache: 'none' });
  } catch (error) {
    console.warn('Groundcrew will not work offline:', error);
  }
}

start().finally(keepForOffline);

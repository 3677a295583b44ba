// Keeps the app's own files, so that it works offline after one visit.
//
// It answers GETs of the files that the build lists below, and nothing else: other requests
// (an endpoint, another site's files beside the app) go to the network as if it weren't there.
//
// A new version is fetched whole or not at all, then waits: it never takes over by itself.
// The contract with the page:
// - bootstrap.js registers `./sw.js` with the scope `./`. The page listens for `updatefound` on
//   the registration, and for `statechange` on `registration.installing` until it is
//   `installed`. With a `navigator.serviceWorker.controller` that means: a new version waits
//   (`registration.waiting`; it may also be there already when the page starts). Say so.
// - When the person agrees, post `{ type: 'activate' }` to `registration.waiting`, and call
//   `location.reload()` on `controllerchange` on `navigator.serviceWorker`. Only a page whose
//   person agreed may reload: a first visit gets a `controllerchange` too, and so does every
//   other open tab, which keeps working as it is (it has loaded all it needs at its start, but for
//   the parts of src/ui/parts.rs; where one is gone, the page says so and offers to load it anew).
// - The version of a page is in its `<meta name="version">`; the worker answers
//   `{ type: 'version' }` sent with a MessagePort by `{ type: 'version', version }` on that port.
// - programme.json comes from the network while that answers within three seconds, else from
//   the cache with a header `x-groundcrew-cached: 1`. A page that has a copy of its own asks with
//   `cache: 'no-cache'`: for it the network may take its time, and what the host answers is told,
//   whatever it is. An answer that is not JSON reaches the page as it is, so that it can say what
//   is wrong, but does not replace the cached one.
//   All versions share the cached one: whichever fetched it last, a new version takes it over.

const VERSION = '@VERSION@';
// Each path with the first digits of its SHA-256, or nothing where a host may change the file's form.
const FILES = {'@FILES@': ''};

const SCOPE = self.registration.scope;
const PAGE = new URL('index.html', SCOPE).href;
const PROGRAMME = new URL('programme.json', SCOPE).href;
const KEPT = new Map(Object.entries(FILES).map(([path, digest]) => [new URL(path, SCOPE).href, digest]));
// Several copies of the app may share an origin, so that a cache's name carries the scope.
const CACHES = `groundcrew ${SCOPE} `;
const CACHE = CACHES + VERSION;
const PROGRAMMES = `${CACHES}programme`;
const PATIENCE = 3000;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data?.type === 'activate') event.waitUntil(self.skipWaiting());
  if (event.data?.type === 'version') event.ports[0]?.postMessage({ type: 'version', version: VERSION });
});
self.addEventListener('fetch', (event) => {
  const answer = answerTo(event);
  if (answer) event.respondWith(answer);
});

// The answer to a request that is ours; undefined for every other.
function answerTo(event) {
  const { request } = event;
  if (request.method !== 'GET') return undefined;
  const url = new URL(request.url);
  if (request.mode === 'navigate' && isHome(url)) return kept(PAGE, request);
  if (url.search) return undefined;
  url.hash = '';
  if (url.href === PROGRAMME) return programme(event);
  return KEPT.has(url.href) ? kept(url.href, request) : undefined;
}

// The addresses at which a host shows the app's page, with any query.
function isHome(url) {
  const place = url.origin + url.pathname;
  return place === SCOPE || place === PAGE || place === new URL('404.html', SCOPE).href;
}

async function kept(key, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(key, { ignoreVary: true })) ?? fetch(request);
}

async function programme(event) {
  const cache = await caches.open(PROGRAMMES);
  const cached = await cache.match(PROGRAMME, { ignoreVary: true });
  const fresh = fetchProgramme(cache);
  if (!cached) return fresh;
  // The refreshed copy is kept even when it comes too late for this request.
  event.waitUntil(fresh.catch(() => undefined));
  const latest = event.request.cache === 'no-cache';
  let timer;
  const patience = new Promise((resolve) => {
    if (!latest) timer = setTimeout(resolve, PATIENCE);
  });
  try {
    const response = await Promise.race([fresh, patience]);
    if (response?.ok || (response && latest)) return response;
  } catch {
    // No network: the cached copy is the answer.
  } finally {
    clearTimeout(timer);
  }
  const headers = new Headers(cached.headers);
  headers.set('x-groundcrew-cached', '1');
  return new Response(cached.body, { status: 200, headers });
}

async function fetchProgramme(cache) {
  const response = await fetch(PROGRAMME, { cache: 'no-cache' });
  if (response.ok && (await isJson(response.clone()))) await cache.put(PROGRAMME, response.clone());
  return response;
}

async function isJson(response) {
  try {
    await response.json();
    return true;
  } catch {
    return false;
  }
}

// All files or none: every one is fetched and checked before the first one is kept.
async function install() {
  const got = await Promise.all([fetchPage(), ...[...KEPT.keys()].map(fetchFile)]);
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(got.map(([url, response]) => cache.put(url, response)));
    // A missing or broken programme is for the page to report; the app itself is complete.
    const response = await fetchProgramme(await caches.open(PROGRAMMES)).catch(() => undefined);
    if (!response?.ok) console.warn('Groundcrew: programme.json could not be fetched');
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// The page, if it is the one of this version: while a host is being updated it may still be
// the old one. Hosts that shorten `index.html` to `./` redirect, and a browser takes no
// redirected page from a worker, so that the body is put in a new response.
async function fetchPage() {
  const response = await fetchWhole(PAGE, 'reload');
  const text = await response.text();
  if (!text.includes(VERSION)) throw new Error(`${PAGE} is of another version`);
  return [PAGE, new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } })];
}

// A file, checked against its digest, as a login page of a network or a half-updated host may answer
// with something else. What the page has just fetched is not fetched again, whatever the host says of
// its age: only if the browser's own copy is not what it should be.
async function fetchFile(url) {
  const digest = KEPT.get(url);
  const whole = async (cache) => {
    const response = await fetchWhole(url, cache);
    const right = !digest || (await sha256(await response.clone().arrayBuffer())).startsWith(digest);
    if (!right) throw new Error(`${url} is not what it should be`);
    return [url, response];
  };
  return digest ? whole('force-cache').catch(() => whole('reload')) : whole('reload');
}

async function fetchWhole(url, cache) {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

async function sha256(bytes) {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Pages that are open get this worker at once; that is what makes one visit enough.
async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHES) && name !== CACHE && name !== PROGRAMMES);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

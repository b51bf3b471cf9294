// Keeps whole releases of the site for offline use, and answers each page from its own release.
//
// A release has a cache of its own, and every file in it is checked against its hash. A new release
// waits until the person accepts it in a tab, or until all tabs are closed. A tab that is open then
// stays with its release: the app says with every page it asks for which release it is, and the cache
// of a release goes only when no open page is of it any more.
//
// To take the worker away from everybody, deploy the `sw.js` of docs/offline.md in its place:
// deleting the file does not do it.
const RELEASE = 'RELEASE';
const FILES = [
/* the files of this release */
];
// What a page says of its release, the only thing in it that differs where nothing else does. `{base}`
// is the way from the page to the folder of the site.
const RELEASE_LINE = '/* the line of this release */';
const ANY_RELEASE_LINE = /<script type="module"[^>]* data-release="([^"]*)"[^>]*><\/script><noscript>.*?<\/noscript>/;

const SCOPE = self.registration.scope;
const CACHE_PREFIX = `tech-lead-guide:${new URL(SCOPE).pathname}:`;
const CACHE = CACHE_PREFIX + RELEASE;
const inScope = (path) => new URL(path, SCOPE).href;
const HASHES = new Map(FILES.map(([path, hash]) => [inScope(path), hash]));
// Notes of the worker's own, kept with the files.
const LIST_NOTE = inScope('sw.js?files');
const OLDER_NOTE = inScope('sw.js?older');

// What may be missing from the copy: a few files that this browser or this network does not let through.
const MAY_MISS = 3;
// After so many milliseconds without a byte, a download has stalled.
const STALLED = 15_000;
// A page that does not say within so many milliseconds of which release it is may be of any.
const ANSWER_TIME = 3_000;

const TYPES = {
  css: 'text/css', html: 'text/html', js: 'text/javascript', json: 'application/json', md: 'text/markdown',
  png: 'image/png', svg: 'image/svg+xml', txt: 'text/plain', wasm: 'application/wasm',
  webmanifest: 'application/manifest+json', woff2: 'font/woff2',
};

// A file of another release than this worker's.
class OtherRelease extends Error {}

const isPage = (address) => address.endsWith('/');
const isNamedByHash = (address) => /-[0-9a-f]{16}\.\w+$/.test(address);
// Without these there is no app: the front page, and the scripts and the module of the release line.
const isEssential = (address) => address === SCOPE || (/\.(js|wasm)$/.test(address) && RELEASE_LINE.includes(address.slice(SCOPE.length)));

// The type that the file has by its name, whatever a host said: a page sent as plain text is a page.
function typeOf(address) {
  const type = TYPES[isPage(address) ? 'html' : address.match(/\.(\w+)$/)?.[1]] ?? 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}

function lineOf(address) {
  const depth = address.slice(SCOPE.length).split('/').length - 1;
  return RELEASE_LINE.replaceAll('{base}', '../'.repeat(depth) || './');
}

async function hashOf(bytes) {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// The file as it is in this release. Two releases may have the same page but for its release line,
// which no hash counts: it is replaced by the one of this release.
async function checked(address, bytes) {
  let text = isPage(address) && new TextDecoder().decode(bytes);
  const line = text && text.match(ANY_RELEASE_LINE);
  const counted = line ? new TextEncoder().encode(text.replace(line[0], '')) : bytes;
  if (await hashOf(counted) !== HASHES.get(address)) {
    if (line && line[1] !== RELEASE) throw new OtherRelease(`${address}: not the file of this release`);
    throw new Error(`${address}: not the file of this release`);
  }
  const body = line ? text.replace(line[0], () => lineOf(address)) : bytes;
  return new Response(body, { headers: { 'Content-Type': typeOf(address) } });
}

async function download(address, cacheMode) {
  const stop = new AbortController();
  let timer;
  const goOn = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), STALLED);
  };
  goOn();
  try {
    const response = await fetch(address, { cache: cacheMode, signal: stop.signal });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    const parts = [];
    const reader = response.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value);
      goOn();
    }
    return await new Blob(parts).arrayBuffer();
  } finally {
    clearTimeout(timer);
  }
}

async function downloadChecked(address) {
  // A file that is named by its hash may come from the browser's own cache; of any other one the host
  // is asked whether it has changed.
  if (isNamedByHash(address)) {
    try {
      return await checked(address, await download(address, 'default'));
    } catch {
      return checked(address, await download(address, 'reload'));
    }
  }
  return checked(address, await download(address, 'no-cache'));
}

// ---- installing ---------------------------------------------------------------------------------

const ourCaches = async () => (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX));

// The other releases that this browser has: what is the same in them need not be fetched.
async function otherReleases() {
  const others = (await ourCaches()).filter((name) => name !== CACHE);
  return Promise.all(others.map(async (name) => {
    const cache = await caches.open(name);
    const list = await (await cache.match(LIST_NOTE))?.json() ?? [];
    return { cache, byHash: new Map(list.map(([path, hash]) => [hash, inScope(path)])) };
  }));
}

async function fromOtherRelease(address, others) {
  for (const { cache, byHash } of others) {
    const found = await cache.match(byHash.get(HASHES.get(address)) ?? address);
    try {
      if (found) return await checked(address, await found.arrayBuffer());
    } catch {
      // Another version of the file.
    }
  }
  return null;
}

async function tellPages(message) {
  for (const page of await pagesOfSite()) page.postMessage(message);
}

async function install() {
  const cache = await caches.open(CACHE);
  await cache.put(LIST_NOTE, new Response(JSON.stringify(FILES)));
  const others = await otherReleases();
  // What an install that was cut has fetched already.
  const there = new Set((await cache.keys()).map((request) => request.url));
  const waiting = [...HASHES.keys()].filter((address) => !there.has(address));
  let missing = 0;
  let failure;
  const work = async () => {
    for (let address = waiting.shift(); address && !failure; address = waiting.shift()) {
      try {
        await cache.put(address, await fromOtherRelease(address, others) ?? await downloadChecked(address));
      } catch (error) {
        missing += 1;
        if (missing > MAY_MISS || isEssential(address) || error instanceof OtherRelease) failure ??= error;
      }
      if (waiting.length % 10 === 0) await tellPages({ kept: HASHES.size - waiting.length - missing, of: HASHES.size });
    }
  };
  // A few at a time: the page that is being read comes first.
  await Promise.all([work(), work(), work(), work()]);
  // What has arrived stays, and the next attempt goes on from there.
  if (failure) throw failure;
}

self.addEventListener('install', (event) => event.waitUntil(install()));

self.addEventListener('activate', (event) => event.waitUntil((async () => {
  // What may go when no page needs it any more. A release that is on its way later is not among them.
  const older = (await ourCaches()).filter((name) => name !== CACHE);
  const cache = await caches.open(CACHE);
  await cache.put(OLDER_NOTE, new Response(JSON.stringify(older)));
  await self.clients.claim();
})()));

// ---- pages that are open ------------------------------------------------------------------------

async function pagesOfSite() {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return open.filter((page) => page.url.startsWith(SCOPE));
}

function releaseOf(page) {
  return new Promise((answer) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => answer(event.data);
    setTimeout(answer, ANSWER_TIME);
    page.postMessage('release', [port2]);
  });
}

// Deletes the caches of older releases that no open page is of. A page that does not answer, because
// it sleeps or is not of the app, may need any of them.
async function tidy() {
  const cache = await caches.open(CACHE);
  const older = await (await cache.match(OLDER_NOTE))?.json() ?? [];
  if (older.length === 0) return;
  const used = await Promise.all((await pagesOfSite()).map(releaseOf));
  if (used.includes(undefined)) return;
  const needed = older.filter((name) => used.includes(name.slice(CACHE_PREFIX.length)));
  for (const name of older) {
    if (!needed.includes(name)) await caches.delete(name);
  }
  await cache.put(OLDER_NOTE, new Response(JSON.stringify(needed)));
}

// Looks at every file of this release, and fetches again what is damaged or gone.
async function repair() {
  sound.clear();
  const cache = await caches.open(CACHE);
  for (const address of HASHES.keys()) {
    if (await isSound(cache, address)) continue;
    try {
      await cache.put(address, await downloadChecked(address));
    } catch {
      await cache.delete(address);
    }
  }
}

self.addEventListener('message', (event) => {
  const answer = (value) => event.ports[0]?.postMessage(value);
  if (event.data === 'take over') self.skipWaiting();
  if (event.data === 'release') answer(RELEASE);
  if (event.data === 'tidy') event.waitUntil(tidy());
  if (event.data === 'repair') event.waitUntil(repair().then(() => answer('repaired'), () => answer('failed')));
});

// ---- answering ----------------------------------------------------------------------------------

// The files that were looked at since the worker started.
const sound = new Set();

async function isSound(cache, address, found) {
  if (sound.has(address)) return true;
  const response = found ?? await cache.match(address);
  if (!response || response.headers.get('Content-Type') !== typeOf(address)) return false;
  try {
    await checked(address, await response.arrayBuffer());
    sound.add(address);
    return true;
  } catch {
    return false;
  }
}

// A file of this release: from its cache; where it is not there or damaged, from the network, and put
// back. Where the browser's cache does not work at all, the network answers.
async function fileOfThisRelease(event, address) {
  let cache;
  try {
    cache = await caches.open(CACHE);
    const found = await cache.match(address);
    if (found) {
      const check = isSound(cache, address, found.clone());
      // The app's own module would wait for this: it is looked at afterwards.
      if (!address.endsWith('.wasm') || sound.has(address)) {
        if (await check) return found;
      } else {
        event.waitUntil(check.then((fits) => fits || cache.delete(address)));
        return found;
      }
    }
  } catch {
    // The disk is broken, or the browser forbids it.
  }
  try {
    const fetched = await downloadChecked(address);
    if (cache) event.waitUntil(cache.put(address, fetched.clone()).catch(() => {}));
    return fetched;
  } catch {
    return fetch(event.request);
  }
}

// A file of a release that an open page is still of.
async function fileOfOlderRelease(event, address, release) {
  try {
    const names = release ? [CACHE_PREFIX + release] : await ourCaches();
    for (const name of names) {
      const found = await caches.has(name) && await (await caches.open(name)).match(address);
      if (found) return found;
    }
  } catch {
    // As above: the network answers.
  }
  return fetch(event.request);
}

// A page that the person opens. Without a network, a page that is not there says why.
async function page(event, address) {
  try {
    return await (HASHES.has(address) ? fileOfThisRelease(event, address) : fetch(event.request));
  } catch (error) {
    const [file, status] = HASHES.has(address) ? ['missing.html', 503] : ['404.html', 404];
    const cache = await caches.open(CACHE).catch(() => null);
    const found = await cache?.match(inScope(file));
    if (!found) throw error;
    return new Response(found.body, { status, headers: found.headers });
  }
}

// The address that a file is kept under: no query, no `index.html`, nothing encoded that need not be,
// no slash twice.
function keptAddress(url) {
  let path = url.pathname;
  try {
    path = decodeURI(path);
  } catch {
    // Not an encoding: no file has this address.
  }
  return new URL(path.replace(/\/{2,}/g, '/').replace(/\/index\.html$/, '/'), url.origin).href;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(SCOPE)) return;
  const url = new URL(request.url);
  const address = keptAddress(url);
  if (request.mode === 'navigate') {
    // As a host does it: the relative addresses of a page count from its folder.
    const target = HASHES.has(address + '/') ? address + '/' : address;
    const moved = HASHES.has(target) && new URL(target).pathname !== url.pathname.replace(/\/index\.html$/, '/');
    event.respondWith(moved ? Response.redirect(target + url.search) : page(event, target));
    return;
  }
  const release = url.searchParams.get('release');
  if (release && release !== RELEASE) {
    event.respondWith(fileOfOlderRelease(event, address, release));
  } else if (HASHES.has(address)) {
    // The app of the first release asks without a name, and is told so little that it lets the browser
    // load the page.
    const unnamed = isPage(address) && release === null && request.destination === '';
    event.respondWith(unnamed ? Response.error() : fileOfThisRelease(event, address));
  } else if (isNamedByHash(address)) {
    event.respondWith(fileOfOlderRelease(event, address));
  }
});

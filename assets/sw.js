// Keeps one whole release of the site for offline use.
//
// All files of a release are kept together in one cache, each checked against its hash; a release
// that does not arrive whole is not kept at all. A new release waits until the person accepts it in
// a tab, or until all tabs are closed. To take the site's worker away from everybody, deploy the
// `sw.js` of docs/offline.md: deleting the file does not do it.
const RELEASE_ID = 'RELEASE';
const CACHE_PREFIX = 'tech-lead-guide:' + new URL(self.registration.scope).pathname + ':';
const CACHE = CACHE_PREFIX + RELEASE_ID;
const FILES = [
/* the files of this release */
];
const KEPT = new Map(FILES.map(([path, hash]) => [new URL(path, self.registration.scope).href, hash]));
const NOT_FOUND = new URL('404.html', self.registration.scope).href;

async function hashOf(buffer) {
  const digest = await crypto.subtle.digest('SHA-256', buffer);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// A fresh response without the marks of a redirect, which a navigation would refuse.
async function checked(response, hash) {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const body = await response.arrayBuffer();
  if (await hashOf(body) !== hash) throw new Error(`${response.url}: not the file of this release`);
  return new Response(body, { headers: { 'Content-Type': response.headers.get('Content-Type') ?? '' } });
}

async function keep(cache, address, hash, older) {
  if (await cache.match(address)) return;
  for (const name of older) {
    const found = await (await caches.open(name)).match(address);
    if (found) {
      try {
        return await cache.put(address, await checked(found, hash));
      } catch {
        // Another version of the file: fetch it.
      }
    }
  }
  await cache.put(address, await checked(await fetch(address, { cache: 'reload' }), hash));
}

self.addEventListener('install', (event) => event.waitUntil((async () => {
  const older = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  const cache = await caches.open(CACHE);
  const waiting = [...KEPT];
  // A few at a time: the page that is being read comes first.
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await keep(cache, ...next, older);
  };
  try {
    await Promise.all([worker(), worker(), worker(), worker()]);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
})()));

self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
})()));

self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
});

// The address under which a request is kept: no query, no index.html.
function keptAddress(request) {
  const url = new URL(request.url);
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/index\.html$/, '');
  return url.href;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  const address = keptAddress(request);
  const kept = KEPT.has(address);
  // As a host does it: the page's relative addresses count from its folder.
  if (!kept && request.mode === 'navigate' && KEPT.has(address + '/')) {
    event.respondWith(Response.redirect(address + '/' + new URL(request.url).search));
    return;
  }
  if (!kept && request.mode !== 'navigate') return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    const found = kept && await cache.match(address);
    if (found) return found;
    try {
      return await fetch(request);
    } catch (error) {
      const page = request.mode === 'navigate' && await cache.match(NOT_FOUND);
      if (!page) throw error;
      return new Response(page.body, { status: 404, headers: page.headers });
    }
  })());
});

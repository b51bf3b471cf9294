// Starts the app after the first paint. Where the app dies (a page that something changed before the
// app came cannot be hydrated; any panic), a fresh instance takes its place once, and builds the page
// anew while its text stays in sight. A second death is said. Inside another site's page the app does
// not start: what that page lays over it could make a person press what he does not see.
const root = document.documentElement;
const { glue, wasm, style, offline, release } = document.querySelector('script[data-release]').dataset;
const address = (name) => new URL(name, import.meta.url).href;
// The folder of the site, whatever page the app is on when somebody asks.
root.dataset.base = new URL('.', import.meta.url).pathname;

// The newest instance of the app: its number and its memory; and the number of the last one that died.
const app = { number: 0, memory: null, dead: 0 };
let compiled;
const framed = isFramed();

// Fields with text that the person has typed and that is stored nowhere yet: in a form that waits for
// its button.
const typed = new Set();
addEventListener('input', ({ target }) => typed.add(target), true);
function unsaved() {
  for (const field of typed) {
    if (!field.isConnected) typed.delete(field);
  }
  return [...typed].filter((field) => field.value && field.closest('#app form') && field.getClientRects().length > 0
    && field.matches('textarea, input:not([type=checkbox], [type=radio], [type=file], [type=range])'));
}

async function compile() {
  try {
    return await WebAssembly.compileStreaming(fetch(address(wasm)));
  } catch {
    // Some hosts send it under another type.
    return WebAssembly.compile(await (await fetch(address(wasm))).arrayBuffer());
  }
}

async function start({ mount }) {
  const number = app.number += 1;
  // A module is made once for each address: a second instance needs another one.
  const module = await import(address(glue) + (number > 1 ? `?${number}` : ''));
  const { memory } = await module.default({ module_or_path: await (compiled ??= compile()) });
  app.memory = memory;
  module.start(mount, () => died(number));
}

function died(number) {
  if (number !== app.number || number === app.dead) return;
  app.dead = number;
  root.removeAttribute('data-hydrated');
  // Not before the dead instance has come to its end.
  setTimeout(recover);
}

async function recover() {
  // A dead instance hears and does nothing more: without its memory, every call into it stops at once.
  if (app.memory) new Uint8Array(app.memory.buffer).fill(0);
  app.memory = null;
  for (const made of document.querySelectorAll('body > dialog, #definition')) made.remove();
  if (app.number > 1) return fail();
  const kept = unsaved().map(({ id, value }) => ({ id, value }));
  try {
    await start({ mount: true });
    if (kept.length > 0) (await import('./failure.js')).putBack(kept);
  } catch (error) {
    fail(error);
  }
}

// Whether a page of another origin shows this one inside itself. Nobody but such a page is kept from
// asking where the outermost page is.
function isFramed() {
  try {
    return top.location.origin !== location.origin;
  } catch {
    return true;
  }
}

async function fail(error, say = 'explain') {
  if (error) console.error(error);
  if (root.dataset.failed !== undefined) return;
  // Died between two pages: the browser can show the second one. (Not in a loop.)
  if (!document.querySelector('main h1') && performance.now() > 5_000) return location.reload();
  // What was waiting for the app is shown as it is.
  root.dataset.failed = '';
  const notice = document.getElementById('failure');
  notice.hidden = false;
  (await import('./failure.js'))[say](notice);
}

// A call into an instance whose memory is gone ends here, and is no news to anybody. One that the
// living instance did not announce is its death: it ran out of stack or of memory.
function hear(event, error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  if (!app.memory || app.number > 1) event.preventDefault();
  else died(app.number);
}

async function run() {
  // The page has the rules that it needs. The sheet has those for what the app adds, other pages, paper.
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address(style) }));
  if (framed) return fail(null, 'offerWindow');
  if (typeof WebAssembly !== 'object') return fail();
  addEventListener('error', (event) => hear(event, event.error));
  addEventListener('unhandledrejection', (event) => hear(event, event.reason));
  // A host knows other spellings of an address, such as `%63ompare/`; the app knows one.
  const path = decodeURI(location.pathname);
  if (path !== location.pathname) history.replaceState(history.state, '', path + location.search + location.hash);
  try {
    await start({ mount: false });
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) died(app.number);
    else fail(error);
  }
}

requestAnimationFrame(() => setTimeout(async () => {
  try {
    await run();
  } finally {
    // What does not come, perhaps because the page is left, is asked for by the next page.
    if (offline !== undefined && !framed) import('./offline.js').then((module) => module.keepOffline(release, unsaved), () => {});
  }
}));

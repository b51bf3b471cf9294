// Registers the service worker once the app is live, and offers a new release in every tab that is of
// another one.
import { notice } from './notice.js';

const NOT_NOW = 'tech-lead-guide:not-offline';

// A worker of the first release does not answer.
function ask(worker, question) {
  return new Promise((answer) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => answer(event.data);
    setTimeout(answer, 3_000);
    worker.postMessage(question, [port2]);
  });
}

// Who saves data decides whether the site may be fetched as a whole.
async function allowed() {
  if (!navigator.connection?.saveData) return true;
  if (sessionStorage.getItem(NOT_NOW)) return false;
  const yes = await new Promise((answer) => {
    notice('save-data', 'This guide can be kept for reading offline. That fetches about 2 MB.', {
      'Keep it': () => answer(true),
      'Not now': () => answer(false),
    });
  });
  if (!yes) sessionStorage.setItem(NOT_NOW, '1');
  return yes;
}

export async function keepOffline(release, unsaved) {
  try {
    // Absent in some private windows; throws or is rejected where the person has forbidden storage.
    const workers = navigator.serviceWorker;
    const address = new URL('sw.js', import.meta.url).href;
    if (!workers) return;
    if (!await workers.getRegistration(address) && !await allowed()) return;
    follow(workers, address, release, unsaved);
  } catch {
    // Everything but offline use works.
  }
}

async function follow(workers, address, release, unsaved) {
  const register = () => workers.register(address, { updateViaCache: 'none' }).catch(() => null);
  workers.addEventListener('message', (event) => {
    if (event.data === 'release') event.ports[0].postMessage(release);
    if (event.data.of) document.documentElement.dataset.kept = `${event.data.kept} of ${event.data.of}`;
  });
  workers.startMessages();
  const registration = await register();
  if (!registration) return;

  let accepted = false;
  const load = () => {
    if (accepted) location.reload();
    accepted = false;
  };
  const offer = () => {
    let warned = false;
    const line = notice('update', 'A new version of this guide is ready.', {
      'Use it now': () => {
        if (unsaved().length > 0 && !warned) {
          warned = true;
          line.firstChild.textContent = 'A form on this page has text that is not saved yet. “Use it now” goes on without it.';
          return false;
        }
        accepted = true;
        // Another tab may have taken it meanwhile: then it is enough to load the page.
        registration.waiting?.postMessage('take over');
        setTimeout(load, registration.waiting ? 5_000 : 0);
        return true;
      },
      Later: true,
    });
  };
  // A worker of this page's own release has nothing new for it.
  const look = async () => {
    const worker = registration.active && registration.waiting || workers.controller;
    if (worker && await ask(worker, 'release') !== release) offer();
  };
  workers.addEventListener('controllerchange', () => (accepted ? load() : look()));
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
  await look();
  registration.active?.postMessage('tidy');

  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && Date.now() - asked > 3_600_000) {
      asked = Date.now();
      registration.update().catch(() => {});
    }
  });
  // An install that was cut goes on.
  addEventListener('online', () => {
    if (!registration.active) register();
  });
}

// Starts the app after the first paint, registers the service worker after that, and has the two
// notices that must work when the app does not.
const here = document.querySelector('script[data-wasm]');
// Now, while the address is the one that they are relative to.
const address = (name) => new URL(here.dataset[name], location.href).href;
const [glueAddress, wasmAddress] = ['glue', 'wasm'].map(address);
const [workerAddress, rooms] = ['worker', 'rooms'].map((name) => here.dataset[name] && address(name));
const show = (id) => { document.getElementById(id).hidden = false; };

async function start() {
  // Not before the first paint: only the rooms and what the app adds look different with it.
  if (rooms) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: rooms }));
  }
  try {
    const glue = await import(glueAddress);
    await glue.default({ module_or_path: wasmAddress });
  } catch (error) {
    // What was waiting for the app is shown as it is.
    document.documentElement.dataset.failed = '';
    show('failure');
    throw error;
  }
}

async function keepOffline() {
  // Absent in some private windows; rejected where the person has forbidden storage.
  const workers = navigator.serviceWorker;
  if (!workers || !workerAddress) return;
  const controlled = Boolean(workers.controller);
  let registration;
  try {
    registration = await workers.register(workerAddress, { updateViaCache: 'none' });
  } catch {
    return;
  }
  if (!registration) return;
  let accepted = false;
  const offer = () => {
    const worker = registration.waiting;
    if (!worker || !controlled) return;
    show('update');
    document.getElementById('update-now').onclick = () => {
      accepted = true;
      worker.postMessage('take over');
    };
    document.getElementById('update-later').onclick = () => {
      document.getElementById('update').hidden = true;
    };
  };
  // Only the tab in which the person said yes is loaded again.
  workers.addEventListener('controllerchange', () => {
    if (accepted) location.reload();
  });
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  offer();
  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && Date.now() - asked > 3_600_000) {
      asked = Date.now();
      registration.update().catch(() => {});
    }
  });
}

requestAnimationFrame(() => setTimeout(async () => {
  try {
    await start();
  } finally {
    keepOffline();
  }
}));

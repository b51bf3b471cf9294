// Loaded only when the app has died, cannot or may not start: says why, saves what the person has stored,
// and brings back text that was in a form.
import { notice } from './notice.js';

const PREFIX = 'tech-lead-guide:';
const NO_WASM = 'This browser does not run WebAssembly here, which the interactive parts of this page need. Lockdown Mode and some strict settings switch it off.';
const TEMPLATE = 'The plan on this page is the guide’s, not the one that you saved.';

function stored() {
  try {
    return Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(PREFIX)));
  } catch {
    return {};
  }
}

function save() {
  const file = new Blob([JSON.stringify(stored(), null, 2)], { type: 'application/json' });
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: 'tech-lead-guide.json' });
  document.body.append(link);
  link.click();
  // Some browsers begin to read it only after a while.
  setTimeout(() => {
    link.remove();
    URL.revokeObjectURL(link.href);
  }, 60_000);
}

// Every file of the offline copy is looked at before the page is loaded again: one of them may be the
// reason.
async function loadAgain() {
  try {
    const worker = navigator.serviceWorker?.controller;
    if (worker) {
      const { port1, port2 } = new MessageChannel();
      await new Promise((done) => {
        port1.onmessage = done;
        setTimeout(done, 20_000);
        worker.postMessage('repair', [port2]);
      });
    }
  } finally {
    location.reload();
  }
}

function runsWasm() {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return false;
  }
}

// Completes the notice of index.html.
export function explain(failure) {
  const [reason, again] = [failure.querySelector('b'), failure.querySelector('a')];
  if (!runsWasm()) reason.textContent = NO_WASM;
  if (document.documentElement.dataset.plan !== undefined && document.querySelector('.plan')) {
    reason.parentElement.append(` ${TEMPLATE}`);
  }
  if (Object.keys(stored()).length > 0) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: 'Save my data as a file', onclick: save });
    again.before(button);
  }
  again.onclick = (event) => {
    event.preventDefault();
    loadAgain();
  };
}

// The same notice inside another site's page, where the app does not start.
export function offerWindow(framed) {
  framed.querySelector('p').textContent = 'Another site shows this page inside its own. You can read it here. For the interactive parts, and for what you have saved, open its own window.';
  Object.assign(framed.querySelector('a'), { href: location.href, target: '_blank', rel: 'external noopener', textContent: 'Open its own window' });
}

// Puts text into the fields that the new instance shows, and shows the rest for copying.
export function putBack(kept) {
  let tries = 0;
  const live = () => document.documentElement.dataset.hydrated !== undefined;
  const wait = setInterval(() => {
    tries += 1;
    if (!live() && tries < 100) return;
    clearInterval(wait);
    const rest = kept.filter(({ id, value }) => {
      const field = live() && id && document.getElementById(id);
      if (!field) return true;
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return false;
    });
    if (rest.length === 0) return;
    const text = Object.assign(document.createElement('textarea'), { className: 'field', ariaLabel: 'Text from an open form', readOnly: true, rows: 4, value: rest.map(({ value }) => value).join('\n\n') });
    notice('typed', 'This page had to start again. Text from an open form that was not saved yet:', { Close: true }).firstChild.after(text);
  }, 50);
}

// Loads the parts of the app. The generator puts this into the JavaScript side of the app, in the place
// of the module that `main` imports its loaders from, and lets `wasm` be the exports of `main`.
//
// A file is fetched once, and again where that went wrong. Its name has the hash of its bytes: those of
// another release would write over the memory of this one.
const FILES = {};
const files = new Map();
const failed = new Set();

const hexadecimal = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

// The browser itself says what the network denies, and a page that is left takes along what it loads.
const quietly = (loading) => loading.catch(() => Promise.reject());

async function loadFile(name) {
  // What a host or a cache has answered once it may answer again.
  const cache = failed.has(name) ? 'reload' : 'default';
  const response = await quietly(fetch(new URL(name, import.meta.url), { cache }));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const bytes = await quietly(response.arrayBuffer());
  // Absent where the page does not come over a safe connection.
  const hash = globalThis.crypto?.subtle && hexadecimal(await crypto.subtle.digest('SHA-256', bytes));
  if (hash && !name.includes(hash.slice(0, 16))) throw new Error(`${name}: the bytes of another file`);
  await WebAssembly.instantiate(bytes, { main: wasm, __wasm_split: wasm });
}

function load(name) {
  if (!files.has(name)) {
    const loading = loadFile(name);
    files.set(name, loading);
    loading.catch(() => {
      failed.add(name);
      files.delete(name);
    });
  }
  return files.get(name);
}

// Called by `main`, which goes on in the function of its table with the number `callback`.
const loader = (names) => async (callback, data) => {
  let loaded = false;
  try {
    await Promise.all(names.map(load));
    loaded = true;
  } catch (error) {
    if (error) console.error(error);
  }
  wasm.__indirect_function_table.get(callback)(data, loaded);
};

const loaders = Object.fromEntries(Object.entries(FILES).map(([part, names]) => [`__wasm_split_load_${part}`, loader(names)]));

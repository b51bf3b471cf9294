// Stands in every page and runs before the first paint: sets what decides how the page looks (the chosen
// theme, and whether the app will change what the prerendered page shows; then that part waits unseen,
// and nothing jumps), and lets the browser fetch the app while the page is parsed and painted.
(() => {
  const root = document.documentElement;
  if (location.search) root.dataset.query = '';
  if (/^#(w|rated?|agreed)=/.test(location.hash)) root.dataset.link = '';
  try {
    // It keeps the fonts.
    if (navigator.serviceWorker.controller && root.dataset.base) document.write(`<script src="${root.dataset.base}font.js"><\/script>`);
  } catch {
    // No worker, no fonts kept.
  }
  try {
    const has = (key) => localStorage.getItem('tech-lead-guide:' + key) !== null;
    if (has('plan:main') || has('open-plan')) root.dataset.plan = '';
    if (has('plan:main:questions')) root.dataset.asked = '';
    if (has('skills:draft') || has('skills:pace')) root.dataset.skills = '';
    const keys = Object.keys(localStorage).join();
    if (/tech-lead-guide:situation:/.test(keys)) root.dataset.answers = '';
    // How many things the front page has to tell, and whether that is more than a phone shows beside each
    // other: where the reading was, the plan, the skills, and what is new since a day before today.
    const day = /"day":"([^"]+)/.exec(localStorage['tech-lead-guide:reading'])?.[1];
    const told = /tech-lead-guide:read/.test(keys) + has('skills:draft') + ('plan' in root.dataset) + (day < new Date().toLocaleDateString('sv'));
    if (has('no-greeting')) root.dataset.back = 'off';
    else if (told) root.dataset.back = '';
    if (told > 2) root.dataset.many = '';
    const { theme } = JSON.parse(localStorage.getItem('tech-lead-guide:theme'));
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch {
    // Denied, damaged or never chosen: the system's theme it is.
  }
  const boot = document.querySelector('script[data-release]');
  // Not before the page itself has arrived.
  if (boot && typeof WebAssembly === 'object') document.addEventListener('readystatechange', () => {
    for (const [file, rel, as] of [['glue', 'modulepreload', 'script'], ['wasm', 'preload', 'fetch']]) {
      const href = new URL(boot.dataset[file], boot.src);
      document.head.append(Object.assign(document.createElement('link'), { rel, as, crossOrigin: '', fetchPriority: 'low', href }));
    }
  }, { once: true });
})();

// Stands in every page and runs before the first paint: sets what decides how the page looks (the chosen
// theme, and whether the app will change what the prerendered page shows; then that part waits unseen,
// and nothing jumps), and lets the browser fetch the app while the page is parsed and painted.
(() => {
  const { dataset } = document.documentElement;
  if (location.search) dataset.query = '';
  if (/^#(w|rated?|agreed|result)=/.test(location.hash)) dataset.link = '';
  try {
    // It keeps the fonts.
    if (navigator.serviceWorker.controller && dataset.base) document.write(`<script src="${dataset.base}font.js"><\/script>`);
  } catch {
    // No worker, no fonts kept.
  }
  try {
    const has = (key) => localStorage.getItem('tech-lead-guide:' + key) !== null;
    if (has('plan:main') || has('open-plan')) dataset.plan = '';
    if (has('plan:main:questions')) dataset.asked = '';
    if (has('skills:draft') || has('skills:pace')) dataset.skills = '';
    const keys = Object.keys(localStorage).join();
    if (keys.includes('tech-lead-guide:situation:')) dataset.answers = '';
    // How many things the front page has to tell, and whether that is more than a phone shows beside each
    // other: where the reading was, the plan, the skills, and what is new since a day before today.
    const day = /"day":"([^"]+)/.exec(localStorage['tech-lead-guide:reading'])?.[1];
    const told = keys.includes('tech-lead-guide:read') + has('skills:draft') + ('plan' in dataset) + (day < new Date().toLocaleDateString('sv'));
    if (has('no-greeting')) dataset.back = 'off';
    else if (told) dataset.back = '';
    if (told > 2) dataset.many = '';
    const { theme } = JSON.parse(localStorage.getItem('tech-lead-guide:theme'));
    if (theme === 'light' || theme === 'dark') dataset.theme = theme;
  } catch {
    // Denied, damaged or never chosen: the system's theme it is.
  }
  const boot = document.querySelector('script[data-release]');
  // Not before the page itself has arrived.
  if (boot && window.WebAssembly) document.addEventListener('readystatechange', () => {
    for (const [file, rel, as] of [['glue', 'modulepreload', 'script'], ['wasm', 'preload', 'fetch']])
      document.head.append(Object.assign(document.createElement('link'), { rel, as, crossOrigin: '', fetchPriority: 'low', href: new URL(boot.dataset[file], boot.src) }));
  }, { once: true });
})();

// Runs before the first paint, because what it sets decides how the page looks: the chosen theme, and
// whether the app will change what the prerendered page shows (then that part waits unseen, and
// nothing jumps).
(() => {
  const root = document.documentElement;
  try {
    const theme = JSON.parse(localStorage.getItem('tech-lead-guide:theme'))?.theme;
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch {
    // Denied or damaged: the system's theme it is.
  }
  try {
    if (['plan:main', 'open-plan'].some((key) => localStorage.getItem(`tech-lead-guide:${key}`) !== null)) root.dataset.plan = '';
  } catch {
    // Denied: the page shows what everybody starts with.
  }
  if (location.search) root.dataset.query = '';
  if (/^#rated?=/.test(location.hash)) root.dataset.link = '';
})();

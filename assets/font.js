// Loads the reading serif. It never takes the place of another font under somebody's eyes, where lines
// would break anew: it is used from the next page on that the app shows. Where the service worker keeps
// the fonts, `early.js` loads this file before the first paint, which waits for them: 100 ms at most.
(async () => {
  const { dataset, style } = document.documentElement;
  let waiting = document.readyState === 'loading';
  const paint = () => {
    waiting = false;
    style.visibility = '';
  };
  if (waiting) {
    style.visibility = 'hidden';
    setTimeout(paint, 100);
  }
  const face = (file, weight, style) => new FontFace('Literata', `url(${dataset.base}${file})`, { weight, style });
  const faces = [face('literata-normal.woff2', '400 600', 'normal'), face('literata-italic.woff2', '400', 'italic')];
  try {
    await Promise.all(faces.map((one) => one.load()));
  } catch {
    // The system's serif it is, until the next visit.
    return;
  }
  const use = () => faces.forEach((one) => document.fonts.add(one));
  if (waiting) {
    use();
    paint();
  } else new MutationObserver((_, observer) => {
    use();
    observer.disconnect();
  }).observe(document.querySelector('title'), { childList: true });
})();

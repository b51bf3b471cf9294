// Loads the reading serif before the first paint, which waits for it: 100 ms at most. `early.js` asks for
// this file where the service worker keeps the fonts. A font that comes later is not used on this page:
// no fallback breaks every line as another font does, so the text would move under somebody's eyes.
(async () => {
  const { dataset, style } = document.documentElement;
  let waiting = true;
  const paint = () => {
    waiting = false;
    style.visibility = '';
  };
  style.visibility = 'hidden';
  setTimeout(paint, 100);
  const face = (file, weight, style) => new FontFace('Literata', `url(${dataset.base}${file})`, { weight, style });
  const faces = [face('literata-normal.woff2', '400 600', 'normal'), face('literata-italic.woff2', '400', 'italic')];
  try {
    await Promise.all(faces.map((one) => one.load()));
    if (waiting) {
      faces.forEach((one) => document.fonts.add(one));
      // Where a picture that is saved finds it.
      dataset.letters = new URL(`${dataset.base}literata-normal.woff2`, location).href;
    }
  } catch {
    // The system's serif it is, on this page.
  }
  paint();
})();

// The whole guide as one document, on its own page: fetches the pages that the contents list names,
// puts them one after the other, and writes into the contents on which page each will be printed.
const book = document.getElementById('whole-guide');
const status = document.getElementById('print-status');
const paper = document.getElementById('paper');
const start = document.getElementById('print-now');
const contents = [...book.querySelectorAll('a[data-slug]')];
const slugs = new Set(contents.map((link) => link.dataset.slug));
const MARGIN = 20;
const SIZES = { A4: [210, 297], Letter: [215.9, 279.4] };

// A link to a page of the guide leads to its place in this document.
function inside(href, slug) {
  const found = href.match(/^(?:\.\.\/([a-z0-9-]+)\/)?(?:#(.*))?$/);
  const target = found?.[1] ?? slug;
  if (!found || !slugs.has(target)) return href;
  return found[2] ? `#${target}--${found[2]}` : `#${target}`;
}

async function fetchArticle(link) {
  const slug = link.dataset.slug;
  // From whichever release the service worker has: the pages are read, not run.
  const response = await fetch(`${link.dataset.page}?release=`);
  if (!response.ok) throw new Error(`${slug}: ${response.status}`);
  // The policy of this page does not allow the style that stands in that one.
  const text = (await response.text()).replace(/<style>.*?<\/style>/s, '');
  const page = new DOMParser().parseFromString(text, 'text/html');
  const article = page.querySelector('article');
  for (const element of article.querySelectorAll('.on-page-inline, .neighbours, .paths, .needs-app, button')) element.remove();
  for (const element of article.querySelectorAll('[id]')) element.id = `${slug}--${element.id}`;
  for (const element of article.querySelectorAll('a')) element.setAttribute('href', inside(element.getAttribute('href'), slug));
  article.id = slug;
  return article;
}

// Rules for paper hold on the screen while the pages are counted.
function rulesForPaper(onScreen) {
  const [from, to] = onScreen ? ['print', 'all'] : ['all', 'print'];
  for (const sheet of document.styleSheets) {
    for (const layer of sheet.cssRules) {
      for (const rule of layer.cssRules ?? []) {
        if (rule.media?.mediaText === from) rule.media.mediaText = to;
      }
    }
  }
}

// How many pages a block fills: browsers break columns as they break pages, so columns of the size of
// a page are counted.
function pagesOf(block, [width, height]) {
  block.style.cssText = `inline-size:${width}mm;block-size:${height}mm;columns:${width}mm auto;column-gap:0;column-fill:auto;overflow:hidden`;
  const pages = Math.round(block.scrollWidth / block.clientWidth);
  block.style.cssText = '';
  return Math.max(1, pages);
}

const rules = new CSSStyleSheet();
document.adoptedStyleSheets.push(rules);

function count() {
  const name = paper.value;
  // A millimetre is left over: browsers round the size of paper, each in its way.
  const room = [SIZES[name][0] - 2 * MARGIN - 1, SIZES[name][1] - 2 * MARGIN];
  if (rules.cssRules.length === 2) {
    rules.deleteRule(0);
    rules.deleteRule(0);
  }
  rules.insertRule(`@page { size: ${name}; margin: ${MARGIN}mm; }`, 0);
  rules.insertRule(`@media print { #whole-guide { inline-size: ${room[0]}mm; } }`, 1);
  rulesForPaper(true);
  const blocks = [book.firstElementChild, ...contents.map((link) => document.getElementById(link.dataset.slug))];
  const pages = blocks.map((block) => pagesOf(block, room));
  rulesForPaper(false);
  let next = 1 + pages[0];
  contents.forEach((link, index) => {
    link.nextElementSibling.textContent = next;
    next += pages[index + 1];
  });
  status.textContent = `${next - 1} pages on ${name}.`;
}

async function prepare() {
  try {
    for (const [index, link] of contents.entries()) {
      status.textContent = `Collecting page ${index + 1} of ${contents.length}…`;
      book.append(await fetchArticle(link));
    }
  } catch {
    status.textContent = 'Not all pages could be had. Load this page again when you are online.';
    return;
  }
  for (const link of contents) link.href = `#${link.dataset.slug}`;
  await document.fonts.ready;
  count();
  paper.disabled = false;
  paper.addEventListener('change', count);
  start.disabled = false;
  start.addEventListener('click', () => print());
}

prepare();

// Keeps the page new: told that there is another version, it gets the page once more and takes over what differs. What
// is the same stays as it is, and so the place where somebody reads stays too.
'use strict';
const byId = (id) => document.getElementById(id);
const shown = new Map();
let version = document.documentElement.dataset.version;
let wanted = version;
let working = false;

const parts = (root) => root.querySelectorAll('[data-part]');
// What the server has said of a part; the part itself may bear marks of the browser.
const remember = (root) => { for (const part of parts(root)) shown.set(part.id, part.outerHTML); };

async function decoded(part) {
  const near = [...part.querySelectorAll('img')].filter((image, number) => {
    const old = byId(part.id)?.querySelectorAll('img')[number];
    if (!old || old.getAttribute('src') === image.getAttribute('src')) return false;
    const place = old.getBoundingClientRect();
    return place.bottom > -innerHeight && place.top < 2 * innerHeight;
  });
  await Promise.all(near.map((image) => { image.loading = 'eager'; return image.decode().catch(() => {}); }));
}

// What is in sight is new as soon as its picture is there, before the page has been got and read.
function hurry(fresh) {
  for (const [path, digest] of Object.entries(fresh)) {
    for (const image of byId(`doc-${encodeURI(path)}`)?.querySelectorAll('img') ?? []) {
      const place = image.getBoundingClientRect();
      const address = image.getAttribute('src').replace(/\?.*/, `?${digest}`);
      if (place.bottom < 0 || place.top > innerHeight || image.getAttribute('src') === address) continue;
      const ready = new Image();
      ready.src = address;
      ready.decode().then(() => { image.src = address; }, () => {});
    }
  }
}

async function taken(old, fresh) {
  const html = fresh.outerHTML;
  if (shown.get(fresh.id) === html) return;
  shown.set(fresh.id, html);
  if (old.tagName === 'IFRAME') return reloaded(old, fresh);
  const part = document.adoptNode(fresh);
  await decoded(part);
  const focused = old.contains(document.activeElement) && document.activeElement;
  const place = focused ? [...old.querySelectorAll('a')].indexOf(focused) : -1;
  const above = old.scrollTop;
  // From here on nothing may ask for a measure: the old part without its pictures would be one, and move the page.
  for (const image of part.querySelectorAll('img')) {
    const same = [...old.querySelectorAll('img')].find((one) => one.getAttribute('src') === image.getAttribute('src'));
    if (!same) continue;
    for (const name of ['alt', 'width', 'height']) same.setAttribute(name, image.getAttribute(name));
    image.replaceWith(same);
  }
  old.replaceWith(part);
  if (above) part.scrollTop = above;
  if (focused) (part.querySelectorAll('a')[place] ?? part).focus({ preventScroll: true });
}

async function listed(old, fresh) {
  for (const one of [...old.children]) if (![...fresh.children].some((other) => other.id === one.id)) one.remove();
  let before = null;
  for (const other of [...fresh.children]) {
    let one = [...old.children].find((child) => child.id === other.id);
    if (!one) {
      one = document.importNode(other, true);
      for (const part of [other, ...parts(other)]) if ('part' in part.dataset) shown.set(part.id, part.outerHTML);
    } else if ('list' in other.dataset) await listed(one, other);
    else { await taken(one, other); one = byId(other.id); }
    const next = before ? before.nextElementSibling : old.firstElementChild;
    if (next !== one) old.insertBefore(one, next);
    before = one;
  }
}

async function refresh() {
  if (working) return;
  working = true;
  try {
    while (version !== wanted) {
      const answer = await fetch(location.pathname, { cache: 'no-store' });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      document.title = fresh.title;
      document.documentElement.lang = fresh.documentElement.lang;
      document.documentElement.dir = fresh.documentElement.dir;
      const direct = [...fresh.body.querySelectorAll('[data-part]')].filter((part) => !part.closest('[data-list]'));
      for (const part of direct) await taken(byId(part.id), part);
      for (const list of fresh.querySelectorAll('main > [data-list]')) await listed(byId(list.id), list);
      const told = fresh.getElementById('told').textContent;
      if (byId('told').textContent !== told) byId('told').textContent = told;
      version = fresh.documentElement.dataset.version;
      document.documentElement.dataset.version = version;
      if (Number(version) > Number(wanted)) wanted = version;
    }
  } finally { working = false; }
}

let source;
function listen() {
  source = new EventSource('events');
  source.onmessage = (event) => {
    const news = JSON.parse(event.data);
    byId('ended').textContent = '';
    wanted = String(news.version);
    if (wanted === version) return;
    hurry(news.fresh);
    refresh().catch(() => {});
  };
  source.onerror = () => { byId('ended').textContent = byId('ended').dataset.said; };
}
// Browsers keep six connections to one server: a page that nobody sees gives its own back.
document.addEventListener('visibilitychange', () => { source?.close(); if (!document.hidden) listen(); });
addEventListener('pagehide', () => source?.close());
remember(document);
if (!document.hidden) listen();

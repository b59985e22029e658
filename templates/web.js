const byId = (id) => document.getElementById(id);
const data = (id) => JSON.parse(byId(id).textContent);
const elements = (selector, within = document) => [...within.querySelectorAll(selector)];
const nameOf = (section) => section.querySelector('h2').textContent, signOf = (term) => term.querySelector('b').textContent;
const targetOf = (one) => decodeURIComponent(one.hash.slice(1));
const words = data('words'), prints = documents(data('prints')), themes = data('themes'), scopes = data('scopes');
const main = byId('main'), input = byId('q'), title = document.title;
const language = document.documentElement.lang.toLowerCase().split('-')[0];
const sections = elements(':scope > section', main), legend = elements('.letters dt');
const start = sections.find((one) => !['/answer', '/found'].includes(one.id));
const SHOWN = 50; // more hits are laid out only when somebody asks for them
const ORDER = ['a', 'r', 's', 'c', 'i', 'n']; // the classes of letters, by what they count as
const KEYS = ['q', 'unit', 'role', 'letter', 'theme', 'open'];
let limit = SHOWN, lastHits = [];

const told = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const listed = (all) => all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${words.and} ${all.at(-1)}`;
const numbered = (n) => n === 1 ? words.hits_one : told('hits', {n});
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
const link = (to, text) => element('a', {href: `#${encodeURIComponent(to).replaceAll('%2F', '/')}`}, text);

/* ---- The address says what is shown. */
function state() {
  const query = new URLSearchParams(location.search);
  const filter = Object.fromEntries(KEYS.map((key) => [key, query.get(key) ?? '']));
  let target = '';
  try { target = targetOf(location); } catch { target = location.hash.slice(1); }
  return {filter, target, query};
}
function go(filter, replace) {
  const query = new URLSearchParams(KEYS.filter((key) => filter[key]).map((key) => [key, filter[key]]));
  enter(query, '', replace);
  show(filter);
}
function enter(query, hash, replace) {
  const address = `${location.pathname}${query.size ? `?${query}` : ''}${hash}`;
  try { history[replace ? 'replaceState' : 'pushState'](null, '', address); } catch { /* the view is shown all the same */ }
  searched = location.search;
}
// Whether a link of the page is followed, and no address that somebody has sent or come back to.
let linked = false, searched;
function visit(id) {
  const {hash} = link(id, '');
  linked = hash !== location.hash;
  location.hash = hash;
}
function only(...wanted) {
  main.classList.remove('results');
  elements('tr.at').forEach((row) => row.classList.remove('at'));
  for (const section of sections) {
    const on = wanted.includes(section);
    section.classList.toggle('on', on);
    section.classList.remove('single');
    if (section.id === '/answer' || section.id === '/found') section.hidden = !on;
  }
  for (const id of ['more', 'apart', 'forms', 'beside']) byId(id).hidden = true;
}
function current(section) {
  const place = section.matches('.unit') ? start : section.matches('.role') ? byId(document.querySelector('nav a[href*="/"]') && rolesPlace()) ?? section : section;
  for (const one of elements('nav a')) {
    if (targetOf(one) === place.id) one.setAttribute('aria-current', 'page');
    else one.removeAttribute('aria-current');
  }
}
const rolesPlace = () => byId('mine') ? document.querySelector('.index')?.closest('section').id ?? '' : '';
function heading(section, moved) {
  document.documentElement.classList.toggle('inner', section !== start);
  if (section === start) examples();
  const h2 = section.querySelector('h2');
  document.title = h2 && section !== start ? `${h2.textContent.trim()} – ${title}` : title;
  if (moved && h2) { h2.tabIndex = -1; h2.focus({preventScroll: true}); scrollTo(0, 0); }
}
function show(filter, moved) {
  searched = location.search;
  const {target, query} = state();
  const row = target && byId(target)?.closest('tr'), section = target && byId(target)?.closest('main > section');
  if (!target && query.get('mark')) return answer(query, moved);
  if (section) {
    only(section);
    if (section.matches('.role')) tellRole(section);
    else if (section.matches('.unit')) shortenAll(section);
    current(section);
    if (!row) return heading(section, moved);
    tellAll(row);
    detail(row);
    row.classList.add('at');
    section.classList.add('single');
    beside(row, section);
    document.documentElement.classList.add('inner');
    document.title = `${row.id} – ${title}`;
    row.tabIndex = -1;
    row.focus({preventScroll: true});
    return row.scrollIntoView({block: 'start'}); // as far down as its scroll margin says, as a browser does by itself
  }
  if (target === 'main') return undefined;
  if (KEYS.some((key) => filter[key])) return showHits(filter, moved);
  only(start);
  current(start);
  return heading(start, moved);
}

/* ---- What one may ask: the subjects of most duties, and a code. */
// On a phone, where numbers are too small for a thumb: how many duties a unit has, and how many of them are open.
function bars() {
  for (const ticks of elements('.overview .ticks')) {
    const all = elements('a', ticks).map((one) => element('i', one.matches('.vacant') ? {class: 'vacant'} : {}));
    ticks.after(element('span', {class: 'bars', 'aria-hidden': 'true'}, ...all));
  }
}
function examples() {
  const place = byId('examples'), rows = elements('main > .unit tbody > tr'), counts = new Map(themes.map(([id]) => [id, 0]));
  if (place.childNodes.length || !rows.length) return;
  for (const row of rows) if (row.dataset.t) counts.set(row.dataset.t, (counts.get(row.dataset.t) ?? 0) + 1);
  const most = [...themes].sort(([one], [other]) => counts.get(other) - counts.get(one)).slice(0, 3);
  const button = (text, ask) => { const made = element('button', {type: 'button', class: 'link'}, text); made.onclick = ask; return made; };
  place.append(words.for_example, ...most.map(([id, name]) => button(name, () => { go({...state().filter, theme: id}); byId('found').focus(); })),
    button(rows[0].id, () => visit(rows[0].id)));
}

/* ---- What people do. */
let typing = false;
input.addEventListener('input', () => {
  limit = SHOWN;
  const filter = {...state().filter, q: input.value.trim()};
  const replace = typing || !location.hash && !location.search.includes('mark=');
  typing = true;
  foldOut('seek', true); // or the field would be folded away below the first letter, on a phone
  go(filter, replace);
});
byId('clear')?.addEventListener('click', () => { input.value = ''; go({...state().filter, q: ''}); input.focus(); });
byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim(), mark = normalMark(text);
  const row = elements('tbody > tr').find((one) => fold(one.id) === fold(text));
  if (row) visit(row.id);
  else if (mark) { visit(byId('check').closest('section').id); byId('mark').value = mark; check(mark); }
  else if (text) { go({...state().filter, q: text}, true); byId('found').focus(); }
});
function check(text) {
  const mark = normalMark(text);
  byId('verdict').replaceChildren(mark ? verdict(mark, '', '') : malformed(text));
}
byId('check').addEventListener('submit', (event) => { event.preventDefault(); check(byId('mark').value); });
// On a phone the search and the pages stand behind a button each, so that what was asked for comes first.
const root = document.documentElement, narrow = matchMedia('(max-width:699px)'), asks = input.placeholder;
function foldOut(name, on) {
  root.classList.toggle(name, on);
  byId(name).setAttribute('aria-expanded', String(on));
}
byId('seek').onclick = () => { foldOut('seek', !root.classList.contains('seek')); if (root.classList.contains('seek')) input.focus(); };
byId('pages').onclick = () => foldOut('pages', !root.classList.contains('pages'));
byId('nav').addEventListener('click', (event) => { if (event.target.closest('a')) foldOut('pages', false); });
byId('narrow').onclick = () => {
  const on = byId('filters').classList.toggle('on');
  byId('narrow').setAttribute('aria-expanded', String(on));
};
byId('show-open')?.addEventListener('click', () => { go({...state().filter, open: '1'}); heading(byId('/found'), true); });
byId('print-open')?.addEventListener('click', () => print());
// What an earlier visit has made in a page that a browser has saved is made anew, since its buttons do nothing any more.
elements('.print, .pick, .bars, #mine option + option').forEach((one) => one.remove());
byId('examples').replaceChildren();
const mine = byId('mine');
if (mine) {
  for (const one of elements('main > .role')) mine.append(element('option', {value: one.id}, nameOf(one)));
  mine.addEventListener('change', () => { if (mine.value) visit(mine.value); });
}
for (const line of elements('.band .foot')) {
  const button = (text) => element('button', {class: 'print', type: 'button'}, text), paper = button(words.print), copy = button(words.copy_address);
  paper.onclick = () => print();
  copy.onclick = () => copied(copy, location.href);
  line.append(paper, copy);
}
function follow(moved) {
  typing = false;
  const {filter, target, query} = state(), found = !target && !query.get('mark') && KEYS.some((key) => filter[key]);
  foldOut('pages', false);
  if (!found || !root.classList.contains('seek')) foldOut('seek', found);
  input.placeholder = narrow.matches || target ? input.dataset.short : asks;
  if (document.activeElement !== input) input.value = location.hash ? '' : filter.q;
  show(filter, moved);
}
bars();
addEventListener('click', (event) => {
  const to = event.target.closest('a');
  if (!to || event.ctrlKey || event.metaKey || event.shiftKey) return;
  linked = to.hash && to.hash !== location.hash;
  if (!to.matches('[href^="?"]')) return;
  event.preventDefault(); // the page is there already
  go({q: '', ...Object.fromEntries(new URLSearchParams(to.search))});
  heading(byId('/found'), true);
});
addEventListener('hashchange', () => { widen(); follow(true); });
// What differs in more than behind the “#” is told by no change of that.
addEventListener('popstate', () => { if (!location.hash || searched !== location.search) follow(Boolean(location.hash)); });
if (state().filter.q) input.value = state().filter.q;
follow(false);
// Before somebody types: then the first letter is answered as quickly as the next ones.
(globalThis.requestIdleCallback ?? setTimeout)(() => { for (const word of indexed().vocabulary.keys()) stems(word); filters(state().filter); });

/* ---- The hits of a search, and what narrows them. */
function showHits(filter, moved) {
  const found = search(filter), place = byId('/found');
  for (const {row} of lastHits) row.classList.remove('hit', 'weak');
  const isApart = ({by}) => by === BY_THEME, inText = found.hits.filter((one) => !isApart(one)), inTheme = found.hits.filter(isApart);
  lastHits = inText.slice(0, limit);
  const units = new Set(lastHits.map(({section}) => section));
  document.documentElement.classList.add('inner');
  if (!main.classList.contains('results')) { only(); main.classList.add('results'); }
  for (const section of sections) {
    const on = units.has(section) || section === place;
    if (section.classList.contains('on') !== on) section.classList.toggle('on', on);
  }
  place.hidden = false;
  for (const {row, weak} of lastHits) { tellAll(row); row.classList.add('hit'); row.classList.toggle('weak', weak); if (weak) row.querySelector('.text p').dataset.by = `${words.by_actor}.`; }
  apart(inTheme);
  const sum = numbered(found.hits.length);
  byId('found').textContent = filter.q ? told('hits_for', {q: filter.q, hits: sum}) : sum;
  document.title = `${byId('found').textContent} – ${title}`;
  announce(found.hits.length ? sum : `${words.none} ${words.advice}`);
  tally(found, filter);
  filters(filter);
  heads(found.hits.length);
  forms(found, filter);
  highlight(new Set(found.found));
  const more = byId('more');
  more.hidden = Math.max(inText.length, inTheme.length) <= limit;
  if (!more.hidden) {
    const button = element('button', {type: 'button'}, told('more', {n: found.hits.length}));
    button.onclick = () => { limit = Infinity; showHits(filter); };
    more.replaceChildren(button);
  }
  current(place);
  if (moved) heading(place, true);
}
// Duties in whose theme alone a word stands come last, in a list of their own.
const entries = new Map(); // of the rows that were told so before
function apart(hits) {
  const entry = ({row}) => {
    if (!entries.has(row)) {
      const [text, who] = summary(row);
      [...who.children].forEach(shorten);
      entries.set(row, element('li', {}, link(row.id, row.id), text, who));
    }
    return entries.get(row);
  };
  byId('apart').hidden = !hits.length;
  byId('apart').replaceChildren(element('h2', {}, `${words.by_theme} `, element('span', {class: 'count'}, hits.length)),
    element('ul', {class: 'mine'}, ...hits.slice(0, limit).map(entry)));
}
let waiting;
function announce(text) {
  clearTimeout(waiting); // what is typed on is not read out letter by letter
  waiting = setTimeout(() => { byId('live').textContent = text; }, 400);
}
function tally({hits, places}, filter) {
  const line = byId('tally'), owned = new Map();
  let open = 0;
  for (const one of hits) {
    if (one.open) open += 1;
    for (const owner of one.owners) owned.set(owner, (owned.get(owner) ?? 0) + 1);
  }
  const parts = [];
  if (!hits.length) parts.push(`${words.none} ${words.advice}`);
  for (const place of places.slice(0, 6)) parts.push(link(place, indexed().actors.get(place)));
  if (owned.size) parts.push(`${words.owns}:`);
  for (const [owner, number] of [...owned].sort((one, other) => other[1] - one[1]).slice(0, 8)) {
    const button = element('button', {type: 'button'}, `${indexed().actors.get(owner) ?? owner} ${number}`);
    button.onclick = () => go({...filter, role: owner});
    parts.push(button);
  }
  if (open) {
    const button = element('button', {type: 'button'}, element('span', {class: 'open'}, words.open), ` ${open}`);
    button.onclick = () => go({...filter, open: '1'});
    parts.push(button);
  }
  line.replaceChildren(...parts);
}
function forms({found, hits}, {q}) {
  const others = found.filter((word) => !splitWords(q).includes(word));
  byId('forms').hidden = !others.length || !hits.length;
  byId('forms').textContent = others.length && hits.length ? told('found', {words: others.slice(0, 12).join(', ') + (others.length > 12 ? ' …' : '')}) : '';
}
function highlight(found) {
  if (!globalThis.Highlight) return;
  const ranges = [];
  if (found.size) for (const {row} of lastHits.slice(0, SHOWN)) {
    for (const node of row.querySelector('.text p').childNodes) {
      if (node.nodeType !== 3) continue;
      for (const match of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
        if (!found.has(fold(match[0]))) continue;
        const range = new Range();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        ranges.push(range);
      }
    }
  }
  if (!CSS.highlights.has('found')) {
    // In the style sheet validators of today would take it for a mistake.
    document.styleSheets[0].insertRule('::highlight(found){background-color:var(--hit);color:var(--hit-ink);text-shadow:.45px 0 currentColor}');
  }
  CSS.highlights.set('found', new Highlight(...ranges));
}

// What the columns of the hits are; their letters are told here once, in words.
function heads(number) {
  const line = byId('heads'), cells = elements('.duties thead th:nth-child(-n+2)').slice(0, 2);
  line.hidden = !number || !document.querySelector('.owned');
  if (line.hidden || line.childNodes.length) return;
  const has = new Set(indexed().rows.flatMap(({letters}) => [...letters.values()].flat()));
  line.append(...cells.map((one) => element('span', {}, one.lastChild.textContent)),
    element('div', {}, element('span', {}, words.owns), key(legend.filter((one) => !one.querySelector('b').matches('.a') && has.has(signOf(one))))));
}
// What letters mean, short; of `terms`, which the page explains in its introduction.
function key(terms, blank) {
  const all = terms.map((term) => {
    const chip = term.querySelector('b').cloneNode(true);
    const name = term.lastChild.textContent.trim();
    return element('span', {}, chip, ...(name === chip.textContent ? [] : [` ${name}`]));
  });
  return element('span', {class: 'key', 'aria-hidden': 'true'}, ...all, ...(blank ? [element('i', {}, blank)] : []));
}

/* ---- Filters: made once, from what the page has. */
let controls;
function filters(filter) {
  const form = byId('filters');
  if (!controls) {
    const chosen = (name, options) => {
      const select = element('select', {id: `by-${name}`}, element('option', {value: ''}, words.all));
      for (const [value, text] of options) select.append(element('option', {value}, text));
      return [element('label', {}, words[name], select), select];
    };
    const units = sections.filter((one) => one.matches('.unit')).map((one) => [one.id, nameOf(one)]);
    const roles = sections.filter((one) => one.matches('.role')).map((one) => [one.id, nameOf(one)]);
    const letters = legend.map((one) => [signOf(one), one.textContent.trim()]);
    const open = element('input', {type: 'checkbox', id: 'by-open'});
    const parts = {unit: chosen('unit', units), role: chosen('role', roles), letter: chosen('letter', letters), theme: chosen('theme', themes)};
    const clear = element('button', {type: 'button'}, words.clear);
    controls = {...Object.fromEntries(Object.entries(parts).map(([name, [, control]]) => [name, control])), open, clear};
    const shown = Object.values(parts).filter(([, control]) => control.options.length > 1).map(([label]) => label);
    const box = element('label', {class: 'box'}, open, words.only_open), copy = element('button', {type: 'button', class: 'link'}, words.copy);
    clear.onclick = () => { input.value = ''; go({}); input.focus(); };
    copy.onclick = () => copied(copy, location.href);
    form.replaceChildren(...shown, ...(document.querySelector('tr.vacant') ? [box] : []), clear, copy);
    form.onsubmit = (event) => event.preventDefault();
    form.onchange = () => {
      limit = SHOWN;
      go({q: state().filter.q, unit: controls.unit.value, role: controls.role.value, letter: controls.letter.value,
        theme: controls.theme.value, open: controls.open.checked ? '1' : ''});
    };
  }
  for (const key of ['unit', 'role', 'letter', 'theme']) controls[key].value = filter[key] ?? '';
  controls.open.checked = Boolean(filter.open);
  controls.clear.hidden = !KEYS.slice(1).some((key) => filter[key]); // words are cleared in their own field
}

/* ---- The duties of a role, with their texts. */
// A range of duties, which stand below each other in their unit, becomes a list of all.
function unfold(item) {
  const [first, last] = elements('a', item);
  if (!last) return;
  item.replaceChildren(first);
  for (let row = byId(first.textContent).nextElementSibling, at = item; row; row = row.nextElementSibling) {
    const next = element('li', {}, link(row.id, row.id));
    at.after(next);
    if (row.id === last.textContent) break;
    at = next;
  }
}
// A duty in a list: its text, and who has to do with it, as before it was opened in its unit.
function summary(row) {
  const who = row.querySelector('.who').cloneNode(true), common = elements('.common li', row.closest('section'));
  if (row.dataset.told) for (const one of [...who.children]) if (common.some((other) => other.textContent === full(one))) one.remove();
  who.prepend(...common.filter((one) => one.matches('.first')).map((one) => one.cloneNode(true)));
  elements('.rest, .way, .what, .brief, small', who).forEach((one) => one.remove());
  for (const one of elements('span:not(.open)', who)) one.replaceWith(...one.childNodes);
  who.normalize();
  return [row.querySelector('.text p').cloneNode(true), who];
}
function tellRole(section) {
  if (section.dataset.told) return narrowRole(section);
  section.dataset.told = '1';
  elements('ul.mine > li', section).forEach(unfold);
  const isRole = (one) => { const all = elements('a', one); return all.length === 1 && targetOf(all[0]) === section.id; };
  for (const item of elements('ul.mine > li', section)) {
    const row = byId(item.textContent.trim());
    if (!row) continue;
    Object.assign(item.dataset, {t: row.dataset.t ?? '', s: row.dataset.s ?? ''});
    const [text, who] = summary(row);
    for (const one of [...who.children]) if (isRole(one)) one.remove(); else { leaveOut(one, section.id); shorten(one); }
    item.append(text, who);
  }
  elements('ul.mine', section).forEach(tellOnce);
  const has = new Set(elements('h3 > b', section).flatMap((one) => one.textContent.split('/')));
  const others = legend.filter((one) => !has.has(signOf(one)));
  if (has.size && others.length) {
    const letters = listed(others.map((one) => one.lastChild.textContent.trim()));
    section.lastElementChild.append(element('p', {class: 'small unstated'}, told('unstated', {letters})));
  }
  nearby(section);
  return narrowRole(section);
}
// Of several who have the same letter the role itself need not be told on its own page.
function leaveOut(item, role) {
  const all = elements('a', item), own = all.find((one) => targetOf(one) === role);
  if (!own || all.length < 2) return;
  const [before, after] = [own.previousSibling, own.nextSibling];
  if (after?.data?.startsWith(', ')) after.data = after.data.slice(2);
  else if (!after?.data && before?.data?.endsWith(', ')) before.data = before.data.slice(0, -2);
  else return;
  own.remove();
}
// What most rows of a list say of the others is told once beside its heading; rows that say otherwise keep it.
function tellOnce(list) {
  const rows = [...list.children].map((one) => one.querySelector('.who')).filter(Boolean), counts = new Map();
  if (rows.length < 3) return;
  const kind = (one) => one.querySelector('b')?.textContent ?? '';
  for (const row of rows) for (const one of row.children) {
    const key = one.textContent, found = counts.get(key) ?? [];
    counts.set(key, found.concat(one));
  }
  // Where a row has no such letter at all, silence would not tell it from the others.
  const shared = [...counts.values()].filter((all) => all.length > rows.length * 0.6
    && rows.every((row) => [...row.children].filter((one) => kind(one) === kind(all[0])).length === 1));
  if (!shared.length) return;
  const every = shared.every((all) => all.length === rows.length);
  const line = element('ul', {class: 'shared who'}, element('li', {}, every ? words.in_all : words.unless));
  for (const all of shared) { line.append(all[0].cloneNode(true)); for (const one of all) one.remove(); }
  for (const row of rows) if (!row.children.length) row.remove();
  list.before(line);
}
// What is still to be decided around a role leads on to the units that it is about.
function nearby(section) {
  const home = section.querySelector('.above a')?.getAttribute('href');
  const entry = home && elements('.overview .name').find((one) => one.getAttribute('href') === home);
  if (!entry?.closest('.part').querySelector('.group-name')) return;
  const links = [];
  let open = 0;
  for (const {hash, textContent} of elements('.name', entry.closest('ul'))) {
    const id = decodeURIComponent(hash.slice(1)), number = elements('tr.vacant', byId(id)).length;
    if (number) links.push(links.length ? ', ' : ' ', link(id, textContent), ` ${number}`);
    open += number;
  }
  if (open) section.lastElementChild.append(element('p', {class: 'near'}, element('span', {class: 'open'}, open === 1 ? words.near_one : told('near', {n: open})), ...links));
}
// The duties of a role by where and what they are about; the address keeps the choice.
const NARROWING = ['scope', 'about'];
// A link leads to all that is there: what was chosen on one role would hide duties of another one.
function widen() {
  const {query} = state();
  if (linked && NARROWING.some((name) => query.has(name))) {
    for (const name of NARROWING) query.delete(name);
    enter(query, location.hash, true);
  }
  linked = false;
}
function narrowing(section) {
  const rows = elements('ul.mine > li', section), about = themes.filter(([id]) => rows.some((one) => one.dataset.t === id));
  const own = section.dataset.s?.split(' '), where = scopes.filter(([id]) => !own || !id || own.includes(id)); // a role of one kind of school has no other duties
  const options = {scope: where.length > 2 && rows.some((one) => one.dataset.s) ? where : [], about: about.length > 1 ? [['', words.all], ...about] : []};
  const labels = NARROWING.filter((name) => options[name].length && rows.length > 3).map((name) => {
    const select = element('select', {name}, ...options[name].map(([value, text]) => element('option', {value}, text)));
    select.onchange = () => choose(section, name, select.value);
    return element('label', {}, words[name === 'about' ? 'theme' : name], select);
  });
  const box = element('div', {class: 'pick', role: 'group', 'aria-label': words.filter}, ...labels, element('p', {class: 'visually-hidden', role: 'status'}));
  box.hidden = !labels.length;
  section.lastElementChild.prepend(box);
  return box;
}
function choose(section, name, value) {
  const query = new URLSearchParams(location.search);
  if (value) query.set(name, value); else query.delete(name);
  enter(query, location.hash, true);
  narrowRole(section, query);
  section.querySelector('.pick p').textContent = numbered(elements('ul.mine > li:not([hidden])', section).length);
}
function narrowRole(section, query = state().query) {
  const box = section.querySelector('.pick') ?? narrowing(section);
  const [scope, about] = NARROWING.map((name) => {
    const select = box.querySelector(`[name=${name}]`);
    if (select) select.value = [...select.options].some((one) => one.value === query.get(name)) ? query.get(name) : '';
    return select?.value;
  });
  box.classList.toggle('set', Boolean(scope || about));
  for (const list of elements('ul.mine', section)) {
    const rows = [...list.children];
    for (const one of rows) one.hidden = Boolean(scope && one.dataset.s && !one.dataset.s.split(' ').includes(scope) || about && one.dataset.t !== about);
    const left = rows.filter((one) => !one.hidden).length, before = list.previousElementSibling, head = before.matches('h3') ? before : before.previousElementSibling;
    for (const one of [list, before, head]) one.hidden = !left;
    head.querySelector('.count').textContent = left;
  }
}

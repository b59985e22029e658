/* ---- The duties of a role, with their texts. */
// A range of duties, which stand below each other in their unit, becomes a list of all.
function unfold(item) {
  const [first, last] = item.querySelectorAll('a');
  if (!last) return;
  item.replaceChildren(first);
  for (let row = byId(first.textContent).nextElementSibling, at = item; row; row = row.nextElementSibling) {
    const next = element('li', {}, link(row.id, row.id));
    at.after(next);
    if (row.id === last.textContent) break;
    at = next;
  }
}
function tellRole(section) {
  if (section.dataset.told) return;
  section.dataset.told = '1';
  section.querySelectorAll('ul.mine > li').forEach(unfold);
  const isRole = (one) => { const all = [...one.querySelectorAll('a')]; return all.length === 1 && decodeURIComponent(all[0].hash.slice(1)) === section.id; };
  for (const item of section.querySelectorAll('ul.mine > li')) {
    const row = byId(item.textContent.trim());
    if (!row) continue;
    const who = row.querySelector('.who').cloneNode(true), common = [...row.closest('section').querySelectorAll('.common li')];
    if (row.dataset.told) for (const one of [...who.children]) if (common.some((other) => other.textContent === full(one))) one.remove();
    who.prepend(...common.filter((one) => one.matches('.first')).map((one) => one.cloneNode(true)));
    who.querySelectorAll('.rest, .way, .what, .brief, small').forEach((one) => one.remove());
    for (const one of who.querySelectorAll('span:not(.open)')) one.replaceWith(...one.childNodes); // as before it was opened
    who.normalize();
    for (const one of [...who.children]) if (isRole(one)) one.remove(); else { leaveOut(one, section.id); shorten(one); }
    item.append(row.querySelector('.text p').cloneNode(true), who);
  }
  section.querySelectorAll('ul.mine').forEach(tellOnce);
  const has = new Set([...section.querySelectorAll('h3 > b')].flatMap((one) => one.textContent.split('/')));
  const others = [...document.querySelectorAll('.letters dt')].filter((one) => !has.has(one.querySelector('b').textContent));
  if (has.size && others.length) {
    const letters = listed(others.map((one) => one.lastChild.textContent.trim()));
    section.lastElementChild.append(element('p', {class: 'small unstated'}, told('unstated', {letters})));
  }
}
// Of several who have the same letter the role itself need not be told on its own page.
function leaveOut(item, role) {
  const all = [...item.querySelectorAll('a')], own = all.find((one) => decodeURIComponent(one.hash.slice(1)) === role);
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

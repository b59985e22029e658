/* ---- What is told once of all duties of a unit, told of one of them. */
function tellAll(row) {
  if (row.dataset.told) return;
  row.dataset.told = '1';
  const list = row.querySelector('.who'), common = elements('.common li', row.closest('section'));
  list.append(...[...common].map((one) => one.cloneNode(true)));
  const rank = (one) => one.querySelector('.open') ? -1 : ORDER.findIndex((kind) => one.querySelector(`b.${kind}`));
  const place = (one) => one.matches('.rest') ? ORDER.length : rank(one);
  list.append(...[...list.children].sort((one, other) => place(one) - place(other)));
  for (const one of list.children) shorten(one);
}
function shortenAll(section) {
  if (section.dataset.told) return;
  section.dataset.told = '1';
  elements('tbody > tr:not([data-told]) .who > li', section).forEach(shorten);
  if (!section.matches('.gridded')) return;
  const used = new Set(elements('tbody td:nth-child(n+3) b', section).flatMap((one) => one.textContent.split('/')));
  const terms = legend.filter((one) => used.has(signOf(one)));
  section.querySelector('thead th:nth-child(2)').prepend(key(terms, words.blank));
}
// An opened duty says what its letters mean, and has an address that can be sent.
function detail(row) {
  if (row.dataset.opened) return;
  row.dataset.opened = '1';
  const names = new Map(legend.map((one) => [signOf(one), one.lastChild.textContent.trim()]));
  const list = row.querySelector('.who');
  for (const item of elements(':scope > li', list)) {
    const chip = item.querySelector(':scope > b'), name = chip?.textContent.split('/').map((one) => names.get(one) ?? '').filter(Boolean).join('/');
    if (!name || name === chip.textContent) continue; // where letters are words they say it themselves
    const people = element('span', {});
    while (chip.nextSibling) people.append(chip.nextSibling);
    item.append(element('span', {class: 'what'}, ` ${name}`), people);
  }
  const theme = row.dataset.t && list.querySelector('.rest').lastChild; // what a duty is about is told first of the rest
  if (theme) theme.replaceWith(' ', element('a', {href: `?theme=${encodeURIComponent(row.dataset.t)}`}, theme.textContent.trim()));
  const copy = element('button', {type: 'button', class: 'link'}, words.copy_duty);
  copy.onclick = () => copied(copy, location.href.split('#')[0].split('?')[0] + `#${encodeURIComponent(row.id)}`);
  const changes = row.querySelector('.status') && document.querySelector('.changes')?.closest('section');
  if (changes) list.append(element('li', {class: 'way'}, link(changes.id, words.see_changes)));
  list.append(element('li', {class: 'way'}, copy));
}
async function copied(button, text) {
  try { await navigator.clipboard.writeText(text); button.textContent = words.copied; } catch { button.textContent = words.copy_failed; }
}
// On a phone a duty has the page for itself, with the ones beside it a tap away.
function beside(row, section) {
  const all = elements('tbody > tr', section).length, place = byId('beside');
  const to = (one) => one ? [link(one.id, one.id)] : [];
  place.replaceChildren(...to(row.previousElementSibling), ...(all > 1 ? [link(section.id, told('all_duties', {n: all}))] : []), ...to(row.nextElementSibling));
  place.hidden = false;
}
function shorten(item) {
  if (item.querySelector('.brief')) return;
  const [first, second, ...others] = elements(':scope > a', item);
  if (item.matches('.rest') || !others.length) return;
  const full = element('span', {class: 'full'}), chip = item.querySelector('b'), why = item.querySelector('small');
  while (chip.nextSibling && chip.nextSibling !== why) full.append(chip.nextSibling);
  const brief = element('span', {class: 'brief'}, ' ', told('and_more', {name: first.textContent, n: others.length + 1}));
  chip.after(full, brief);
}
// The text of an entry as it was before it was shortened.
function full(item) {
  const copy = item.cloneNode(true);
  elements('.brief, .what', copy).forEach((one) => one.remove());
  return copy.textContent;
}

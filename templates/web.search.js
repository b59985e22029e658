/* ---- What is searched: made when somebody searches for the first time. */
let index;
function indexed() {
  if (index) return index;
  const vocabulary = new Map(), rows = [], actors = new Map();
  for (const section of sections) {
    const own = section.matches('.unit');
    if (own || section.matches('.role')) actors.set(section.id, nameOf(section));
    if (!own) continue;
    const group = element('p', {class: 'group'}, link(section.id, nameOf(section)));
    section.querySelector('table').before(group);
    const common = elements('.common b', section);
    for (const row of elements('tbody > tr', section)) {
      const letters = new Map(), owners = [];
      for (const chip of [...common, ...elements('.who b', row)]) {
        for (const one of elements('a', chip.parentNode)) {
          const actor = targetOf(one);
          const has = letters.get(actor) ?? [];
          letters.set(actor, has.concat(chip.textContent.split('/')));
          if (chip.matches('.a')) owners.push(actor);
        }
      }
      const text = [...row.querySelector('.text p').childNodes].filter((node) => node.nodeType === 3).map((node) => node.data);
      const notes = elements('.note', row).map((note) => note.textContent);
      const at = rows.length;
      for (const word of new Set(splitWords([...text, ...notes].join(' ')))) {
        if (!vocabulary.has(word)) vocabulary.set(word, []);
        vocabulary.get(word).push(at);
      }
      rows.push({row, section, letters, theme: row.dataset.t ?? '', open: row.classList.contains('vacant'),
        owners, code: fold(row.id)});
    }
  }
  const doing = new Set(elements('.letters b.a, .letters b.r').map((one) => one.textContent));
  index = {vocabulary, rows, actors, doing, names: new Map([...actors].map(([id, name]) => [id, splitWords(name)])),
    themes: new Map(themes.map(([id, name]) => [id, splitWords(name)]))};
  return index;
}
const PLAIN = 1, BY_ACTOR = 2, BY_THEME = 4;
function tokenHits(token, {vocabulary, rows, names, themes: subjects, doing}) {
  const hits = new Uint8Array(rows.length), found = [], isCode = /\d/.test(token) && /\p{L}/u.test(token);
  if (isCode) {
    rows.forEach((one, at) => { if (one.code.startsWith(token)) hits[at] = PLAIN; });
    if (hits.includes(PLAIN)) return {hits, found, places: []};
  }
  const parts = splitWords(token);
  const places = [];
  parts.forEach((part, number) => {
    const matches = matcher(part), now = number ? new Uint8Array(rows.length) : hits;
    for (const [word, where] of vocabulary) if (matches(word)) { found.push(word); for (const at of where) now[at] |= PLAIN; }
    const named = new Set([...names].filter(([, all]) => all.some(matches)).map(([id]) => id));
    const about = new Set([...subjects].filter(([, all]) => all.some(matches)).map(([id]) => id));
    places.push(...named);
    rows.forEach((one, at) => {
      if (about.has(one.theme)) now[at] |= BY_THEME;
      if (named.has(one.section.id) || one.code.startsWith(`${part}-`)) now[at] |= BY_ACTOR;
      else if (named.size) for (const [actor, letters] of one.letters) if (named.has(actor) && letters.some((letter) => doing.has(letter))) { now[at] |= BY_ACTOR; break; }
    });
    if (number) now.forEach((value, at) => { hits[at] = hits[at] && value ? hits[at] | value : 0; });
  });
  return {hits, found, places};
}
function passes(one, filter) {
  if (filter.unit && one.section.id !== filter.unit) return false;
  if (filter.theme && one.theme !== filter.theme) return false;
  if (filter.open && !one.open) return false;
  if (filter.role && !one.letters.has(filter.role)) return false;
  if (filter.letter) {
    const letters = filter.role ? one.letters.get(filter.role) : [...one.letters.values()].flat();
    if (!letters.includes(filter.letter)) return false;
  }
  return true;
}
function search(filter) {
  const all = indexed(), tokens = fold(filter.q).split(/\s+/).filter((token) => /[\p{L}\p{N}]/u.test(token));
  const results = tokens.map((token) => tokenHits(token, all));
  const hits = [];
  all.rows.forEach((one, at) => {
    if (results.every((result) => result.hits[at]) && passes(one, filter)) {
      hits.push({...one, weak: results.some((result) => !(result.hits[at] & PLAIN)),
        by: results.reduce((sum, result) => sum | (result.hits[at] & PLAIN ? 0 : result.hits[at]), 0)});
    }
  });
  return {hits, found: [...new Set(results.flatMap((result) => result.found))],
    places: [...new Set(results.flatMap((result) => result.places ?? []))]};
}

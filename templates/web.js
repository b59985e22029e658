'use strict';
(() => {
const byId = (id) => document.getElementById(id);
const data = (id) => JSON.parse(byId(id).textContent);
const words = data('words'), prints = documents(data('prints')), themes = data('themes');
const main = byId('main'), input = byId('q'), title = document.title;
const language = document.documentElement.lang.toLowerCase().split('-')[0];
const sections = [...main.querySelectorAll(':scope > section')];
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

/* ---- Words: forms of one word have a stem in common. */
const fold = (text) => text.normalize('NFC').toLowerCase();
const splitWords = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
// From the longest on: cases, possessives and persons. What ends so may be another word, so that shorter ones count too.
const FINNISH = /^(?:i?(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|tta|ttä|na|nä)(?:an|än|nsa|nsä|mme|nne)?|i?(?:den|tten)|e?i(?:hin|siin)|ien|jen|ten|iin|aan|een|oon|uun|yyn|ään|öön|seen|h[aeiouyäö]n|in|n|t|i?ta|i?tä|ja|jä|nsa|nsä|mme|nne|tte|vat|vät|ineen|kseen|kse|(?:[td])?(?:aan|ään)|da|dä|ttiin|tt?[uy]|isi(?:mme|vat|vät|n)?|imme|nut|nyt|minen|misten|misi(?:ä|in)|mise(?:n|t|en|ssa|ssä|sta|stä|ksi|lla|llä|lle|na|nä)|mist[aä]|m[aä](?:an|än|lla|llä|ssa|ssä|sta|stä)?|ni|si|mpi)$/u;
const SWEDISH = /^(?:arnas?|ornas?|ernas?|arens?|ares?|heters?|hetens?|ans?|as|ens?|ets?|ars?|ors?|ers?|nas?|n|t|a|e|s)$/;
const ENGLISH = /^(?:ings?|ed|ers?|es|s|e|ments?)$/;
const IRREGULAR = {fi: {miehen: 'mies', miehet: 'mies', miesten: 'mies', veden: 'vesi', käden: 'käsi', uuden: 'uusi', yhden: 'yksi', kahden: 'kaksi'},
  sv: {barn: 'barn', män: 'man', böcker: 'bok', händer: 'hand', nätter: 'natt', städer: 'stad', föräldrar: 'förälder'},
  en: {children: 'child', people: 'person', men: 'man', women: 'woman', staff: 'staff', criteria: 'criterion'}};

// The grades of Finnish consonants made one: tuki/tuen, tieto/tiedon, hanke/hankkeen, kunta/kunnan.
function grade(stem) {
  return stem
    .replace(/([lrh])j$/, '$1k').replace(/ks$/, 's').replace(/ps$/, 's').replace(/(uu|yy|ou|öy|ey)(?:s|t|d|tt)$/, '$1')
    .replace(/(?:kk|gg)(?=[ouyö]*$)/, 'k').replace(/tt(?=[ouyö]*$)/, 't').replace(/pp(?=[ouyö]*$)/, 'p')
    .replace(/ng(?=[ouyö]*$)/, 'nk').replace(/nn(?=[ouyö]*$)/, 'nt').replace(/mm(?=[ouyö]*$)/, 'mp')
    .replace(/ll(?=[ouyö]*$)/, 'lt').replace(/rr(?=[ouyö]*$)/, 'rt')
    .replace(/d(?=[ouyö]*$)/, 't').replace(/v(?=[ouyö]*$)/, 'p')
    .replace(/([ouyö])\1$/, '$1');
}
function ends(word, cut, pattern) {
  if (/[aä]j[aä]$/.test(word) && cut === 2) return false; // opettaja is no form of opettaa
  return pattern.test(word.slice(-cut));
}
function finnish(word) {
  const found = new Set(), bare = word.replace(/(?:kin|kaan|kään)$/, (end) => word.length > end.length + 3 ? '' : end);
  const add = (rest, ending) => {
    // Of the vowels that words end in, only these stay the same in all cases.
    const stem = rest.replace(/[aäei]+$/, '');
    const forms = [stem];
    if (/[oö]$/.test(stem) && /i$/.test(rest) || /^(?:jen|ja|jä)$/.test(ending) && /[oö]$/.test(stem)) forms.push(stem.slice(0, -1).replace(/[aäei]+$/, ''));
    if (/^.{1,2}[aeiouyäö][aeiouyäö]$/.test(rest) || ending && /[aeiouyäö][ouyö]$/.test(rest)) forms.push(stem.replace(/([ouyö])$/, ending && rest !== stem ? '$1k' : 'k$1'));
    if (/[lrh]$/.test(stem)) forms.push(`${stem}k`);
    for (const form of forms) if (form.length > 2) found.add(grade(form));
  };
  add(bare, '');
  for (let cut = Math.min(8, bare.length - 3); cut > 0; cut--) {
    const ending = bare.slice(-cut);
    if (ends(bare, cut, FINNISH)) add(bare.slice(0, -cut), ending);
  }
  if (/nen$/.test(bare)) found.add(grade(`${bare.slice(0, -3)}s`));
  if (/[aä]s$/.test(bare)) add(bare.slice(0, -1), '');
  return found;
}
function endings(word, pattern) {
  const found = new Set([word]);
  for (let cut = Math.min(6, word.length - 3); cut > 0; cut--) if (pattern.test(word.slice(-cut))) found.add(word.slice(0, -cut));
  return found;
}
function swedish(word) {
  const found = endings(word, SWEDISH);
  for (const stem of [...found]) found.add(stem.replace(/e([lnr])$/, '$1').replace(/mm$/, 'm').replace(/nn$/, 'n'));
  return found;
}
function english(word) {
  const found = endings(word.replace(/ies$/, 'y').replace(/ied$/, 'y'), ENGLISH);
  for (const stem of [...found]) found.add(stem.replace(/([bdgklmnprt])\1$/, '$1'));
  return found;
}
const STEMS = {fi: finnish, sv: swedish, en: english};
const known = new Map();
function stems(word) {
  let found = known.get(word);
  if (!found) {
    const usual = IRREGULAR[language]?.[word] ?? word;
    found = usual.length < 3 || /\d/.test(usual) ? new Set([usual]) : (STEMS[language] ?? ((one) => new Set([one])))(usual);
    if (!found.size) found.add(usual);
    known.set(word, found);
  }
  return found;
}
// A word is found by its beginning, by any of its forms, and as a part of a compound.
function matcher(token) {
  const asked = [...stems(token)], long = asked.filter((stem) => stem.length > 3), short = asked.filter((stem) => stem.length === 3);
  const isForm = (word) => asked.some((stem) => stems(word).has(stem));
  const beginnings = [token], pattern = {fi: FINNISH, sv: SWEDISH, en: ENGLISH}[language];
  for (let cut = 1; pattern && cut < 9 && token.length - cut > 3; cut++) if (ends(token, cut, pattern)) beginnings.push(token.slice(0, -cut));
  const isFirst = (word) => beginnings.some((one) => word.startsWith(one) && word.length > one.length + 4) || long.some((stem) => word.startsWith(stem) && word.length > stem.length + 5)
    || short.some((stem) => word.startsWith(stem) && word.length > 8 && /[aeiouyäö]/.test(word[3]));
  const isLast = (word) => [...stems(word)].some((form) => long.some((stem) => form.length > stem.length + 2 && form.endsWith(stem)))
    || short.length > 0 && [3, 4, 5].some((length) => word.length > length + 3 && word.at(-length) === token[0] && isForm(word.slice(-length)));
  return (word) => {
    if (word.startsWith(token)) return true;
    if (token.length < 3) return false;
    return isForm(word) || (token.length > 3 && (word.indexOf(token) > 2 || isFirst(word) || isLast(word)));
  };
}

/* ---- What is searched: made when somebody searches for the first time. */
let index;
function indexed() {
  if (index) return index;
  const vocabulary = new Map(), rows = [], actors = new Map();
  for (const section of sections) {
    const own = section.matches('.unit');
    if (own || section.matches('.role')) actors.set(section.id, section.querySelector('h2').textContent);
    if (!own) continue;
    const group = element('p', {class: 'group'}, link(section.id, section.querySelector('h2').textContent));
    section.querySelector('table').before(group);
    const common = section.querySelectorAll('.common b');
    for (const row of section.querySelectorAll('tbody > tr')) {
      const letters = new Map(), owners = [];
      for (const chip of [...common, ...row.querySelectorAll('.who b')]) {
        for (const one of chip.parentNode.querySelectorAll('a')) {
          const actor = decodeURIComponent(one.hash.slice(1));
          const has = letters.get(actor) ?? [];
          letters.set(actor, has.concat(chip.textContent.split('/')));
          if (chip.matches('.a')) owners.push(actor);
        }
      }
      const text = [...row.querySelector('.text p').childNodes].filter((node) => node.nodeType === 3).map((node) => node.data);
      const notes = [...row.querySelectorAll('.note')].map((note) => note.textContent);
      const at = rows.length;
      for (const word of new Set(splitWords([...text, ...notes].join(' ')))) {
        if (!vocabulary.has(word)) vocabulary.set(word, []);
        vocabulary.get(word).push(at);
      }
      rows.push({row, section, letters, theme: row.dataset.t ?? '', open: row.classList.contains('vacant'),
        owners, code: fold(row.id)});
    }
  }
  const doing = new Set([...document.querySelectorAll('.letters b.a, .letters b.r')].map((one) => one.textContent));
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

/* ---- The address says what is shown. */
function state() {
  const query = new URLSearchParams(location.search);
  const filter = Object.fromEntries(KEYS.map((key) => [key, query.get(key) ?? '']));
  let target = '';
  try { target = decodeURIComponent(location.hash.slice(1)); } catch { target = location.hash.slice(1); }
  return {filter, target, query};
}
function go(filter, replace) {
  const query = new URLSearchParams(KEYS.filter((key) => filter[key]).map((key) => [key, filter[key]]));
  const address = `${location.pathname}${query.size ? `?${query}` : ''}`;
  try { history[replace ? 'replaceState' : 'pushState'](null, '', address); } catch { /* the view is shown all the same */ }
  show(filter);
}
function only(...wanted) {
  main.classList.remove('results');
  document.querySelectorAll('tr.at').forEach((row) => row.classList.remove('at'));
  for (const section of sections) {
    const on = wanted.includes(section);
    section.classList.toggle('on', on);
    section.classList.remove('single');
    if (section.id === '/answer' || section.id === '/found') section.hidden = !on;
  }
  for (const id of ['more', 'forms', 'beside']) byId(id).hidden = true;
}
function current(section) {
  const place = section.matches('.unit') ? start : section.matches('.role') ? byId(document.querySelector('nav a[href*="/"]') && rolesPlace()) ?? section : section;
  for (const one of document.querySelectorAll('nav a')) {
    if (decodeURIComponent(one.hash.slice(1)) === place.id) one.setAttribute('aria-current', 'page');
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
function showHits(filter, moved) {
  const found = search(filter), place = byId('/found');
  for (const {row} of lastHits) row.classList.remove('hit', 'weak');
  lastHits = found.hits.slice(0, limit);
  const units = new Set(lastHits.map(({section}) => section));
  document.documentElement.classList.add('inner');
  if (!main.classList.contains('results')) { only(); main.classList.add('results'); }
  for (const section of sections) {
    const on = units.has(section) || section === place;
    if (section.classList.contains('on') !== on) section.classList.toggle('on', on);
  }
  place.hidden = false;
  for (const {row, weak, by} of lastHits) { tellAll(row); row.classList.add('hit'); row.classList.toggle('weak', weak); if (weak) row.querySelector('.text p').dataset.by = `${by & BY_THEME ? words.by_theme : words.by_actor}.`; }
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
  more.hidden = found.hits.length <= limit;
  if (!more.hidden) {
    const button = element('button', {type: 'button'}, told('more', {n: found.hits.length}));
    button.onclick = () => { limit = Infinity; showHits(filter); };
    more.replaceChildren(button);
  }
  current(place);
  if (moved) heading(place, true);
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
  const line = byId('heads'), cells = [...document.querySelectorAll('.duties thead th:nth-child(-n+2)')].slice(0, 2);
  line.hidden = !number || !document.querySelector('.owned');
  if (line.hidden || line.childNodes.length) return;
  const has = new Set(indexed().rows.flatMap(({letters}) => [...letters.values()].flat()));
  line.append(...cells.map((one) => element('span', {}, one.lastChild.textContent)),
    element('div', {}, element('span', {}, words.owns), key([...document.querySelectorAll('.letters dt')].filter((one) => !one.querySelector('b').matches('.a') && has.has(one.querySelector('b').textContent)))));
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
    const units = sections.filter((one) => one.matches('.unit')).map((one) => [one.id, one.querySelector('h2').textContent]);
    const roles = sections.filter((one) => one.matches('.role')).map((one) => [one.id, one.querySelector('h2').textContent]);
    const letters = [...document.querySelectorAll('.letters dt')].map((one) => [one.querySelector('b').textContent, one.textContent.trim()]);
    const open = element('input', {type: 'checkbox', id: 'by-open'});
    const parts = {unit: chosen('unit', units), role: chosen('role', roles), letter: chosen('letter', letters), theme: chosen('theme', themes)};
    controls = {...Object.fromEntries(Object.entries(parts).map(([name, [, control]]) => [name, control])), open};
    const shown = Object.values(parts).filter(([, control]) => control.options.length > 1).map(([label]) => label);
    const box = element('label', {class: 'box'}, open, words.only_open), copy = element('button', {type: 'button', class: 'link'}, words.copy);
    const clear = element('button', {type: 'button'}, words.clear);
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
}

/* ---- What is told once of all duties of a unit, told of one of them; and the duties of a role, with their texts. */
function tellAll(row) {
  if (row.dataset.told) return;
  row.dataset.told = '1';
  const list = row.querySelector('.who'), common = row.closest('section').querySelectorAll('.common li');
  list.append(...[...common].map((one) => one.cloneNode(true)));
  const rank = (one) => one.querySelector('.open') ? -1 : ORDER.findIndex((kind) => one.querySelector(`b.${kind}`));
  const place = (one) => one.matches('.rest') ? ORDER.length : rank(one);
  list.append(...[...list.children].sort((one, other) => place(one) - place(other)));
  for (const one of list.children) shorten(one);
}
function shortenAll(section) {
  if (section.dataset.told) return;
  section.dataset.told = '1';
  section.querySelectorAll('tbody > tr:not([data-told]) .who > li').forEach(shorten);
  if (!section.matches('.gridded')) return;
  const used = new Set([...section.querySelectorAll('tbody td:nth-child(n+3) b')].flatMap((one) => one.textContent.split('/')));
  const terms = [...document.querySelectorAll('.letters dt')].filter((one) => used.has(one.querySelector('b').textContent));
  section.querySelector('thead th:nth-child(2)').prepend(key(terms, words.blank));
}
// An opened duty says what its letters mean, and has an address that can be sent.
function detail(row) {
  if (row.dataset.opened) return;
  row.dataset.opened = '1';
  const names = new Map([...document.querySelectorAll('.letters dt')].map((one) => [one.querySelector('b').textContent, one.lastChild.textContent.trim()]));
  const list = row.querySelector('.who');
  for (const item of list.querySelectorAll(':scope > li')) {
    const chip = item.querySelector(':scope > b'), name = chip?.textContent.split('/').map((one) => names.get(one) ?? '').filter(Boolean).join('/');
    if (!name || name === chip.textContent) continue; // where letters are words they say it themselves
    const people = element('span', {});
    while (chip.nextSibling) people.append(chip.nextSibling);
    item.append(element('span', {class: 'what'}, ` ${name}`), people);
  }
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
  const all = section.querySelectorAll('tbody > tr').length, place = byId('beside');
  const to = (one) => one ? [link(one.id, one.id)] : [];
  place.replaceChildren(...to(row.previousElementSibling), ...(all > 1 ? [link(section.id, told('all_duties', {n: all}))] : []), ...to(row.nextElementSibling));
  place.hidden = false;
}
function shorten(item) {
  if (item.querySelector('.brief')) return;
  const [first, second, ...others] = item.querySelectorAll(':scope > a');
  if (item.matches('.rest') || !others.length) return;
  const full = element('span', {class: 'full'}), chip = item.querySelector('b'), why = item.querySelector('small');
  while (chip.nextSibling && chip.nextSibling !== why) full.append(chip.nextSibling);
  const brief = element('span', {class: 'brief'}, ' ', told('and_more', {name: first.textContent, n: others.length + 1}));
  chip.after(full, brief);
}
// The text of an entry as it was before it was shortened.
function full(item) {
  const copy = item.cloneNode(true);
  copy.querySelectorAll('.brief, .what').forEach((one) => one.remove());
  return copy.textContent;
}
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

/* ---- Is a print current? */
const SVG = 'http://www.w3.org/2000/svg';
function sign(shape) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 56 78');
  svg.setAttribute('class', 'sign');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', `M2 2h52v74H2zM10 14h36M10 56h36M10 64h24${shape}`);
  path.setAttribute('fill', 'none');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('stroke-width', '4');
  svg.append(path);
  return svg;
}
const SIGNS = {good: 'M16 36l8 10 16-22', same: 'M16 30h24M16 42h24', bad: 'M2 76L54 2', doubt: 'M20 28q0-8 8-8t8 8q0 6-8 8v4m0 4v4'};
function normalMark(text) {
  const plain = text.trim().toLowerCase().replace(/[\s\u2010-\u2015-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return /^[0-9a-f]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : '';
}
// Each document in each of its variants, with the editions of each of its marks, the present one first.
function documents({editions, documents: all}) {
  const edition = (number, rest) => ({edition: editions[number][0], date: editions[number][1], ...rest}), found = [];
  for (const [key, {name, at, now = {}, was = {}}] of Object.entries(all)) {
    const variants = new Map();
    const of = (variant) => {
      if (!variants.has(variant)) variants.set(variant, {key, at, name: name ?? byId(at).querySelector('h2').textContent, now: now[variant], marks: {}});
      return variants.get(variant);
    };
    for (const [variant, mark] of Object.entries(now)) of(variant).marks[mark] = [edition(0)];
    for (const [mark, known] of Object.entries(was)) {
      for (const [number, variant = '', codes, otherwise] of known) (of(variant).marks[mark] ??= []).push(edition(number, {codes, otherwise}));
    }
    found.push(...variants.values());
  }
  return {...edition(0), documents: found};
}
function documentOf(mark, key) {
  const all = prints.documents.filter((one) => !key || one.key === key);
  return all.find((one) => one.now === mark) ?? all.find((one) => Object.hasOwn(one.marks, mark)) ?? (key ? all[0] : undefined);
}
function judged(mark, key, edition) {
  const paper = documentOf(mark, key), editions = paper && Object.hasOwn(paper.marks, mark) ? paper.marks[mark] : null;
  if (!editions) return {kind: 'doubt', head: words.unknown, lines: [told('unknown_told', {mark})], paper};
  if (paper.now === mark) {
    const others = editions.map((one) => one.edition), own = editions.filter((one) => one.edition === edition);
    if (edition && edition !== prints.edition) {
      const head = own.length ? words.same : words.same_other;
      return {kind: 'same', head, lines: [told('same_told', {edition: prints.edition})], paper, editions: own.length ? own : [{edition}]};
    }
    const lines = [words.current_told];
    if (others.length > 1) lines.push(told('same_maybe', {editions: listed(others)}));
    return {kind: 'good', head: words.current, lines, paper, editions};
  }
  const was = editions.find((one) => one.edition === edition) ?? editions[0];
  if (!paper.now) return {kind: 'bad', head: words.gone, lines: [words.gone_told], paper, editions: [was]};
  const codes = was.codes ?? [], lines = [];
  if (codes.length) lines.push(told(codes.length === 1 ? 'outdated_one' : 'outdated_codes', {codes: listed(codes)}));
  if (was.otherwise || !codes.length) lines.push(words.outdated_otherwise);
  return {kind: 'bad', head: words.outdated, lines, paper, editions: [was], codes};
}
function verdict(mark, key, edition) {
  const {kind, head, lines, paper, editions, codes} = judged(mark, key, edition);
  const box = element('div', {class: `verdict ${kind === 'same' ? 'good' : kind}`}, sign(SIGNS[kind]));
  if (paper) box.append(element('p', {}, element('strong', {}, paper.name)));
  box.append(element('h2', {tabindex: '-1'}, head), ...lines.map((line) => element('p', {}, line)));
  const facts = element('dl', {}), fact = (label, value) => facts.append(element('div', {}, element('dt', {}, label), element('dd', {}, value)));
  const on = editions?.at(kind === 'good' ? 0 : -1);
  const marked = (texts, one) => element('span', {}, `${texts.filter(Boolean).join(', ')}, `, element('b', {}, one));
  if (on) fact(words.on_print, marked([on.edition, on.date], mark));
  if (paper?.now) fact(words.now, marked([prints.edition, prints.date], paper.now));
  box.append(facts);
  const ways = element('p', {class: 'tally'}), file = paper?.at && byId(paper.at)?.querySelector('.band .file');
  if (kind === 'bad' && file) ways.append(element('a', {class: 'file do', href: file.getAttribute('href')}, file.textContent), ' ');
  if (paper?.at && paper.at !== state().target) ways.append(link(paper.at, words.see_now), ' ');
  const changes = codes && document.querySelector('.changes')?.closest('section');
  if (changes) ways.append(link(changes.id, words.see_changes));
  box.append(ways);
  const told = changes ? [...changes.querySelectorAll('.changes > li')].filter((one) => codes.includes(one.querySelector(':scope > :is(a, strong)')?.textContent)) : [];
  if (told.length) box.append(element('ul', {class: 'changes'}, ...told.map((one) => one.cloneNode(true))));
  return box;
}
function answer(query, moved) {
  const place = byId('/answer'), mark = normalMark(query.get('mark'));
  const key = ['unit', 'site', 'role'].filter((name) => query.get(name)).map((name) => `${name}=${query.get(name)}`)[0] ?? '';
  const shown = mark ? verdict(mark, key, query.get('edition') ?? '') : malformed(query.get('mark'));
  place.replaceChildren(shown);
  // What is current is there to read at once, below the answer.
  const paper = mark && documentOf(mark, key), below = paper?.now === mark && paper.at ? byId(paper.at)?.closest('main > section') : null;
  only(...[place, below].filter(Boolean));
  if (below?.matches('.unit')) shortenAll(below); else if (below) tellRole(below);
  current(place);
  heading(place, moved);
}
const malformed = (text) => element('div', {class: 'verdict doubt'}, element('h2', {tabindex: '-1'}, words.unknown), element('p', {}, told('malformed', {mark: text.slice(0, 40)})));

/* ---- What one may ask: the subjects of most duties, and a code. */
// On a phone, where numbers are too small for a thumb: how many duties a unit has, and how many of them are open.
function bars() {
  for (const ticks of document.querySelectorAll('.overview .ticks')) {
    const all = [...ticks.querySelectorAll('a')].map((one) => element('i', one.matches('.vacant') ? {class: 'vacant'} : {}));
    ticks.after(element('span', {class: 'bars', 'aria-hidden': 'true'}, ...all));
  }
}
function examples() {
  const place = byId('examples'), rows = [...document.querySelectorAll('main > .unit tbody > tr')], counts = new Map(themes.map(([id]) => [id, 0]));
  if (place.childNodes.length || !rows.length) return;
  for (const row of rows) if (row.dataset.t) counts.set(row.dataset.t, (counts.get(row.dataset.t) ?? 0) + 1);
  const most = [...themes].sort(([one], [other]) => counts.get(other) - counts.get(one)).slice(0, 3);
  const button = (text, ask) => { const made = element('button', {type: 'button', class: 'link'}, text); made.onclick = ask; return made; };
  place.append(words.for_example, ...most.map(([id, name]) => button(name, () => { go({...state().filter, theme: id}); byId('found').focus(); })),
    button(rows[0].id, () => { location.hash = `#${encodeURIComponent(rows[0].id)}`; }));
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
byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim(), mark = normalMark(text);
  const row = [...document.querySelectorAll('tbody > tr')].find((one) => fold(one.id) === fold(text));
  if (row) location.hash = `#${row.id}`;
  else if (mark) { location.hash = `#${byId('check').closest('section').id}`; byId('mark').value = mark; check(mark); }
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
document.querySelectorAll('.print, .bars, #mine option + option').forEach((one) => one.remove());
byId('examples').replaceChildren();
const mine = byId('mine');
if (mine) {
  for (const one of document.querySelectorAll('main > .role')) mine.append(element('option', {value: one.id}, one.querySelector('h2').textContent));
  mine.addEventListener('change', () => { if (mine.value) location.hash = `#${mine.value}`; });
}
for (const line of document.querySelectorAll('.band .foot')) {
  const button = element('button', {class: 'print', type: 'button'}, words.print);
  button.onclick = () => print();
  line.append(button);
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
addEventListener('hashchange', () => follow(true));
addEventListener('popstate', () => { if (!location.hash) follow(false); });
if (state().filter.q) input.value = state().filter.q;
follow(false);
// Before somebody types: then the first letter is answered as quickly as the next ones.
(globalThis.requestIdleCallback ?? setTimeout)(() => { for (const word of indexed().vocabulary.keys()) stems(word); filters(state().filter); });
})();

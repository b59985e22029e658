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
function documents({editions, variants: kinds, documents: all}) {
  const edition = (number, rest) => ({edition: editions[number][0], date: editions[number][1], ...rest}), found = [];
  for (const [key, {name, at = name ? undefined : key.split('=')[1], now = '', was = {}}] of Object.entries(all)) {
    const variants = new Map(), marks = Object.fromEntries(now.split(',').map((mark, at) => [kinds[at], mark]));
    const of = (variant) => {
      if (!variants.has(variant)) variants.set(variant, {key, at, name: name ?? nameOf(byId(at)), now: marks[variant], marks: {}});
      return variants.get(variant);
    };
    for (const [variant, mark] of Object.entries(marks)) if (mark) of(variant).marks[mark] = [edition(0)];
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
  const told = changes ? elements('.changes > li', changes).filter((one) => codes.includes(one.querySelector(':scope > :is(a, strong)')?.textContent)) : [];
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

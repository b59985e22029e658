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

// The lists beside the JSON: parts of this page, remarks, what was found, differences.

const MOST_FOUND = 300;

// Parts that a reader looks for; the others stand within them.
const SOUGHT = new Set(['goal', 'indicator', 'activity', 'section', 'paragraph', 'table', 'cell', 'header', 'value', 'case', 'label', 'furniture', 'struck', 'unplaced', 'remark']);

// As a reader compares: without regard to capitals and runs of white space.
function plain(text) {
  return text.toLocaleLowerCase('sv').replace(/\s+/g, ' ').trim();
}

// Parts that hold the words, or whose id it is. Whole parts stand before values and cells.
function search(parts, query) {
  const wanted = plain(query);
  if (!wanted) return [];
  const exact = parts.byId.get(query.trim());
  const found = exact ? [exact] : [];
  const within = [];
  for (const part of parts.all) {
    if (part === exact || !SOUGHT.has(part.kind)) continue;
    if (part.plain === undefined) part.plain = plain([part.text, part.node.analys, part.node.kommentar].filter(Boolean).join(' '));
    if (!part.plain.includes(wanted)) continue;
    (part.kind === 'value' || part.kind === 'cell' || part.kind === 'header' ? within : found).push(part);
  }
  return [...found, ...within];
}

// A list of parts, each a button that marks it.
function partList(found, query, pick, marked) {
  const list = element('ol', 'parts');
  for (const part of found.slice(0, MOST_FOUND)) {
    const item = element('li');
    const button = element('button', 'entry');
    button.type = 'button';
    const layer = layerOfKind(part.kind);
    button.append(element('span', `chip of-${layer ? layer.id : 'other'}`, NAMES[part.kind] || part.kind));
    if (part.node.id) button.append(element('span', 'id', part.node.id));
    button.append(withMatch(part, query));
    button.append(element('span', 'where', whereOf(part)));
    if (marked && marked.part === part) button.setAttribute('aria-current', 'true');
    button.addEventListener('click', () => pick(part));
    item.append(button);
    list.append(item);
  }
  if (found.length > MOST_FOUND) list.append(element('li', 'empty', `and ${found.length - MOST_FOUND} more: say more to find fewer`));
  return list;
}

function whereOf(part) {
  const place = (part.node.plats || [])[0];
  if (place && place.rad) return `line ${place.rad[0]}`;
  const page = place ? place.sida : part.node.sida;
  return page ? `page ${page}` : '';
}

// A part's text around what was looked for, which is marked.
function withMatch(part, query) {
  const text = (part.text || '').replace(/\s+/g, ' ');
  const label = element('span', 'text');
  const at = query ? text.toLocaleLowerCase('sv').indexOf(plain(query)) : -1;
  if (at < 0) {
    label.textContent = cut(text, 160);
    return label;
  }
  const end = at + plain(query).length;
  const from = at > 60 ? at - 40 : 0;
  label.append((from ? '…' : '') + text.slice(from, at), element('mark', '', text.slice(at, end)), cut(text.slice(end), 100));
  return label;
}

// The differences, each with both texts.
function differenceList(differences, pick, chosen) {
  const list = element('ol', 'parts');
  differences.forEach((difference, at) => {
    const item = element('li');
    const button = element('button', 'entry difference');
    button.type = 'button';
    if (at === chosen) button.setAttribute('aria-current', 'true');
    const said = element('dl');
    said.append(element('dt', '', 'expected'), element('dd', 'expected', difference.expected));
    said.append(element('dt', '', 'got'), element('dd', 'got', difference.got));
    button.append(element('code', '', difference.path), said);
    button.addEventListener('click', () => pick(at));
    item.append(button);
    list.append(item);
  });
  return list;
}

// What is shown, and what keys, clicks and the address do to it.

const state = {
  documents: [], at: 0, sheet: 0, zoom: 0, marked: null, tab: 'json', query: '', found: [], chosen: -1, difference: -1,
};
const sheetsKept = new Map();
let views = [], tree, layers, card;

// The data of a sheet; those looked at last are kept.
async function sheetData(document, sheet) {
  const id = `d${document}s${sheet}`;
  if (!byId(id)) return null;
  if (!sheetsKept.has(id)) {
    if (sheetsKept.size > 20) sheetsKept.delete(sheetsKept.keys().next().value);
    sheetsKept.set(id, await unpacked(id));
  }
  return sheetsKept.get(id);
}

function current() {
  return state.documents[state.at];
}

async function openDocument(at) {
  state.at = at;
  if (!state.documents[at]) {
    const data = await unpacked(`d${at}`);
    const parts = new Parts(data.got, data.sheets);
    const expected = data.expected ? new Parts(data.expected, data.sheets) : null;
    state.documents[at] = {...data, parts, beside: expected, differing: differing(data.differences, parts, expected)};
  }
  const document = current();
  const {kalla, dokument} = document.got;
  byId('name').textContent = kalla.fil;
  byId('facts').textContent = facts(kalla, dokument);
  byId('count').textContent = `/ ${document.sheets.length}`;
  state.marked = null;
  state.difference = -1;
  const host = byId('stage');
  host.replaceChildren();
  host.classList.toggle('two', Boolean(document.beside));
  views = document.beside
    ? [new PageView(host, 'Expected', (hit) => pick(hit)), new PageView(host, 'Got', (hit) => pick(hit))]
    : [new PageView(host, '', (hit) => pick(hit))];
  tree.show(document.got);
  state.tab = document.differences.length > 0 ? 'differences' : 'json';
  const first = document.sheets.findIndex((sheet) => sheet.there);
  await openSheet(Math.max(first, 0));
  if (document.differences.length > 0) await showDifference(0);
}

function facts(kalla, dokument) {
  const pages = kalla.sidor === null ? 'text' : `${kalla.sidor} pages`;
  return [dokument.typ, dokument.titel, pages, kalla.taggad ? 'tagged' : '', kalla.textkalla === 'text' ? '' : `text: ${kalla.textkalla}`, kalla.producent].filter(Boolean).join(' · ');
}

// The parts of both sides that differ.
function differing(differences, parts, expected) {
  const sides = [new Set(), new Set()];
  for (const {path} of differences) {
    const steps = stepsOf(path);
    [expected, parts].forEach((side, at) => {
      const part = side && side.into(steps);
      if (part) sides[at].add(part);
    });
  }
  return sides;
}

async function openSheet(index) {
  const document = current();
  if (document.sheets.length === 0) {
    drawLists();
    return;
  }
  state.sheet = Math.min(Math.max(index, 0), document.sheets.length - 1);
  const asked = state.sheet;
  const data = await sheetData(state.at, asked);
  // Another page may have been asked for meanwhile.
  if (asked !== state.sheet || document !== current()) return;
  const size = document.sheets[asked];
  const name = size.width > 0 ? `Page ${size.number}` : `Lines from ${size.number}`;
  const sides = document.beside ? [document.beside, document.parts] : [document.parts];
  views.forEach((view, at) => view.show(size, data, asked, sides[at], name));
  byId('page').value = String(asked + 1);
  byId('previous').disabled = asked === 0;
  byId('next').disabled = asked === document.sheets.length - 1;
  byId('stage').scrollTo(0, 0);
  rescale();
  redraw();
}

function rescale() {
  const stage = byId('stage');
  const room = (stage.clientWidth - 64 - (views.length - 1) * 36) / views.length;
  for (const view of views) {
    if (!view.size) continue;
    view.scale(state.zoom || Math.max(Math.min(room / view.size.width, 2), 0.2));
  }
}

function zoom(factor) {
  const shown = views[0].sheet.clientWidth / views[0].size.width;
  state.zoom = factor === 0 ? 0 : Math.min(Math.max(shown * factor, 0.2), 6);
  rescale();
}

function redraw() {
  const document = current();
  const sides = document.beside ? document.differing : [null];
  views.forEach((view, at) => {
    if (view.size) view.draw(layers, state.marked && markedOn(at), sides[at]);
  });
  if (views.at(-1).size) layers.tell(counts());
  card.show(state.marked, views.at(-1), document.parts, totals(document));
  drawLists();
  document_ready();
}

// Of two sides each marks its own part at the same place of the JSON.
function markedOn(side) {
  const {marked} = state;
  if (views.length === 1 || !marked.part) return marked;
  const parts = side === 0 ? current().beside : current().parts;
  return {...marked, part: parts.all.includes(marked.part) ? marked.part : parts.into(marked.part.path)};
}

function counts() {
  const view = views.at(-1);
  const counted = new Map();
  const add = (id, number) => counted.set(id, (counted.get(id) || 0) + number);
  for (const part of view.parts.on(view.index)) {
    const layer = layerOfKind(part.kind);
    if (layer) add(layer.id, 1);
    if (Number.isInteger(part.node.ordning)) add('order', 1);
  }
  for (const layer of OF_STAGES) add(layer.id, view.findings(layer).length);
  return counted;
}

function totals(document) {
  const number = (kind) => document.parts.all.filter((part) => part.kind === kind).length;
  const said = [['goal', 'goals'], ['indicator', 'indicators'], ['activity', 'activities'], ['table', 'tables'], ['paragraph', 'paragraphs'], ['unplaced', 'unplaced'], ['remark', 'remarks']];
  return said.map(([kind, name]) => `${number(kind)} ${name}`).join(', ') + '. Click a box or a node.';
}

// Marks a part or a finding, here and in the JSON; `null` marks nothing.
async function pick(hit) {
  state.marked = hit;
  const part = hit && hit.part;
  if (part) {
    if (state.tab !== 'found' && state.tab !== 'page' && state.tab !== 'differences') state.tab = 'json';
    if (current().parts.all[part.at] === part) tree.mark(part.path);
    if (part.node.id) history.replaceState(null, '', `#${encodeURIComponent(part.node.id)}`);
    byId('live').textContent = `${NAMES[part.kind] || part.kind} ${part.node.id || ''} ${cut(part.text, 120)}, ${whereOf(part)}`;
  }
  redraw();
  if (part) tree.mark(part.path);
}

// Marks a part and shows its page.
async function show(part) {
  const box = part.boxes.find((one) => one.sheet === state.sheet) || part.boxes[0];
  if (box && box.sheet !== state.sheet) await openSheet(box.sheet);
  await pick({part, others: 0});
  views.forEach((view) => view.reveal());
}

// A node of the JSON: the part it is or stands in.
function chooseNode(steps) {
  const part = current().parts.into(steps);
  if (part) show(part);
}

async function showDifference(at) {
  state.difference = at;
  const document = current();
  const steps = stepsOf(document.differences[at].path);
  const part = document.parts.into(steps) || document.beside.into(steps);
  if (part) await show(part);
  else redraw();
}

function step(by) {
  const view = views.at(-1);
  const list = view.parts.on(view.index).filter((part) => part.boxes.some((box) => box.sheet === view.index && box.rect) && layers.has((layerOfKind(part.kind) || {}).id));
  const sorted = list.slice().sort((a, b) => orderOf(a) - orderOf(b));
  const at = sorted.indexOf(state.marked && state.marked.part);
  const next = sorted[at < 0 ? (by > 0 ? 0 : sorted.length - 1) : at + by];
  if (next) show(next);
}

function orderOf(part) {
  return Number.isInteger(part.node.ordning) ? part.node.ordning : 1e9 + part.at;
}

function tabs() {
  const document = current();
  const remarks = document.got.diagnostik.length;
  const list = [['json', 'JSON'], ['page', 'On this page'], ['remarks', `Remarks (${remarks})`]];
  if (state.query) list.push(['found', `Found (${state.found.length})`]);
  if (document.beside) list.push(['differences', `Differences (${document.differences.length})`]);
  return list;
}

function drawLists() {
  const document = current();
  const host = byId('tabs');
  host.replaceChildren(...tabs().map(([id, name]) => {
    const tab = element('button', '', name);
    tab.type = 'button';
    tab.id = `tab-${id}`;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(state.tab === id));
    tab.setAttribute('aria-controls', 'panel');
    tab.tabIndex = state.tab === id ? 0 : -1;
    tab.addEventListener('click', () => {
      state.tab = id;
      drawLists();
    });
    return tab;
  }));
  const panel = byId('panel');
  const kept = panel.scrollTop;
  const before = panel.dataset.tab;
  panel.dataset.tab = state.tab;
  panel.setAttribute('aria-labelledby', `tab-${state.tab}`);
  const lists = {
    json: () => tree.host,
    page: () => listed(document.parts.on(state.sheet).filter((part) => part.kind !== 'cell' && part.kind !== 'header' && part.kind !== 'tablerow').sort((a, b) => orderOf(a) - orderOf(b)), 'Nothing of the document stands on this page.'),
    remarks: () => listed(document.parts.all.filter((part) => part.kind === 'remark'), 'There are no remarks.'),
    found: () => listed(state.found, 'Nothing was found.'),
    differences: () => differenceList(document.differences, showDifference, state.difference),
  };
  const made = (lists[state.tab] || lists.json)();
  if (panel.firstChild !== made) panel.replaceChildren(made);
  if (before === state.tab) panel.scrollTop = kept;
}

function listed(parts, empty) {
  if (parts.length === 0) return element('p', 'quiet', empty);
  return partList(parts, state.tab === 'found' ? state.query : '', show, state.marked);
}

function find(query) {
  state.query = query;
  state.found = search(current().parts, query);
  state.chosen = -1;
  if (query.trim()) state.tab = 'found';
  else if (state.tab === 'found') state.tab = 'json';
  drawLists();
}

async function nextFound(by) {
  if (state.found.length === 0) return;
  state.chosen = (state.chosen + by + state.found.length) % state.found.length;
  await show(state.found[state.chosen]);
  byId('find').focus();
}

const KEYS = [
  ['→ or PageDown, ← or PageUp', 'next and previous page'], ['Home, End', 'first and last page'], ['g', 'page number'],
  ['/', 'find; Enter and Shift+Enter go through what is found'], ['. and ,', 'next and previous part of the page'],
  ['+, -, f', 'larger, smaller, fit'], ['Esc', 'mark nothing'], ['?', 'these keys'],
];

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId('keys').open) return;
  const typing = event.target.matches('input:not([type=checkbox]), select, textarea');
  if (event.key === 'Escape') {
    if (typing) event.target.blur();
    pick(null);
    return;
  }
  if (typing) return;
  const keys = {
    ArrowRight: () => openSheet(state.sheet + 1), PageDown: () => openSheet(state.sheet + 1),
    ArrowLeft: () => openSheet(state.sheet - 1), PageUp: () => openSheet(state.sheet - 1),
    Home: () => openSheet(0), End: () => openSheet(current().sheets.length - 1),
    g: () => byId('page').select(), '/': () => byId('find').select(), '.': () => step(1), ',': () => step(-1),
    '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), f: () => zoom(0), '?': () => byId('keys').showModal(),
  };
  const layer = LAYERS.find((one) => one.key === event.key);
  if (keys[event.key]) keys[event.key]();
  else if (layer) layers.toggle(layer.id);
  else return;
  event.preventDefault();
}

function listen() {
  byId('previous').addEventListener('click', () => openSheet(state.sheet - 1));
  byId('next').addEventListener('click', () => openSheet(state.sheet + 1));
  byId('page').addEventListener('change', (event) => openSheet((parseInt(event.target.value, 10) || 1) - 1));
  byId('smaller').addEventListener('click', () => zoom(0.8));
  byId('larger').addEventListener('click', () => zoom(1.25));
  byId('fit').addEventListener('click', () => zoom(0));
  byId('help').addEventListener('click', () => byId('keys').showModal());
  byId('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });
  let waiting;
  byId('find').addEventListener('input', (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => find(event.target.value), 120);
  });
  byId('find').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    if (state.query !== event.target.value) find(event.target.value);
    nextFound(event.shiftKey ? -1 : 1);
  });
  byId('documents').addEventListener('change', (event) => openDocument(Number(event.target.value)));
  byId('tabs').addEventListener('keydown', (event) => {
    const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!by) return;
    const list = tabs().map(([id]) => id);
    state.tab = list[(list.indexOf(state.tab) + by + list.length) % list.length];
    drawLists();
    byId(`tab-${state.tab}`).focus();
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('keydown', pressed);
  addEventListener('resize', rescale);
  addEventListener('hashchange', followAddress);
}

// `#m1.2/i3` shows that row.
async function followAddress() {
  const id = decodeURIComponent(location.hash.slice(1));
  const part = id && current().parts.byId.get(id);
  if (part && (!state.marked || state.marked.part !== part)) await show(part);
}

// For those who drive the page from outside: a page is shown.
function document_ready() {
  document.documentElement.dataset.shown = `${state.at}/${state.sheet}`;
}

async function start() {
  const keylist = byId('keylist');
  for (const [key, what] of [...KEYS, ...LAYERS.map((layer) => [layer.key, `layer: ${layer.name}`])]) {
    keylist.append(element('dt', '', key), element('dd', '', what));
  }
  tree = new Tree(chooseNode);
  card = new Card(byId('card'), show);
  layers = new LayerPanel(byId('layers'), redraw);
  listen();
  const names = [...document.querySelectorAll('script[data-name]')].map((block) => block.dataset.name);
  if (names.length > 1) {
    names.forEach((name, at) => {
      const option = element('option', '', name);
      option.value = String(at);
      byId('documents').append(option);
    });
    byId('pick').hidden = false;
  }
  if (names.length > 0) {
    await openDocument(0);
    await followAddress();
  }
}

start().catch((error) => {
  byId('card').replaceChildren(element('p', 'broken', `This page cannot be shown: ${error.message}. It needs a browser of 2023 or later.`));
  throw error;
});

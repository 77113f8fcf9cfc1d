'use strict';
// The data: what the blocks of the file hold, and the parts of the document with their boxes.

// A block: JSON, deflated, in base64.
async function unpacked(id) {
  const letters = document.getElementById(id).textContent;
  const bytes = Uint8Array.from(atob(letters), (c) => c.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(inflated).text());
}

// Lists of the JSON, and what an entry of each is.
const KINDS = {
  mal: 'goal', indikatorer: 'indicator', aktiviteter: 'activity', avsnitt: 'section', stycken: 'paragraph',
  tabeller: 'table', rader: 'tablerow', huvud: 'header', celler: 'cell', symboler: 'symbol', arenden: 'case',
  sidtexter: 'furniture', etiketter: 'label', overstruket: 'struck', otolkat: 'unplaced', skarvar: 'join',
  diagnostik: 'remark', varden: 'value', symbol: 'symbol', status: 'value',
};

const NAMES = {
  goal: 'Goal', indicator: 'Indicator', activity: 'Activity', value: 'Value', section: 'Section', paragraph: 'Paragraph',
  table: 'Table', tablerow: 'Table row', header: 'Header cell', cell: 'Cell', symbol: 'Symbol', case: 'Case',
  furniture: 'Page text', label: 'Label', struck: 'Struck out', unplaced: 'Unplaced', join: 'Join', remark: 'Remark',
};

// A line of a text is so high, and a letter so wide, in the units of its sheet.
const LINE = 18;
const LETTER = 7.8;
// A text's lines begin here: before them stand their numbers.
const GUTTER = 64;

// What has a place, in the order of the JSON. A part: {at, kind, node, path, boxes: [{sheet, rect}], text}.
class Parts {
  constructor(root, sheets) {
    this.root = root;
    this.sheets = sheets;
    this.all = [];
    this.bySheet = new Map();
    this.byPath = new Map();
    this.byId = new Map();
    this.sheetOfPage = new Map(sheets.map((sheet, index) => [sheet.number, index]));
    this.walk(root, [], '');
  }

  walk(node, path, kind) {
    if (Array.isArray(node)) {
      node.forEach((entry, index) => this.walk(entry, [...path, index], kind));
      return;
    }
    if (node === null || typeof node !== 'object') return;
    if (kind && (Array.isArray(node.plats) || Number.isInteger(node.sida))) this.add(node, path, kind);
    for (const [key, value] of Object.entries(node)) {
      if (value === null || typeof value !== 'object' || key === 'plats' || key === 'kalla' || key === 'redovisning') continue;
      this.walk(value, [...path, key], KINDS[key] || (kind && !Array.isArray(value) ? KINDS[path.at(-1)] || kind : ''));
    }
  }

  add(node, path, kind) {
    const boxes = (node.plats || []).flatMap((place) => this.boxesOf(place));
    if (kind === 'join') boxes.push(...this.boxesOf({sida: node.sida, ruta: null}));
    const part = {at: this.all.length, kind, node, path, boxes, text: textOf(node, kind, path)};
    this.all.push(part);
    this.byPath.set(path.join('/'), part);
    if (node.id) this.byId.set(node.id, part);
    for (const sheet of new Set(boxes.map((box) => box.sheet))) {
      if (!this.bySheet.has(sheet)) this.bySheet.set(sheet, []);
      this.bySheet.get(sheet).push(part);
    }
  }

  boxesOf(place) {
    if (place.rad) return this.boxesOfLines(place.rad[0], place.rad[1]);
    const sheet = this.sheetOfPage.get(place.sida);
    if (sheet === undefined) return [];
    return [{sheet, rect: place.ruta}];
  }

  // Lines of a text: a box in each sheet that they stand in.
  boxesOfLines(first, last) {
    const boxes = [];
    this.sheets.forEach((sheet, index) => {
      const from = Math.max(first, sheet.number), to = Math.min(last, sheet.number + sheet.lines - 1);
      if (from <= to) boxes.push({sheet: index, rect: lineRect(sheet, from, to)});
    });
    return boxes;
  }

  on(sheet) {
    return this.bySheet.get(sheet) || [];
  }

  // The part that a path leads to or into.
  into(path) {
    for (let length = path.length; length > 0; length--) {
      const part = this.byPath.get(path.slice(0, length).join('/'));
      if (part) return part;
    }
    return null;
  }

  // Parts on a sheet that hold a point, the smallest first.
  holding(sheet, x, y) {
    const found = [];
    for (const part of this.on(sheet)) {
      for (const box of part.boxes) {
        if (box.sheet === sheet && box.rect && holds(box.rect, x, y)) found.push({part, area: area(box.rect)});
      }
    }
    return found.sort((a, b) => a.area - b.area).map((one) => one.part);
  }
}

function lineRect(sheet, from, to) {
  return [GUTTER - 6, (from - sheet.number) * LINE + 8, 100000, (to - sheet.number + 1) * LINE + 8];
}

// A line through the document has no height; a finger or a pointer needs some.
function holds([x0, y0, x1, y1], x, y) {
  const slack = 1.5;
  return x >= x0 - slack && x <= x1 + slack && y >= y0 - slack && y <= y1 + slack;
}

function area([x0, y0, x1, y1]) {
  return Math.max(x1 - x0, 0.5) * Math.max(y1 - y0, 0.5);
}

// What a person calls a part.
function textOf(node, kind, path) {
  switch (kind) {
    case 'goal': return [node.nummer, node.titel].filter(Boolean).join(' ');
    case 'indicator': case 'activity': return node.namn;
    case 'section': return node.rubrik || '(before the first heading)';
    case 'table': return node.rubrik || node.kolumner.filter(Boolean).join(' | ') || '(without a title)';
    case 'tablerow': return (node.celler || []).map((cell) => (cell ? cell.text : '')).filter(Boolean).join(' | ');
    case 'case': return [node.paragraf, node.rubrik].filter(Boolean).join(' ');
    case 'remark': return `${node.kod}: ${node.meddelande}`;
    case 'join': return `${node.slag}: ${node.skal}`;
    case 'symbol': return [node.form, node.farg, node.alt].filter(Boolean).join(' ');
    case 'value': return `${path.at(-1)}: ${node.text || ''}`;
    default: return node.text || '';
  }
}

// `mal[0].indikatorer[2].namn` as steps.
function stepsOf(path) {
  return (path.match(/[^.[\]]+|\[\d+\]/g) || []).map((step) => (step[0] === '[' ? Number(step.slice(1, -1)) : step));
}

// The other way round.
function pathOf(steps) {
  return steps.reduce((path, step) => (Number.isInteger(step) ? `${path}[${step}]` : path ? `${path}.${step}` : step), '');
}

// An element with its class and text; text never becomes markup.
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawn(name, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

function cut(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

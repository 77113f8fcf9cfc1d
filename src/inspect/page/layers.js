// The layers: what of the document and of the stages' findings is drawn over a page.

// Of the JSON: the kinds of parts that a layer shows. `on`: shown at first.
const OF_DOCUMENT = [
  {id: 'goals', name: 'Goals', key: '1', kinds: ['goal'], on: true},
  {id: 'rows', name: 'Indicators, activities', key: '2', kinds: ['indicator', 'activity'], on: true},
  {id: 'values', name: 'Values of rows', key: '3', kinds: ['value']},
  {id: 'paragraphs', name: 'Paragraphs', key: '4', kinds: ['paragraph'], on: true},
  {id: 'tables', name: 'Tables', key: '5', kinds: ['table'], on: true},
  {id: 'cells', name: 'Cells with spans', key: '6', kinds: ['cell', 'header']},
  {id: 'labels', name: 'Labels, headings', key: '7', kinds: ['label']},
  {id: 'furniture', name: 'Page headers, footers', key: '8', kinds: ['furniture']},
  {id: 'symbols', name: 'Symbols', key: 'm', kinds: ['symbol'], on: true},
  {id: 'cases', name: 'Cases', key: 'a', kinds: ['case'], on: true},
  {id: 'left', name: 'Unplaced, struck out', key: '9', kinds: ['unplaced', 'struck'], on: true},
  {id: 'remarks', name: 'Remarks', key: '0', kinds: ['remark'], on: true},
  {id: 'joins', name: 'Joins over pages', key: 'j', kinds: ['join'], on: true},
  {id: 'order', name: 'Reading order', key: 'o', kinds: []},
];

// Of the stages, by the names of `namnd::trace::Stage`.
const OF_STAGES = [
  {id: 'words', name: 'Words', key: 'w', stages: ['Word']},
  {id: 'rules', name: 'Ruling lines', key: 'l', stages: ['Rule']},
  {id: 'shading', name: 'Shading', key: 's', stages: ['Shading']},
  {id: 'candidates', name: 'Header candidates', key: 'h', stages: ['HeaderCandidate']},
  {id: 'foundtables', name: 'Tables found', key: 't', stages: ['Table']},
  {id: 'columns', name: 'Columns', key: 'c', stages: ['Column']},
  {id: 'foundrows', name: 'Table rows', key: 'r', stages: ['Row']},
  {id: 'blocks', name: 'Blocks', key: 'b', stages: ['Block']},
  {id: 'lineends', name: 'Line ends by the lexicon', key: 'x', stages: ['LineEnd']},
  {id: 'layouts', name: 'Layouts', key: 'y', stages: ['LayoutMatch', 'LayoutNearMiss']},
  {id: 'foundfurniture', name: 'Header, footer lines', key: 'u', stages: ['Furniture']},
];

const LAYERS = [...OF_DOCUMENT, ...OF_STAGES];

// What a stage's finding is called.
const STAGE_NAMES = {
  Word: 'Word', Rule: 'Ruling line', Shading: 'Shading', Furniture: 'Line of a page header or footer',
  HeaderCandidate: 'Header candidate', Table: 'Table found', Column: 'Column', Row: 'Table row found', Block: 'Block',
  Join: 'Join', LineEnd: 'Line end', LayoutMatch: 'Layout matched', LayoutNearMiss: 'Layout nearly matched',
};

// What showed it, in words.
const WITNESSES = {
  Lattice: 'ruling lines all round the cells', JointedRule: 'a ruling line in pieces under the header row',
  ParallelRules: 'ruling lines of equal extent', RowRules: 'ruling lines between the rows', Shading: 'shading',
  Gaps: 'white space between the columns', KnownHeader: 'column titles that a layout knows',
  BoldOverNumbers: 'bold text over columns of numbers', Continuation: 'the table that the page before ended with',
  Tags: 'the file’s structure tree', Tabs: 'tab characters', CellOrder: 'the order of cells in the text', Sheet: 'labels and values',
};

// A witness that has no words here is named as the program names it.
function witness(name) {
  return WITNESSES[name] || name.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
}

function layerOfKind(kind) {
  return OF_DOCUMENT.find((layer) => layer.kinds.includes(kind));
}

class LayerPanel {
  constructor(host, changed) {
    this.on = new Set(LAYERS.filter((layer) => layer.on).map((layer) => layer.id));
    this.boxes = new Map();
    this.changed = changed;
    host.append(this.group('In the document', OF_DOCUMENT), this.group('Found on the page', OF_STAGES));
  }

  group(title, layers) {
    const group = element('fieldset');
    group.append(element('legend', '', title));
    for (const layer of layers) {
      const label = element('label', `layer of-${layer.id}`);
      const box = element('input');
      box.type = 'checkbox';
      box.id = `layer-${layer.id}`;
      box.checked = this.on.has(layer.id);
      box.addEventListener('change', () => this.set(layer.id, box.checked));
      const count = element('span', 'count', '');
      const key = element('kbd', '', layer.key);
      label.append(box, element('span', 'swatch'), element('span', 'what', layer.name), count, key);
      this.boxes.set(layer.id, {box, count, label});
      group.append(label);
    }
    return group;
  }

  has(id) {
    return this.on.has(id);
  }

  set(id, on) {
    if (on) this.on.add(id);
    else this.on.delete(id);
    this.boxes.get(id).box.checked = on;
    this.changed();
  }

  toggle(id) {
    this.set(id, !this.has(id));
  }

  // How many boxes of each layer the page has.
  tell(counts) {
    for (const [id, {count, label}] of this.boxes) {
      const number = counts.get(id) || 0;
      count.textContent = number ? String(number) : '';
      label.classList.toggle('none', number === 0);
    }
  }
}

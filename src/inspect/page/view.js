// A page with boxes over it; where two results are compared there are two side by side.

class PageView {
  // `picked` is called with what stands where the page is clicked.
  constructor(host, title, picked) {
    this.figure = element('figure', 'view');
    if (title) this.figure.append(element('figcaption', '', title));
    this.note = element('p', 'note');
    this.sheet = element('div', 'sheet');
    this.picture = element('img', 'picture');
    this.picture.alt = '';
    this.over = drawn('svg', {class: 'over', role: 'img'});
    this.sheet.append(this.picture, this.over);
    this.figure.append(this.note, this.sheet);
    host.append(this.figure);
    this.address = null;
    this.hits = [];
    this.turn = 0;
    this.over.addEventListener('click', (event) => this.click(event, picked));
  }

  // What is shown from now on: the size of a sheet, its data, and the parts.
  show(size, data, index, parts, name) {
    this.size = extent(size, data);
    this.data = data;
    this.index = index;
    this.parts = parts;
    this.turn = 0;
    this.hits = [];
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = null;
    this.picture.removeAttribute('src');
    if (data && data.picture) {
      this.address = URL.createObjectURL(new Blob([data.picture], {type: 'image/svg+xml'}));
      this.picture.src = this.address;
    }
    this.picture.hidden = !this.address;
    this.note.textContent = noteOf(size);
    this.note.hidden = !this.note.textContent;
    this.over.setAttribute('viewBox', `0 0 ${this.size.width} ${this.size.height}`);
    this.over.setAttribute('aria-label', name);
    this.ground = drawn('g', {class: 'ground'});
    if (data && data.lines) this.ground.append(...textOfLines(size, data.lines));
    else if (data && data.undrawn) this.ground.append(...wordsAndRules(data.findings));
    this.boxes = drawn('g', {class: 'boxes'});
    this.over.replaceChildren(this.ground, this.boxes);
  }

  scale(factor) {
    this.sheet.style.width = `${Math.round(this.size.width * factor)}px`;
    this.sheet.style.height = `${Math.round(this.size.height * factor)}px`;
  }

  // Draws the boxes of the layers that are on, and what is marked.
  draw(layers, marked, differing) {
    this.shown = [];
    const boxes = document.createDocumentFragment();
    for (const layer of OF_STAGES) {
      if (!layers.has(layer.id)) continue;
      for (const finding of this.findings(layer)) boxes.append(...this.found(layer, finding));
    }
    const order = [];
    for (const part of this.parts.on(this.index)) {
      const layer = layerOfKind(part.kind);
      const on = layer && layers.has(layer.id);
      const isMarked = marked && marked.part === part;
      const differs = differing && differing.has(part);
      if (Number.isInteger(part.node.ordning)) order.push(part);
      if (on || isMarked || differs) boxes.append(...this.part(layer, part, isMarked, differs));
    }
    if (layers.has('order')) boxes.append(...this.order(order));
    if (marked && marked.finding && marked.index === this.index) boxes.append(this.ring(marked.finding.rect));
    this.boxes.replaceChildren(boxes);
  }

  findings(layer) {
    const found = this.data ? this.data.findings : {};
    return layer.stages.flatMap((stage) => (found[stage] || []).map((one) => ({...one, stage, rect: this.rectOf(one.at)})));
  }

  rectOf(at) {
    return at.length === 4 ? at : lineRect({number: this.data.number}, at[0], at[0]);
  }

  clipped([x0, y0, x1, y1]) {
    return [x0, y0, Math.min(x1, this.size.width - 4), y1];
  }

  found(layer, finding) {
    const [x0, y0, x1, y1] = this.clipped(finding.rect);
    const title = `${STAGE_NAMES[finding.stage] || finding.stage}${finding.text ? `: ${finding.text}` : ''}`;
    let box;
    if (finding.stage === 'Rule') {
      box = drawn('line', {x1: x0, y1: y0, x2: x1, y2: y1, class: 'box of-rules'});
    } else {
      box = rectangle([x0, y0, x1, y1], 0, `box of-${layer.id} stage-${finding.stage}`);
      if (finding.stage === 'Shading' && /^#[0-9a-f]{6}$/.test(finding.text || '')) box.setAttribute('fill', finding.text);
    }
    box.append(titleOf(title));
    this.shown.push({finding, rect: [x0, y0, x1, y1]});
    return [box];
  }

  part(layer, part, isMarked, differs) {
    const made = [];
    for (const place of part.boxes) {
      if (place.sheet !== this.index) continue;
      const rect = this.clipped(place.rect || [0, 0, this.size.width, 6]);
      const classes = ['box', `of-${layer ? layer.id : 'other'}`, `kind-${part.kind}`];
      if (isMarked) classes.push('marked');
      if (differs) classes.push('differs');
      const box = rectangle(rect, part.kind === 'cell' || part.kind === 'header' ? 0.5 : 2, classes.join(' '));
      box.dataset.part = part.at;
      box.append(titleOf(`${NAMES[part.kind] || part.kind} ${part.node.id || ''}: ${part.text}`));
      made.push(box, ...badges(part, rect));
      this.shown.push({part, rect});
    }
    return made;
  }

  // Numbers in reading order, and a line from one to the next.
  order(parts) {
    const sorted = parts.slice().sort((a, b) => a.node.ordning - b.node.ordning);
    const points = [];
    const made = [];
    for (const part of sorted) {
      const place = part.boxes.find((box) => box.sheet === this.index && box.rect);
      if (!place) continue;
      const [x0, y0] = place.rect;
      points.push(`${x0},${y0}`);
      made.push(...badge(x0, y0, String(part.node.ordning), 'ordinal'));
    }
    return [drawn('polyline', {points: points.join(' '), class: 'thread'}), ...made];
  }

  ring(rect) {
    return rectangle(this.clipped(rect), 2, 'box marked of-other');
  }

  // A second click at the same place goes on to what lies below.
  click(event, picked) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.over.getScreenCTM().inverse());
    const visible = this.shown.filter((one) => holds(one.rect, point.x, point.y)).sort((a, b) => area(a.rect) - area(b.rect));
    const below = this.parts.holding(this.index, point.x, point.y).map((part) => ({part}));
    const hits = visible.length > 0 ? visible : below;
    const same = hits.length > 0 && hits.length === this.hits.length
      && hits.every((hit, at) => hit.part === this.hits[at].part && sameRect(hit.rect, this.hits[at].rect));
    this.turn = same ? (this.turn + 1) % hits.length : 0;
    this.hits = hits;
    const hit = hits[this.turn];
    if (!hit) picked(null);
    else if (hit.part) picked({part: hit.part, others: hits.length - 1});
    else picked({finding: hit.finding, index: this.index, part: below.length > 0 ? below[0].part : null, others: hits.length - 1});
  }

  // Brings what is marked into sight.
  reveal() {
    const box = this.boxes.querySelector('.marked');
    if (box) box.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }
}

function sameRect(a, b) {
  return a === b || (a && b && a.every((edge, at) => edge === b[at]));
}

// Points of a page; letters and lines of a text.
function extent(size, data) {
  if (size.width > 0) return {width: size.width, height: size.height};
  const lines = data ? data.lines : [];
  const longest = lines.reduce((most, line) => Math.max(most, shownLine(line).length), 60);
  return {width: GUTTER + longest * LETTER + 16, height: Math.max(lines.length, 4) * LINE + 16};
}

function noteOf(size) {
  if (!size.there) return 'This page was not asked for: only its boxes are shown.';
  if (size.undrawn) return `This page could not be drawn, so its words and lines stand for it: ${size.undrawn}.`;
  return '';
}

function shownLine(line) {
  return line.replace(/\t/g, ' ⇥ ').replace(/[\u0000-\u001f]/g, '␣');
}

function textOfLines(size, lines) {
  const made = [];
  lines.forEach((line, at) => {
    const y = at * LINE + 8 + LINE * 0.72;
    const number = drawn('text', {x: GUTTER - 18, y, class: 'linenumber'});
    number.textContent = String(size.number + at);
    const text = drawn('text', {x: GUTTER, y, class: 'line'});
    text.textContent = shownLine(line);
    made.push(number, text);
  });
  return made;
}

// What stands for a page that was not drawn.
function wordsAndRules(findings) {
  const made = [];
  for (const {at, text} of findings.Shading || []) {
    const box = rectangle(at, 0, 'plain');
    if (/^#[0-9a-f]{6}$/.test(text || '')) box.setAttribute('fill', text);
    made.push(box);
  }
  for (const {at: [x1, y1, x2, y2]} of findings.Rule || []) made.push(drawn('line', {x1, y1, x2, y2, class: 'plainrule'}));
  for (const {at: [x0, y0, x1, y1], text} of findings.Word || []) {
    const word = drawn('text', {x: x0, y: y1 - (y1 - y0) * 0.2, 'font-size': (y1 - y0) * 0.82, textLength: Math.max(x1 - x0, 1), lengthAdjust: 'spacingAndGlyphs', class: 'plainword'});
    word.textContent = text;
    made.push(word);
  }
  return made;
}

function rectangle([x0, y0, x1, y1], pad, className) {
  return drawn('rect', {
    x: x0 - pad, y: y0 - pad, width: Math.max(x1 - x0 + 2 * pad, 0.5), height: Math.max(y1 - y0 + 2 * pad, 0.5), rx: pad ? 2 : 0, class: className,
  });
}

function titleOf(text) {
  const title = drawn('title', {});
  title.textContent = cut(text, 400);
  return title;
}

function badge(x, y, text, className) {
  const width = 5 + text.length * 4.2;
  const back = drawn('rect', {x: x - width - 1, y: y - 1, width, height: 8.5, rx: 2, class: `badge ${className}`});
  const label = drawn('text', {x: x - width / 2 - 1, y: y + 5.6, class: 'badgetext'});
  label.textContent = text;
  return [back, label];
}

// A paragraph tells its place in the reading order, a goal and a row their ids, a cell what it covers.
function badges(part, [x0, y0]) {
  const {kind, node} = part;
  if (kind === 'paragraph') return badge(x0 - 3, y0, String(node.ordning), 'of-paragraphs');
  if (['goal', 'indicator', 'activity', 'table', 'case'].includes(kind)) return badge(x0 - 3, y0, node.id, `of-${layerOfKind(kind).id}`);
  if (kind === 'cell' || kind === 'header') {
    if (node.spann > 1 || node.radspann > 1) return badge(x0, y0, `${node.spann}×${node.radspann}`, 'of-cells');
  }
  return [];
}

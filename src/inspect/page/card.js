// What is marked: what it is, what showed it, and what stages say of its place.

// Findings of a sheet, by stage, that lie on a box.
function findingsOn(data, rect, stages, view) {
  if (!data || !rect) return [];
  return stages.flatMap((stage) => (data.findings[stage] || []).map((one) => ({...one, stage}))
    .filter((one) => overlap(view.rectOf(one.at), rect) > 0.3));
}

// The share of a box that lies on another.
function overlap(a, b) {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? (width * height) / area(a) : 0;
}

function evidenceOf(names) {
  return (names || []).map(witness).join(', ');
}

class Card {
  constructor(host, pick) {
    this.host = host;
    this.pick = pick;
  }

  show(marked, view, parts, summary) {
    if (!marked) {
      this.host.replaceChildren(element('p', 'quiet', summary));
      return;
    }
    const lines = marked.finding ? this.finding(marked, parts) : this.part(marked.part, view);
    if (marked.others > 0) lines.push(element('p', 'quiet', `${marked.others} more at this place: click again.`));
    this.host.replaceChildren(...lines);
  }

  heading(chip, layer, id, text) {
    const heading = element('h2');
    heading.append(element('span', `chip of-${layer}`, chip));
    if (id) heading.append(element('code', 'id', id));
    return [heading, element('p', 'said', cut(text, 600))];
  }

  finding(marked, parts) {
    const {finding, part} = marked;
    const layer = OF_STAGES.find((one) => one.stages.includes(finding.stage));
    const lines = this.heading(STAGE_NAMES[finding.stage] || finding.stage, layer.id, '', finding.text || '');
    if (finding.evidence) lines.push(this.fact('Shown by', evidenceOf(finding.evidence)));
    if (part) lines.push(this.link('Stands in', part), this.trail(part, parts));
    return lines;
  }

  part(part, view) {
    const layer = layerOfKind(part.kind);
    const lines = this.heading(NAMES[part.kind] || part.kind, layer ? layer.id : 'other', part.node.id, part.text);
    const place = whereOf(part);
    if (place) lines.push(this.fact('Where', part.boxes.length > 1 ? `${place} and ${part.boxes.length - 1} more` : place));
    if (part.kind === 'indicator' || part.kind === 'activity') lines.push(this.values(part.node));
    lines.push(...this.why(part, view));
    return lines;
  }

  // Cells of a row with what they mean.
  values(row) {
    const table = element('table', 'values');
    for (const [key, value] of Object.entries(row.varden)) {
      const line = element('tr');
      line.append(element('th', '', key), element('td', '', value ? value.text : ''), element('td', 'meaning', value ? meaning(value) : ''));
      table.append(line);
    }
    for (const key of ['analys', 'kommentar']) {
      if (!row[key]) continue;
      const line = element('tr');
      const cell = element('td', '', cut(row[key], 300));
      cell.colSpan = 2;
      line.append(element('th', '', key), cell);
      table.append(line);
    }
    return table;
  }

  // What the stages say of a part's place; of a table, why no layout has it.
  why(part, view) {
    const box = part.boxes.find((one) => one.sheet === view.index && one.rect);
    if (!box) return [];
    const lines = [];
    const on = (stages) => findingsOn(view.data, box.rect, stages, view);
    if (['table', 'indicator', 'activity'].includes(part.kind)) {
      const tables = (view.data ? view.data.findings.Table || [] : []).filter((one) => overlap(box.rect, view.rectOf(one.at)) > 0.3);
      for (const table of tables) lines.push(this.fact('Table found', [table.text, evidenceOf(table.evidence) && `shown by ${evidenceOf(table.evidence)}`].filter(Boolean).join('; ')));
    }
    if (part.kind === 'table') {
      const missed = on(['LayoutNearMiss']);
      for (const one of missed) lines.push(this.fact('Why no layout', one.text));
      const cells = part.node.huvud.flat().filter(Boolean);
      if (missed.length === 0) {
        lines.push(this.fact('Why no layout', cells.length > 0 ? 'no layout knows any of its column titles' : 'it has no header row'));
      }
      for (const one of on(['HeaderCandidate'])) lines.push(this.fact('Header candidate', `${one.text} (${evidenceOf(one.evidence)})`));
    }
    for (const one of on(['LayoutMatch'])) lines.push(this.fact('Layout', one.text));
    return lines;
  }

  fact(name, text) {
    const line = element('p', 'fact');
    line.append(element('b', '', `${name}: `), text);
    return line;
  }

  link(name, part) {
    const line = element('p', 'fact');
    const button = element('button', 'link', `${NAMES[part.kind] || part.kind} ${part.node.id || ''}`.trim());
    button.type = 'button';
    button.addEventListener('click', () => this.pick(part));
    line.append(element('b', '', `${name}: `), button, ` ${cut(part.text, 120)}`);
    return line;
  }

  trail(part) {
    return element('p', 'quiet', pathOf(part.path));
  }
}

// What a value means, as the JSON has it.
function meaning(value) {
  return Object.entries(value)
    .filter(([key]) => key !== 'text' && key !== 'plats')
    .map(([key, told]) => `${key} ${typeof told === 'object' && told !== null ? Object.values(told).filter((one) => one !== null).join(' ') : told}`)
    .join(', ');
}

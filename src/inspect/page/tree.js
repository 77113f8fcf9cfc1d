// The JSON as a tree: its nodes are made when they are opened.

// So many entries of a list are shown at a time.
const ENTRIES = 100;

class Tree {
  // `chosen` is called with the steps to a node that was clicked.
  constructor(chosen) {
    this.host = element('ul', 'tree');
    this.host.setAttribute('role', 'tree');
    this.host.setAttribute('aria-label', 'JSON');
    this.chosen = chosen;
    this.nodes = new Map();
    this.host.addEventListener('click', (event) => this.click(event));
    this.host.addEventListener('keydown', (event) => this.press(event));
  }

  show(root) {
    this.nodes.clear();
    this.host.replaceChildren(...this.children(root, [], 1));
    const first = this.host.querySelector('[role=treeitem]');
    if (first) first.tabIndex = 0;
  }

  children(value, steps, level) {
    const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
    const shown = keys.slice(0, ENTRIES).map((key) => this.item(value[key], [...steps, key], level));
    if (keys.length > ENTRIES) shown.push(this.more(value, steps, level, ENTRIES));
    return shown;
  }

  // The rest of a long list.
  more(value, steps, level, from) {
    const item = element('li', 'more');
    const button = element('button', '', `${Math.min(from + ENTRIES, value.length)} of ${value.length}: show more`);
    button.type = 'button';
    item.append(button);
    const open = () => {
      const rest = Array.from({length: Math.min(ENTRIES, value.length - from)}, (_, at) => this.item(value[from + at], [...steps, from + at], level));
      if (from + ENTRIES < value.length) rest.push(this.more(value, steps, level, from + ENTRIES));
      item.replaceWith(...rest);
    };
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      open();
    });
    item.open = open;
    return item;
  }

  item(value, steps, level) {
    const item = element('li');
    item.setAttribute('role', 'treeitem');
    item.setAttribute('aria-level', level);
    item.tabIndex = -1;
    item.steps = steps;
    item.held = value;
    const row = element('div', 'row');
    row.style.paddingInlineStart = `${(level - 1) * 14 + 4}px`;
    const branch = value !== null && typeof value === 'object' && Object.keys(value).length > 0;
    row.append(element('span', branch ? 'twist' : 'twist leaf'));
    row.append(element('span', 'key', String(steps.at(-1))));
    if (branch) {
      item.setAttribute('aria-expanded', 'false');
      row.append(element('span', 'sum', summary(value)));
    } else {
      row.append(element('span', `val ${value === null ? 'null' : typeof value}`, JSON.stringify(value)));
    }
    item.append(row);
    this.nodes.set(steps.join('/'), item);
    return item;
  }

  open(item, on) {
    if (!item.hasAttribute('aria-expanded')) return;
    item.setAttribute('aria-expanded', String(on));
    let list = item.querySelector(':scope > ul');
    if (on && !list) {
      list = element('ul');
      list.setAttribute('role', 'group');
      list.append(...this.children(item.held, item.steps, item.steps.length + 1));
      item.append(list);
    }
    if (list) list.hidden = !on;
  }

  // Opens the way to a node, marks it and brings it into sight.
  mark(steps) {
    const before = this.host.querySelector('.marked');
    if (before) before.classList.remove('marked');
    for (let length = 1; length <= steps.length; length++) {
      const item = this.node(steps.slice(0, length));
      if (!item) return;
      if (length < steps.length) this.open(item, true);
      else {
        item.classList.add('marked');
        item.setAttribute('aria-selected', 'true');
        this.open(item, true);
        item.querySelector('.row').scrollIntoView({block: 'nearest'});
        this.focusable(item);
      }
    }
  }

  node(steps) {
    const parent = steps.length > 1 ? this.nodes.get(steps.slice(0, -1).join('/')) : null;
    const list = parent ? parent.querySelector(':scope > ul') : this.host;
    for (;;) {
      const found = this.nodes.get(steps.join('/'));
      if (found) return found;
      const more = list && list.querySelector(':scope > .more');
      if (!more) return null;
      more.open();
    }
  }

  focusable(item) {
    for (const other of this.host.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    item.tabIndex = 0;
  }

  click(event) {
    const item = event.target.closest('[role=treeitem]');
    if (!item) return;
    if (event.target.closest('.twist')) this.open(item, item.getAttribute('aria-expanded') !== 'true');
    else this.chosen(item.steps);
    this.focusable(item);
    item.focus({preventScroll: true});
  }

  press(event) {
    const item = event.target.closest('[role=treeitem]');
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const expanded = item.getAttribute('aria-expanded');
    const visible = () => [...this.host.querySelectorAll('[role=treeitem]')].filter((one) => one.offsetParent);
    const go = (to) => {
      if (!to) return;
      this.focusable(to);
      to.focus();
    };
    switch (event.key) {
      case 'ArrowDown': go(visible()[visible().indexOf(item) + 1]); break;
      case 'ArrowUp': go(visible()[visible().indexOf(item) - 1]); break;
      case 'ArrowRight':
        if (expanded === 'false') this.open(item, true);
        else if (expanded) go(item.querySelector('[role=treeitem]'));
        break;
      case 'ArrowLeft':
        if (expanded === 'true') this.open(item, false);
        else go(item.parentElement.closest('[role=treeitem]'));
        break;
      case 'Enter': case ' ': this.chosen(item.steps); break;
      default: return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

// What a closed node says of itself.
function summary(value) {
  if (Array.isArray(value)) {
    if (value.every((entry) => typeof entry === 'number')) return `[${value.join(', ')}]`;
    return value.length === 1 ? '1 entry' : `${value.length} entries`;
  }
  const told = [value.id, value.paragraf, value.nummer, value.namn, value.titel, value.rubrik, value.text, value.meddelande];
  const text = told.filter((one) => typeof one === 'string' && one).join(' ');
  return text ? cut(text, 80) : `{${cut(Object.keys(value).join(', '), 60)}}`;
}

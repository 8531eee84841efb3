/* Reads values from the pictures of a report: marks say where, the scales of the axes say how much.
   Writes text nodes only, so that no markup comes from data. The page is complete without it. */
(() => {
  'use strict';
  const REACH = 40;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /* Four digits, powers of ten as such: as the program writes numbers. */
  function number(value) {
    const size = Math.abs(value);
    if (value === 0 || (size >= 1e-3 && size < 1e5)) return String(value).replace('-', '−');
    const [mantissa, exponent] = value.toExponential(3).split('e');
    const power = exponent.replace('+', '').replace('-', '⁻').replace(/\d/g, d => '⁰¹²³⁴⁵⁶⁷⁸⁹'[d]);
    const factor = String(Number(mantissa)).replace('-', '−');
    return (factor === '1' ? '' : factor + '×') + '10' + power;
  }

  /* From places to values, to no more digits than a hundredth of a unit of the picture tells. */
  function axis(words) {
    const [kind, ...ends] = words.split(' ');
    const [low, high, from, to] = ends.map(Number);
    const at = place => {
      const value = low + (place - from) / (to - from) * (high - low);
      return kind === 'log' ? (place === from ? 0 : 10 ** value) : value;
    };
    return place => {
      const value = at(place);
      const digits = Math.floor(Math.log10(Math.abs(value / (at(place + 0.01) - value)))) + 1;
      return digits < 1 || value === 0 ? 0 : Number(value.toPrecision(Math.min(4, digits)));
    };
  }

  /* What can be pointed at: marks with a value of their own, else the corners of paths. */
  function points(svg) {
    const found = [];
    svg.querySelectorAll('[data-name]').forEach(series => {
      series.querySelectorAll('circle, rect, path').forEach(mark => {
        const add = (x, y) => found.push(Object.assign({series, x, y}, mark.parentNode.dataset));
        const of = name => Number(mark.getAttribute(name));
        if (mark.tagName === 'circle') add(of('cx'), of('cy'));
        else if (mark.tagName === 'rect') add(of('x') + of('width') / 2, of('y'));
        else for (const [, x, y] of mark.getAttribute('d').matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)) add(+x, +y);
      });
    });
    return found;
  }

  function hover(figure, svg) {
    svg.querySelectorAll('.pp-value > title').forEach(title => {
      title.parentNode.dataset.text = title.textContent;
      title.remove(); // The browser would show it as well.
    });
    const all = points(svg);
    const box = element('div', 'hover');
    const read = svg.dataset.x && {x: axis(svg.dataset.x), y: axis(svg.dataset.y)};
    const ring = document.createElementNS(svg.namespaceURI, 'circle');
    ring.setAttribute('class', 'pp-hover');
    ring.setAttribute('r', '0');
    svg.append(ring);
    figure.append(box);
    let near = null;
    svg.addEventListener('pointermove', event => {
      const place = svg.getBoundingClientRect();
      const unit = place.width / svg.viewBox.baseVal.width;
      const distance = p => Math.hypot(p.x - (event.clientX - place.left) / unit, p.y - (event.clientY - place.top) / unit);
      near = null;
      for (const p of all) {
        if (!p.series.hasAttribute('display') && distance(p) < (near ? distance(near) : REACH)) near = p;
      }
      ring.setAttribute('r', near ? '5' : '0');
      box.textContent = !near ? '' : near.text || near.series.dataset.name + '\n' + svg.dataset.xLabel + ': '
        + number(read.x(near.x)) + '\n' + svg.dataset.yLabel + ': ' + number(read.y(near.y));
      if (!near) return;
      ring.setAttribute('cx', near.x);
      ring.setAttribute('cy', near.y);
      box.style.left = Math.max(0, Math.min(near.x * unit - 60, place.width - box.offsetWidth)) + 'px';
      box.style.top = near.y * unit + 14 + 'px';
    });
    svg.addEventListener('pointerleave', () => { ring.setAttribute('r', '0'); box.textContent = ''; });
    return () => near;
  }

  /* An entry of the key hides its series and shows it again. */
  function key(svg) {
    svg.setAttribute('role', 'group');
    svg.querySelectorAll('.pp-key').forEach(entry => {
      const series = svg.querySelectorAll(`g:not(.pp-key)[data-key="${entry.dataset.key}"]`);
      if (!series.length) return;
      const toggle = () => {
        const hide = !series[0].hasAttribute('display');
        series.forEach(s => hide ? s.setAttribute('display', 'none') : s.removeAttribute('display'));
        entry.setAttribute('aria-pressed', String(!hide));
      };
      Object.entries({role: 'button', tabindex: '0', 'aria-pressed': 'true'})
        .forEach(([name, value]) => entry.setAttribute(name, value));
      entry.addEventListener('click', toggle);
      entry.addEventListener('keydown', event => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        toggle();
      });
    });
  }

  /* The picture as it stands is saved, also from a page without its files. */
  function save(figure, svg, title) {
    const link = figure.querySelector('.links a');
    if (!link) return;
    link.download = figure.id + '.svg';
    link.addEventListener('click', () => {
      const copy = svg.cloneNode(true);
      copy.querySelector('.pp-hover').remove();
      copy.prepend(title.cloneNode(true));
      URL.revokeObjectURL(link.href);
      link.href = URL.createObjectURL(
        new Blob([new XMLSerializer().serializeToString(copy)], {type: 'image/svg+xml'}));
    });
  }

  function copies(from) {
    const row = element('div', 'copies');
    const copied = element('code', 'copied');
    [['text', 'text'], ['LaTeX', 'latex'], ['SQL', 'sql']].forEach(([name, data]) => {
      const text = from.dataset[data];
      if (!text) return;
      const button = element('button', '', 'copy ' + name);
      button.type = 'button';
      button.addEventListener('click', () => {
        copied.textContent = text;
        if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => {});
      });
      row.append(button);
    });
    row.append(copied);
    return row;
  }

  /* A point of a front, or a line of its table, is shown with what may be copied of it. */
  function pick(section, svg, nearest) {
    const rows = [...section.querySelectorAll('tbody tr')];
    const picked = section.querySelector('.picked');
    const heads = [...section.querySelectorAll('th')].map(th => th.textContent);
    const show = row => {
      const cells = [...row.cells].map(td => td.textContent);
      rows.forEach(r => r.classList.toggle('current', r === row));
      picked.replaceChildren(
        element('p', 'facts', heads[0] + ' ' + cells[0] + ', ' + heads[1] + ' ' + cells[1] + (cells[3] && ', ' + cells[3])),
        row.querySelector('.formula').cloneNode(true), copies(row));
    };
    rows.forEach(row => row.addEventListener('click', () => show(row)));
    svg.addEventListener('click', () => nearest() && nearest().index && show(rows[nearest().index]));
    const first = rows.find(row => row.cells[3].textContent.startsWith('chosen')) || rows[0];
    if (first) show(first);
  }

  document.querySelectorAll('.law[data-text]').forEach(law => law.append(copies(law)));
  document.querySelectorAll('figure').forEach(figure => {
    const svg = figure.querySelector('svg');
    const title = svg.querySelector('title');
    svg.setAttribute('aria-label', title.textContent);
    title.remove();
    const nearest = hover(figure, svg);
    key(svg);
    save(figure, svg, title);
    const front = figure.closest('.front');
    if (front) pick(front, svg, nearest);
  });
})();

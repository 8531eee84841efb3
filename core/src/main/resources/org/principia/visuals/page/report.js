/* Draws the charts of a report in the place of its still pictures. Reads the JSON of the page and
   writes text nodes only: no markup comes from data. */
(() => {
  'use strict';
  const page = JSON.parse(document.getElementById('principia-data').textContent);
  const live = new Map();
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const dashes = ['solid', [7, 5], [1, 5], [10, 4, 1, 4], [4, 4], [12, 4]];

  /* The style of the page is the one place where colours are said. */
  function colours() {
    const style = getComputedStyle(document.documentElement);
    const of = name => style.getPropertyValue('--pp-' + name).trim();
    return {
      series: [0, 1, 2, 3, 4, 5].map(i => of(i)),
      ink: of('ink'), muted: of('muted'), grid: of('grid'), paper: of('paper'), panel: of('panel'),
    };
  }

  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  function number(value) {
    if (value === null || !isFinite(value)) return 'n/a';
    if (value === 0) return '0';
    const size = Math.abs(value);
    if (size >= 1e-3 && size < 1e5) return String(Number(value.toPrecision(4))).replace('-', '−');
    const [mantissa, exponent] = value.toExponential(3).split('e');
    const power = String(Math.abs(Number(exponent))).replace(/\d/g, d => digits[d]);
    const factor = String(Number(mantissa));
    return (factor === '1' ? '' : factor.replace('-', '−') + '×') + '10'
      + (Number(exponent) < 0 ? '⁻' : '') + power;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function axis(name, log, c, extra) {
    return Object.assign({
      type: log ? 'log' : 'value', scale: true, name, nameLocation: 'middle',
      nameTextStyle: {color: c.muted, fontSize: 13},
      axisLine: {onZero: false, lineStyle: {color: c.muted}},
      axisLabel: {color: c.muted, formatter: number, hideOverlap: true},
      splitLine: {lineStyle: {color: c.grid}}, minorTick: {show: false},
    }, extra || {});
  }

  function base(figure, c, xAxis, yAxis, legend) {
    const rows = Math.ceil(legend.join('    ').length / (figure.clientWidth < 480 ? 40 : 62));
    return {
      animation: false, color: c.series, backgroundColor: 'transparent',
      textStyle: {fontFamily: 'system-ui, sans-serif', color: c.ink},
      aria: {enabled: true},
      grid: {left: 46, right: 18, top: 14, bottom: 46 + (legend.length > 1 ? 22 * rows : 0),
        containLabel: false},
      legend: {show: legend.length > 1, data: legend, bottom: 0, itemWidth: 28,
        textStyle: {color: c.ink, fontSize: 13}, inactiveColor: c.grid},
      tooltip: {confine: true, backgroundColor: c.panel, borderColor: c.grid,
        textStyle: {color: c.ink, fontSize: 13}, renderMode: 'richText'},
      dataZoom: [{type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false,
        moveOnMouseMove: true}],
      xAxis: Object.assign(xAxis, {nameGap: 26}),
      yAxis: Object.assign(yAxis, {nameLocation: 'end', nameGap: 14, nameTextStyle:
        {color: c.muted, fontSize: 13, align: 'left', padding: [0, 0, 0, -40]}}),
    };
  }

  /* The name of the vertical axis stands above the chart, as in the still pictures. */
  function tall(option) {
    option.grid.top = 40;
    return option;
  }

  const builders = {
    line(figure, d, c) {
      const shown = (v, log) => v !== null && (!log || v > 0);
      const whole = d.series.every(s => s.x.every(Number.isInteger));
      const series = d.series.map((s, i) => ({
        type: 'line', name: s.name, symbol: s.x.length <= 40 ? 'circle' : 'none', symbolSize: 6,
        sampling: s.x.length > 1500 ? 'minmax' : undefined,
        lineStyle: {width: 2, type: dashes[i % 6]}, emphasis: {focus: 'series'},
        data: s.x.map((x, k) => [shown(x, d.logX) ? x : null, shown(s.y[k], d.logY) ? s.y[k] : null]),
        markArea: i > 0 || !d.bands.length ? undefined : {
          silent: true, itemStyle: {color: c.muted, opacity: 0.13},
          label: {show: false},
          data: d.bands.map(b => [{xAxis: b.from}, {xAxis: b.to}]),
        },
      }));
      const option = tall(base(figure, c, axis(d.x, d.logX, c, d.logX ? {max: 'dataMax', min: 'dataMin'} : whole ? {minInterval: 1} : {}),
        axis(d.y, d.logY, c), d.series.map(s => s.name).concat(d.bands.map(b => b.name))));
      option.tooltip.trigger = 'axis';
      option.tooltip.formatter = points => [d.x + ' ' + number(points[0].value[0])].concat(
        points.map(p => p.seriesName + ': ' + number(p.value[1]))).join('\n');
      /* A band has its place in the key by a series without points. */
      option.series = series.concat(d.bands.map(b => ({type: 'bar', name: b.name, data: [],
        itemStyle: {color: c.muted, opacity: 0.3}})));
      return option;
    },

    scatter(figure, d, c) {
      let low = Infinity;
      let high = -Infinity;
      d.px.forEach(x => { low = Math.min(low, x); high = Math.max(high, x); });
      const option = tall(base(figure, c, axis(d.x, false, c), axis(d.y, false, c),
        ['edges'].concat(d.lines.map(l => l.name))));
      option.tooltip.formatter = p => d.x + ': ' + number(p.value[0]) + '\n' + d.y + ': '
        + number(p.value[1]);
      option.series = [{
        type: 'scatter', name: 'edges', symbolSize: 4, itemStyle: {opacity: 0.45},
        data: d.px.map((x, i) => [x, d.py[i]]),
      }].concat(d.lines.map((l, i) => ({
        type: 'line', name: l.name, showSymbol: false, silent: true, lineStyle: {width: 2, type: [7, 5]},
        data: [low, high].map(x => [x, l.slope * x + l.intercept]),
      })));
      return option;
    },

    pareto(figure, d, c) {
      const least = Math.min(...d.loss.filter(v => v > 0), 1);
      const foot = least / 10;
      const point = i => ({value: [d.complexity[i], d.loss[i] > 0 ? d.loss[i] : foot], index: i});
      const all = d.loss.map((v, i) => point(i));
      const option = tall(base(figure, c, axis(d.x, false, c, {minInterval: 1}),
        axis(d.y, true, c), ['front'].concat(d.chosen < 0 ? [] : ['chosen'],
          d.truth < 0 ? [] : ['true structure'])));
      option.tooltip.formatter = p => 'complexity ' + d.complexity[p.data.index] + ', ' + d.y + ' '
        + number(d.loss[p.data.index]) + '\n' + wrapped(d.formula[p.data.index]);
      option.series = [{
        type: 'line', name: 'front', step: 'end', symbol: 'circle', symbolSize: 10,
        showSymbol: true, data: all, lineStyle: {width: 2},
      }];
      if (d.chosen >= 0) option.series.push({
        type: 'scatter', name: 'chosen', symbol: 'circle', symbolSize: 18, data: [point(d.chosen)],
        itemStyle: {color: 'transparent', borderColor: c.series[1], borderWidth: 3},
      });
      if (d.truth >= 0) option.series.push({
        type: 'scatter', name: 'true structure', symbol: 'diamond', symbolSize: 13,
        data: [point(d.truth)], itemStyle: {color: c.series[2]}, z: 5,
      });
      return option;
    },

    bars(figure, d, c) {
      const groups = [...new Set(d.groups)];
      const option = tall(base(figure, c, {type: 'category', data: d.labels, name: d.x,
        nameLocation: 'middle', nameTextStyle: {color: c.muted, fontSize: 13},
        axisLine: {lineStyle: {color: c.muted}}, axisLabel: {color: c.muted}},
      axis(d.y, false, c, {scale: false}), groups));
      option.tooltip.formatter = p => d.x + ' ' + p.name + ': ' + number(p.value);
      option.series = groups.map(g => ({
        type: 'bar', name: g, stack: 'all', data: d.values.map((v, i) => d.groups[i] === g ? v : null),
      }));
      return option;
    },
  };

  /* The next of 1, 1.5, 2, 3, 5, 7 and 10 times a power of ten. */
  function round(value) {
    const power = Math.pow(10, Math.floor(Math.log10(value)));
    return Number((power * [1, 1.5, 2, 3, 5, 7, 10].find(f => f * power >= value * 0.999))
      .toPrecision(3));
  }

  function wrapped(text) {
    const lines = [];
    for (let rest = text; rest;) {
      let cut = rest.length <= 46 ? rest.length : rest.lastIndexOf(' ', 46);
      if (cut <= 0) cut = 46;
      lines.push(rest.slice(0, cut));
      rest = rest.slice(cut).trim();
    }
    return lines.join('\n');
  }

  /* Play, a slider and what it stands at; play wraps around. */
  function controls(figure, most, milliseconds, show) {
    const row = element('div', 'controls');
    const play = element('button', 'play', '▶ play');
    play.type = 'button';
    const slider = element('input');
    Object.assign(slider, {type: 'range', min: 0, max: most, value: 0, step: 1});
    slider.setAttribute('aria-label', 'position');
    const told = element('output');
    row.append(play, slider, told);
    let timer = 0;
    const go = at => {
      slider.value = at;
      told.textContent = show(Number(slider.value));
    };
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      play.textContent = '▶ play';
    };
    slider.addEventListener('input', () => { stop(); go(Number(slider.value)); });
    play.addEventListener('click', () => {
      if (timer) return stop();
      play.textContent = '❚❚ pause';
      timer = setInterval(() => go((Number(slider.value) + 1) % (most + 1)), milliseconds);
    });
    figure.querySelector('.chart').after(row);
    return go;
  }

  function mount(figure, d) {
    const box = element('div', 'chart');
    box.setAttribute('role', 'img');
    box.setAttribute('aria-label', figure.querySelector('svg > title').textContent);
    figure.insertBefore(box, figure.firstChild);
    figure.insertBefore(element('div', 'title', box.getAttribute('aria-label')), box);
    figure.classList.add('live');
    return box;
  }

  function chart(figure, name, d) {
    const box = mount(figure, d);
    const made = echarts.init(box, null, {renderer: 'canvas'});
    const draw = () => made.setOption(builders[d.type](figure, d, colours()), true);
    draw();
    live.set(name, {chart: made, draw, resize: () => made.resize()});
    save(figure, name, () => made.getDataURL({pixelRatio: 2, backgroundColor: colours().paper}));
    if (d.type === 'pareto') pick(figure, d, made);
  }

  function spectrum(figure, name, d) {
    const box = mount(figure, d);
    const made = echarts.init(box, null, {renderer: 'canvas'});
    const bars = Math.max(...d.deviations.map(row => row.length), 0);
    const highest = Math.max(...d.deviations.flat(), 1e-9);
    let at = d.epochs.length - 1;
    const values = () => d.deviations[at].map((v, i) => ({
      value: v, itemStyle: {color: colours().series[i < d.kept ? 0 : 1]},
    }));
    const draw = () => {
      const c = colours();
      const option = tall(base(figure, c, {type: 'category', name: 'component, by falling deviation',
        data: Array.from({length: bars}, (v, i) => String(i + 1)), nameLocation: 'middle',
        nameTextStyle: {color: c.muted, fontSize: 13}, axisLine: {lineStyle: {color: c.muted}},
        axisLabel: {color: c.muted}},
      axis('standard deviation', false, c, {scale: false, min: 0, max: round(highest)}), []));
      option.dataZoom = [];
      option.tooltip.formatter = p => 'largest ' + p.name + ': ' + number(p.value);
      option.series = [{type: 'bar', data: values()}];
      option.animation = !still;
      option.animationDuration = 0;
      option.animationDurationUpdate = 120;
      made.setOption(option, true);
    };
    draw();
    const go = controls(figure, d.epochs.length - 1, 180, epoch => {
      at = epoch;
      made.setOption({series: [{data: values()}]});
      const r2 = d.linearity[at];
      return 'epoch ' + d.epochs[at] + (r2.length ? ', R² ' + r2.map(v => v === null ? 'n/a' : v.toFixed(3)).join(', ') : '');
    });
    go(at);
    live.set(name, {chart: made, draw, resize: () => made.resize(), go, at: () => at});
    save(figure, name, () => made.getDataURL({pixelRatio: 2, backgroundColor: colours().paper}));
  }

  /* Particles under each law in a field of its own; three dimensions are turned by dragging. */
  function motion(figure, name, d) {
    const box = mount(figure, d);
    box.classList.add('motion');
    const n = d.particles;
    const states = Math.max(...d.motions.map(m => m.position.length / (n * d.dimension)), 1);
    let middle = new Array(d.dimension).fill(0);
    const first = d.motions[0].position;
    first.forEach((v, i) => { middle[i % d.dimension] += v * d.dimension / first.length; });
    let reach = 1e-9;
    for (let i = 0; i < first.length; i += d.dimension) {
      reach = Math.max(reach, Math.hypot(...middle.map((m, k) => first[i + k] - m)));
    }
    let turn = d.dimension > 2 ? 0.6 : 0;
    let tilt = d.dimension > 2 ? 0.35 : 0;
    let at = 0;
    const fields = d.motions.map(m => {
      const field = element('div', 'field');
      const canvas = element('canvas');
      field.append(element('div', 'label', m.name), canvas);
      box.append(field);
      return {motion: m, canvas};
    });
    const size = i => 3 + 3 * Math.cbrt(Math.min(Math.max(d.mass[i], 0.05), 20));

    function place(p, i, state, scale, half) {
      const o = (state * n + i) * d.dimension;
      let x = p[o] - middle[0];
      let y = p[o + 1] - middle[1];
      let z = d.dimension > 2 ? p[o + 2] - middle[2] : 0;
      [x, z] = [x * Math.cos(turn) + z * Math.sin(turn), z * Math.cos(turn) - x * Math.sin(turn)];
      [y, z] = [y * Math.cos(tilt) - z * Math.sin(tilt), z * Math.cos(tilt) + y * Math.sin(tilt)];
      return [half + x * scale, half - y * scale, z / reach];
    }

    function paint(field, c) {
      const width = field.canvas.clientWidth;
      const ratio = window.devicePixelRatio || 1;
      field.canvas.width = width * ratio;
      field.canvas.height = width * ratio;
      const g = field.canvas.getContext('2d');
      g.scale(ratio, ratio);
      g.fillStyle = c.panel;
      g.fillRect(0, 0, width, width);
      const p = field.motion.position;
      const last = p.length / (n * d.dimension) - 1;
      const now = Math.min(at, last);
      const scale = 0.46 * width / reach;
      const order = [];
      for (let i = 0; i < n && last >= 0; i++) {
        g.strokeStyle = c.series[i % 6];
        g.lineWidth = 1.5;
        for (let s = Math.max(0, now - 60); s < now; s++) {
          g.globalAlpha = 0.75 * (1 - (now - s) / 61);
          const a = place(p, i, s, scale, width / 2);
          const b = place(p, i, s + 1, scale, width / 2);
          g.beginPath();
          g.moveTo(a[0], a[1]);
          g.lineTo(b[0], b[1]);
          g.stroke();
        }
        order.push([i, place(p, i, now, scale, width / 2)]);
      }
      order.sort((a, b) => a[1][2] - b[1][2]);
      g.globalAlpha = 1;
      order.forEach(([i, [x, y, depth]]) => {
        g.beginPath();
        g.arc(x, y, size(i) * (1 + 0.25 * depth) * width / 320, 0, 2 * Math.PI);
        g.fillStyle = c.series[i % 6];
        g.fill();
        g.strokeStyle = c.panel;
        g.stroke();
      });
    }
    const draw = () => { const c = colours(); fields.forEach(f => paint(f, c)); };
    const go = controls(figure, states - 1, 40, state => {
      at = state;
      draw();
      return 't = ' + (state * d.step).toFixed(2);
    });
    if (d.dimension > 2) {
      let from = null;
      box.addEventListener('pointerdown', e => { from = [e.clientX, turn]; box.setPointerCapture(e.pointerId); });
      box.addEventListener('pointerup', () => { from = null; });
      box.addEventListener('pointermove', e => {
        if (from) { turn = from[1] + (e.clientX - from[0]) / 120; draw(); }
      });
    }
    go(Math.min(60, states - 1));
    live.set(name, {draw, resize: draw, go, at: () => at, states});
  }

  function save(figure, name, url) {
    const link = element('a', 'save', 'PNG');
    link.href = '#';
    link.addEventListener('click', () => { link.href = url(); link.download = name + '.png'; });
    const links = figure.querySelector('.links');
    if (links) links.append(' ', link);
  }

  /* A point of a front, or a line of its table, is shown with what may be copied of it. */
  function pick(figure, d, made) {
    const section = figure.closest('.front');
    if (!section) return;
    const rows = [...section.querySelectorAll('tbody tr')];
    const picked = section.querySelector('.picked');
    const show = index => {
      const row = rows[index];
      rows.forEach(r => r.classList.toggle('current', r === row));
      const formula = row.querySelector('.formula').cloneNode(true);
      const facts = element('p', 'facts', 'complexity ' + d.complexity[index] + ', ' + d.y + ' '
        + number(d.loss[index]) + (index === d.chosen ? ', chosen' : '')
        + (index === d.truth ? ', true structure' : ''));
      picked.replaceChildren(facts, formula, copies({
        text: row.dataset.text, LaTeX: row.dataset.latex, SQL: row.dataset.sql,
      }));
      picked.dataset.index = index;
    };
    made.on('click', event => { if (event.data) show(event.data.index); });
    rows.forEach((row, i) => row.addEventListener('click', () => show(i)));
    if (rows.length) show(d.chosen >= 0 ? d.chosen : 0);
    live.get(figure.dataset.figure).show = show;
  }

  function copies(texts) {
    const row = element('div', 'copies');
    const told = element('code', 'copied');
    Object.entries(texts).filter(([, text]) => text).forEach(([name, text]) => {
      const button = element('button', '', 'copy ' + name);
      button.type = 'button';
      button.addEventListener('click', () => {
        told.textContent = text;
        if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => {});
      });
      row.append(button);
    });
    row.append(told);
    return row;
  }

  document.querySelectorAll('.law[data-text]').forEach(law => law.append(copies({
    text: law.dataset.text, LaTeX: law.dataset.latex, SQL: law.dataset.sql,
  })));
  document.querySelectorAll('figure[data-figure]').forEach(figure => {
    const name = figure.dataset.figure;
    const d = page.figures[name];
    if (!d) return;
    if (d.type === 'motion') motion(figure, name, d);
    else if (d.type === 'spectrum') spectrum(figure, name, d);
    else chart(figure, name, d);
  });
  const redraw = () => live.forEach(one => one.draw());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  new ResizeObserver(() => live.forEach(one => one.resize())).observe(document.body);
  window.principia = {figures: live};
})();

'use strict';
(() => {
  const COLOURS = ['#2f6fed', '#e0702a', '#0f9d83', '#9b51d8', '#d63f78', '#8a7a12', '#4c86a8', '#7c5a3c'];
  const DARK_COLOURS = ['#6ea3ff', '#f3945a', '#3fc7ab', '#bd85ef', '#f0709f', '#cdb94a', '#7db6d8', '#b99473'];
  const root = document.documentElement;
  const main = document.querySelector('main');
  const shown = new Map();
  const charts = new Map();
  let data = JSON.parse(document.getElementById('data').textContent);
  let chosen = 0;
  let logarithmic = false;

  /** An element; texts are texts, never markup. */
  function el(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      element.setAttribute(key, value);
    }
    element.append(...children.filter(child => child !== null && child !== undefined));
    return element;
  }

  function svg(name, attributes) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  }

  const number = value => value === null || value === undefined ? null : Number(value);
  const known = value => value !== null && value !== undefined && !Number.isNaN(Number(value));
  const group = value => Number(value).toLocaleString('en', {maximumFractionDigits: 0});
  const percent = value => known(value) ? (100 * value).toFixed(2) + ' %' : '–';

  function decimal(value) {
    if (!known(value)) {
      return value === 'NaN' ? 'NaN' : '–';
    }
    const v = Number(value);
    const size = Math.abs(v);
    return !Number.isFinite(v) ? String(v) : v !== 0 && (size < 1e-3 || size >= 1e6) ? v.toExponential(2) : v.toFixed(size < 10 ? 4 : 2);
  }

  function large(value) {
    const units = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];
    const unit = units.find(([size]) => value >= size);
    return unit ? (value / unit[0]).toPrecision(3) + '\u00a0' + unit[1] : value + '\u00a0';
  }

  function bytes(value) {
    return value >= 1 << 20 ? (value / (1 << 20)).toFixed(1) + ' MiB' : value >= 1024 ? (value / 1024).toFixed(1) + ' KiB' : value + ' B';
  }

  function duration(seconds) {
    const s = Math.round(seconds);
    return seconds < 60 ? seconds.toFixed(1) + ' s' : s < 3600 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${Math.floor(s / 3600)} h ${Math.floor(s / 60) % 60} min`;
  }

  const product = shape => shape.reduce((a, b) => a * b, 1);
  const last = list => list[list.length - 1];
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const colour = index => (isDark() ? DARK_COLOURS : COLOURS)[index % COLOURS.length];
  const style = name => getComputedStyle(root).getPropertyValue(name).trim();

  function table(heads, rows, numbersFrom) {
    const kind = i => i >= numbersFrom ? {class: 'n'} : {};
    return el('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': heads.join(', ')}, el('table', {},
        el('thead', {}, el('tr', {}, ...heads.map((head, i) => el('th', {scope: 'col', ...kind(i)}, head)))),
        el('tbody', {}, ...rows.map(row => el('tr', {}, ...row.map((cell, i) => el('td', kind(i), cell)))))));
  }

  /** Draws a part of the page again where what it shows has changed. */
  function part(name, content, draw) {
    const key = JSON.stringify(content);
    let place = document.getElementById(name);
    if (!place) {
      place = main.appendChild(el('section', {id: name}));
    }
    if (shown.get(name) !== key) {
      shown.set(name, key);
      const drawn = content === null ? [] : draw(content);
      place.replaceChildren(...drawn.filter(Boolean));
    }
  }

  const STATES = {
    running: 'running', COMPLETED: 'completed', EARLY_STOPPING: 'stopped early', END_OF_DATA: 'completed', REQUESTED: 'stopped', INTERRUPTED: 'interrupted',
    failure: 'failed',
  };

  function state(run) {
    const event = last(run.events);
    return !event || event.event === 'start' ? 'running' : event.event === 'failure' ? 'failure' : event.end;
  }

  const stateText = run => state(run) === 'running' && !data.live ? 'not finished' : STATES[state(run)] || state(run);

  function perEpoch(run) {
    const first = run.epochs[0];
    return first ? first.step / first.epoch : run.config.steps || 0;
  }

  const at = (run, step) => perEpoch(run) ? step / perEpoch(run) : step;

  // --- curves -------------------------------------------------------------------------------------------------------------------------------

  function finite(value) {
    const v = number(value);
    return v === null || !Number.isFinite(v) || logarithmic && v <= 0 ? null : v;
  }

  function curves(kind) {
    const several = data.runs.length > 1;
    const list = [];
    data.runs.forEach((run, i) => {
      const name = several ? run.name + ' ' : '';
      const add = (label, points, options) => {
        if (points[1].some(value => value !== null)) {
          list.push({label: name + label, points, stroke: colour(i), ...options});
        }
      };
      const epochs = key => [run.epochs.map(e => at(run, e.step)), run.epochs.map(e => finite(e[key]))];
      const steps = key => [run.steps.map(e => at(run, e.step)), run.steps.map(e => finite(e[key]))];
      if (kind === 'loss' || kind === 'accuracy') {
        const validation = kind === 'loss' ? 'validationLoss' : 'validationAccuracy';
        add('steps', steps(kind), {width: 1, alpha: isDark() ? 0.6 : 0.38, dots: false});
        add('training', epochs(kind), {width: 2, dots: true});
        add('validation', epochs(validation), {width: 2, dash: [7, 5], dots: true, stroke: colour(several ? i : 1)});
      } else if (kind === 'rate') {
        add('learning rate', run.steps.length ? steps('learningRate') : epochs('learningRate'), {width: 2, dots: false});
      } else {
        add('samples/s', epochs('samplesPerSecond'), {width: 2, dots: true});
      }
    });
    return list;
  }

  function plotOptions(title, list, width, scaleLog) {
    const axis = {stroke: style('--soft'), grid: {stroke: style('--grid'), width: 1}, ticks: {stroke: style('--grid'), width: 1}, font: '12px system-ui, sans-serif'};
    const text = v => Math.abs(v) >= 1e4 ? large(+v.toPrecision(4)) : v !== 0 && Math.abs(v) < 1e-3 ? Number(v.toPrecision(3)).toExponential() : String(+v.toPrecision(4));
    const epochs = data.runs.every(perEpoch);
    return {
      width, height: 240, scales: {x: {time: false}, y: scaleLog ? {distr: 3} : {}},
      cursor: {points: {size: 7}, drag: {x: true, y: false}},
      axes: [{...axis, values: (u, splits) => splits.map(v => v === null ? '' : text(v))},
        {...axis, size: 58, values: (u, splits) => splits.map(v => v === null ? '' : text(v))}],
      series: [{label: epochs ? 'epoch' : 'step', value: (u, v) => v === null ? '–' : String(+v.toFixed(2))}, ...list.map(line => ({
        label: line.label, stroke: line.stroke, width: line.width, alpha: line.alpha || 1, dash: line.dash, spanGaps: true,
        points: {show: line.dots ? (u, i) => u.data[i].filter(v => v !== null && v !== undefined).length <= 40 : false, size: 6, fill: line.stroke},
        value: (u, v) => v === null || v === undefined ? '–' : title === 'Accuracy' ? percent(v) : decimal(v),
      }))],
    };
  }

  function move(plot, by) {
    const x = plot.data[0];
    const now = plot.cursor.idx === null || plot.cursor.idx === undefined ? (by > 0 ? -1 : x.length) : plot.cursor.idx;
    const next = Math.min(x.length - 1, Math.max(0, now + by));
    plot.setCursor({left: plot.valToPos(x[next], 'x'), top: 20});
  }

  function chart(place, id, title, kind) {
    const list = curves(kind);
    let entry = charts.get(id);
    if (!list.length) {
      if (entry) {
        entry.figure.remove();
        charts.delete(id);
      }
      return;
    }
    const joined = list.length === 1 ? list[0].points : uPlot.join(list.map(line => line.points));
    const scaleLog = logarithmic && (kind === 'loss' || kind === 'rate');
    const form = JSON.stringify([list.map(line => [line.label, line.stroke]), scaleLog, isDark()]);
    if (!entry) {
      const plot = el('div', {class: 'plot'});
      const figure = el('figure', {class: 'card chart', id, tabindex: '0', 'aria-label': title + ' over epochs; arrow keys move along the curve'}, el('h3', {}, title), plot);
      place.append(figure);
      entry = {figure, plot};
      charts.set(id, entry);
      figure.addEventListener('keydown', event => {
        const by = {ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9}[event.key];
        if (by) {
          event.preventDefault();
          move(entry.u, by);
        }
      });
      new ResizeObserver(() => requestAnimationFrame(() => {
        if (entry.u && plot.clientWidth > 0 && plot.clientWidth !== entry.u.width) {
          entry.u.setSize({width: plot.clientWidth, height: 240});
        }
      })).observe(plot);
    }
    if (entry.form === form) {
      entry.u.setData(joined);
    } else {
      if (entry.u) {
        entry.u.destroy();
      }
      entry.form = form;
      entry.u = new uPlot(plotOptions(title, list, entry.plot.clientWidth || 360, scaleLog), joined, entry.plot);
    }
  }

  function drawCharts() {
    let place = document.getElementById('curves');
    if (!place) {
      const button = el('button', {type: 'button', 'aria-pressed': 'false'}, 'log scale');
      button.addEventListener('click', () => {
        logarithmic = !logarithmic;
        button.setAttribute('aria-pressed', String(logarithmic));
        drawCharts();
      });
      place = el('div', {class: 'grid', id: 'curves'});
      main.append(el('section', {}, el('div', {class: 'bar'}, el('h2', {}, 'Curves'), button), place));
    }
    if (!data.runs.some(run => run.epochs.length || run.steps.length)) {
      return;
    }
    chart(place, 'chart-loss', 'Loss', 'loss');
    chart(place, 'chart-accuracy', 'Accuracy', 'accuracy');
    chart(place, 'chart-rate', 'Learning rate', 'rate');
    chart(place, 'chart-speed', 'Samples per second', 'speed');
  }

  // --- parts --------------------------------------------------------------------------------------------------------------------------------

  const test = run => run.evaluation ? run.evaluation.outputs[0] : null;

  function facts(run) {
    const end = last(run.epochs);
    const list = [];
    const add = (name, value) => value !== null && list.push([name, value]);
    const result = test(run);
    if (result) {
      const one = !result.targets || result.targets.length === 1; // a mean over several units says nothing
      add(result.accuracy !== undefined ? 'test accuracy' : 'test RMSE', result.accuracy !== undefined ? percent(result.accuracy) : one ? decimal(result.rootMeanSquaredError) : null);
      add('test R²', result.r2 !== undefined ? decimal(result.r2) : null);
    }
    if (end) {
      add('training loss', decimal(end.loss));
      add('validation loss', end.validationLoss === null ? null : decimal(end.validationLoss));
      add('training accuracy', end.accuracy === null ? null : percent(end.accuracy));
      add('validation accuracy', end.validationAccuracy === null ? null : percent(end.validationAccuracy));
      add('samples/s', group(end.samplesPerSecond));
      add('epochs', end.epoch + (run.config.epochs ? ' of ' + run.config.epochs : ''));
      add('time', duration(run.seconds));
    }
    add('parameters', group(run.config.layers.reduce((sum, layer) => sum + layer.parameters, 0)));
    return list;
  }

  function summary() {
    const runs = data.runs.map(run => [run.name, facts(run), stateText(run), run.config.network, run.skipped]);
    part('summary', runs, () => {
      const skipped = data.runs.filter(run => run.skipped).map(run => el('p', {class: 'note'}, `${run.name}: ${run.skipped} damaged lines were left out`));
      if (runs.length === 1) {
        return [el('div', {class: 'tiles'}, ...runs[0][1].map(([name, value]) => el('div', {class: 'card tile'}, el('b', {}, value), el('span', {}, name)))), ...skipped];
      }
      const names = [...new Set(runs.flatMap(run => run[1].map(fact => fact[0])))];
      const rows = runs.map((run, i) => [el('span', {}, el('span', {class: 'swatch', style: 'background:' + colour(i)}), run[0]), run[3], run[2],
        ...names.map(name => (run[1].find(fact => fact[0] === name) || ['', '–'])[1])]);
      return [el('h2', {}, 'Runs'), el('div', {class: 'card'}, table(['run', 'network', 'state', ...names], rows, 3)), ...skipped];
    });
  }

  function confusion(result) {
    const names = result.classes.map(row => row.name);
    const rows = result.confusion.map((counts, i) => {
      const sum = counts.reduce((a, b) => a + b, 0);
      return el('tr', {}, el('th', {scope: 'row', title: names[i]}, names[i]), ...counts.map((count, j) => {
        const share = sum ? count / sum : 0;
        const tone = i === j ? `rgba(var(--good), ${0.1 + 0.55 * share})` : count ? `rgba(var(--bad), ${0.14 + 0.8 * Math.sqrt(share)})` : 'transparent';
        const cell = el('td', {title: `${names[i]} taken for ${names[j]}: ${count} of ${sum}`, style: 'background:' + tone}, count ? String(count) : '·');
        return cell;
      }));
    });
    return el('div', {class: 'card'}, el('h3', {}, 'Confusion matrix'), el('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Confusion matrix'},
        el('table', {class: 'confusion'}, el('thead', {}, el('tr', {}, el('th', {}, 'is \\ read as'), ...names.map(name => el('th', {scope: 'col'}, name)))), el('tbody', {}, ...rows))));
  }

  function picture(p) {
    const canvas = el('canvas', {width: p.width, height: p.height});
    const raw = atob(p.pixels);
    const image = new ImageData(p.width, p.height);
    for (let i = 0; i < p.width * p.height; i++) {
      for (let c = 0; c < 3; c++) {
        image.data[4 * i + c] = raw.charCodeAt(p.channels === 3 ? 3 * i + c : i);
      }
      image.data[4 * i + 3] = 255;
    }
    canvas.getContext('2d').putImageData(image, 0, 0);
    return canvas;
  }

  function mistakes(result) {
    if (!result.mistakes || !result.mistakes.length) {
      return result.mistakes ? el('div', {class: 'card'}, el('h3', {}, 'Worst mistakes'), el('p', {class: 'note'}, 'none: every answer is right')) : null;
    }
    const classes = result.kind === 'CLASSES';
    const answer = m => classes ? [m.was, known(m.probability) ? (100 * m.probability).toFixed(0) + '\u00a0%' : ''] : [m.value.map(decimal).join(', '), decimal(m.error)];
    const wanted = m => classes ? m.is : m.target.map(decimal).join(', ');
    const head = el('h3', {}, classes ? 'Worst mistakes' : 'Largest errors');
    if (result.mistakes[0].picture) {
      return el('div', {class: 'card'}, head, el('div', {class: 'pictures'}, ...result.mistakes.map(m => {
        const canvas = picture(m.picture);
        canvas.title = m.name || `sample ${m.sample}`;
        canvas.setAttribute('role', 'img');
        canvas.setAttribute('aria-label', `sample ${m.sample}, is ${wanted(m)}, read as ${answer(m)[0]}`);
        return el('figure', {}, canvas, classes ? el('figcaption', {}, el('b', {}, m.is), ` read as ${answer(m)[0]}, ${answer(m)[1]}`) : el('figcaption', {}, 'error ' + answer(m)[1]));
      })));
    }
    return el('div', {class: 'card'}, head, table(['sample', classes ? 'is' : 'target', classes ? 'read as' : 'prediction', classes ? 'sure' : 'error', ...result.mistakes[0].features],
        result.mistakes.map(m => [m.name || String(m.sample), wanted(m), ...answer(m), ...m.row.map(cell => typeof cell === 'string' ? cell : decimal(cell))]), 3));
  }

  function scatter(result) {
    const points = result.points.map(point => point.map(Number)).filter(point => point.every(Number.isFinite));
    if (!points.length) {
      return null;
    }
    const all = points.flat();
    const low = Math.min(...all);
    const span = Math.max(...all) - low || 1;
    const place = v => 8 + 284 * (v - low) / span;
    const plot = svg('svg', {viewBox: '0 0 300 300', role: 'img', 'aria-label': 'prediction over target, first value', style: 'max-width:340px;width:100%;display:block;margin:0 auto'});
    plot.append(svg('line', {x1: 8, y1: 292, x2: 292, y2: 8, stroke: 'var(--soft)', 'stroke-dasharray': '5 4'}));
    points.forEach(([target, value]) => plot.append(svg('circle', {cx: place(target), cy: 300 - place(value), r: 2.6, fill: 'var(--accent)', 'fill-opacity': 0.55})));
    return el('div', {class: 'card'}, el('h3', {}, 'Prediction over target' + (result.targets ? ', ' + result.targets[0].name : '')), plot, el('p', {class: 'note'}, `both from ${decimal(low)} to ${decimal(low + span)}; on the dashed line they are equal`));
  }

  function results(run) {
    if (!run.evaluation) {
      return null;
    }
    return [el('h2', {}, `Test on ${group(run.evaluation.samples)} samples`), ...run.evaluation.outputs.flatMap(result => {
      const parts = [];
      if (result.confusion && result.classes.length <= 40) {
        parts.push(confusion(result));
      }
      if (result.classes) {
        const row = r => [r.name, ...['precision', 'recall', 'f1', 'auc'].map(key => known(r[key]) ? Number(r[key]).toFixed(4) : '–'), group(r.samples)];
        parts.push(el('div', {class: 'card'}, el('h3', {}, 'Classes'), table(['class', 'precision', 'recall', 'F1', 'AUC', 'samples'], [...result.classes, ...result.means].map(row), 1)));
      } else {
        const errors = result.targets ? table(['', 'mean absolute error', 'root mean squared error', 'R²'],
            result.targets.map(t => [t.name, decimal(t.meanAbsoluteError), decimal(t.rootMeanSquaredError), decimal(t.r2)]), 1) : table(['', 'value'],
            [['mean absolute error', decimal(result.meanAbsoluteError)], ['root mean squared error', decimal(result.rootMeanSquaredError)], ['R²', decimal(result.r2)]], 1);
        parts.push(el('div', {class: 'card'}, el('h3', {}, 'Errors'), errors), scatter(result));
      }
      const title = run.evaluation.outputs.length > 1 ? el('h3', {}, result.output) : null;
      return [title, el('div', {class: 'grid'}, ...parts), el('div', {style: 'margin-top:14px'}, mistakes(result))];
    })];
  }

  function histogram(figures, fill) {
    const most = Math.max(...figures.bins, 1);
    const plot = svg('svg', {viewBox: `0 0 ${figures.bins.length * 4} 60`, preserveAspectRatio: 'none', role: 'img',
      'aria-label': `from ${decimal(figures.min)} to ${decimal(figures.max)}, mean ${decimal(figures.mean)}`});
    figures.bins.forEach((count, i) => plot.append(svg('rect', {x: 4 * i + 0.3, y: 60 - 58 * count / most, width: 3.4, height: 58 * count / most, fill})));
    return plot;
  }

  function weights(run) {
    if (!run.layers) {
      return null;
    }
    const gradients = run.layers.parameters.some(p => p.gradient);
    const key = (fill, text) => el('span', {class: 'key'}, el('span', {class: 'swatch', style: 'background:' + fill}), text);
    return [el('h2', {}, 'Parameters and gradients'), el('p', {class: 'note keys'}, el('span', {}, `after epoch ${run.layers.epoch}`), key('var(--bar)', 'values'),
        key('var(--bar2)', 'moved in the epoch'), gradients ? key('var(--bar3)', 'gradient of its last step') : null),
      el('div', {class: 'histograms', style: 'margin-top:10px'}, ...run.layers.parameters.map(p => {
        const ratio = p.values.norm > 0 ? 100 * p.change.norm / p.values.norm : NaN;
        return el('div', {class: 'card'}, el('h3', {}, p.name), histogram(p.values, 'var(--bar)'),
            el('p', {class: 'note'}, `${decimal(p.values.min)} … ${decimal(p.values.max)}, deviation ${decimal(p.values.deviation)}`), histogram(p.change, 'var(--bar2)'),
            el('p', {class: 'note'}, `${decimal(p.change.min)} … ${decimal(p.change.max)}${known(ratio) ? `, moved ${ratio.toPrecision(2)} % of the norm` : ''}`),
            ...(p.gradient ? [histogram(p.gradient, 'var(--bar3)'),
              el('p', {class: 'note'}, `${decimal(p.gradient.min)} … ${decimal(p.gradient.max)}, norm ${decimal(p.gradient.norm)}${p.gradient.norm === 0 ? ': it learns nothing here' : ''}`)] : []),
            p.values.notFinite ? el('p', {class: 'note'}, `${p.values.notFinite} values are NaN or infinite`) : null);
      }))];
  }

  function filters(run) {
    const f = run.filters;
    return f ? el('div', {class: 'card'}, el('h3', {}, `Filters of ${f.layer}`), el('div', {class: 'filters'}, ...f.pictures.map(picture)), el('p', {class: 'note'},
        `grey is 0, white the greatest weight of a filter, black its negative${f.pictures.length < f.count ? `; the first ${f.pictures.length} of ${f.count}` : ''}${f.channels !== 1 && f.channels !== 3 ? '; of their first channel' : ''}`)) : null;
  }

  function network(run) {
    const layers = run.config.layers;
    const total = layers.reduce((sum, layer) => sum + layer.flops, 0);
    const rows = layers.map(layer => [layer.name, layer.kind, layer.shape.join(' × '), group(layer.parameters), large(layer.flops),
      total ? (100 * layer.flops / total).toFixed(1) + ' %' : '–', bytes(4 * layer.parameters), bytes(4 * product(layer.shape))]);
    const drawing = new DOMParser().parseFromString(run.graph, 'image/svg+xml').documentElement;
    return [el('h2', {}, 'Network ' + run.config.network), el('div', {class: 'split'},
        el('div', {class: 'card graph scroll', tabindex: '0', role: 'group', 'aria-label': 'the network as a graph'}, document.importNode(drawing, true)),
        el('div', {class: 'stack'}, el('div', {class: 'card'}, el('h3', {}, 'Layers'), table(['layer', 'kind', 'output', 'parameters', 'FLOP', 'share', 'weights', 'output'], rows, 2),
            el('p', {class: 'note'}, `${large(total)}FLOP to predict one sample, ${large(run.config.trainingFlops)}FLOP to train on one; bytes are of floats, of one sample`)), filters(run)))];
  }

  /** Where the time goes: a bar for each layer, and for all else. */
  function times(run) {
    const t = run.times;
    const all = layer => Number(layer.forward) + Number(layer.backward) + Number(layer.update);
    const most = Math.max(...t.layers.map(all), t.rest, t.data, t.validation, t.input, t.unknown, 1e-9);
    const share = v => (100 * v).toFixed(1) + ' %';
    const micros = v => decimal(v * t.sampleNanos / 1000);
    const rate = v => known(v) ? Number(v).toPrecision(3) : '–';
    const bar = parts => el('span', {class: 'bar-of', role: 'img', 'aria-label': parts.map(([, v, name]) => `${name} ${share(v)}`).join(', ')},
        ...parts.map(([fill, v]) => el('span', {style: `background:${fill};width:${(100 * v / most).toFixed(2)}%`})));
    const rows = t.layers.map(l => [l.name, bar([['var(--bar)', l.forward, 'forward'], ['var(--bar2)', l.backward, 'backward'], ['var(--bar3)', l.update, 'update']]),
      l.joined ? 'joined' : share(l.forward), share(l.backward), share(l.update), share(all(l)), micros(all(l)), rate(l.forwardGigaflops), rate(l.backwardGigaflops)]);
    [['handing samples in', t.input], ['reading samples', t.data], ['validation', t.validation], ['not told apart', t.unknown], ['all else', t.rest]].filter(([, v]) => v > 0)
        .forEach(([name, v]) => rows.push([name, bar([['var(--soft)', v, name]]), '', '', '', share(v), micros(v), '', '']));
    const key = (fill, text) => el('span', {class: 'key'}, el('span', {class: 'swatch', style: 'background:' + fill}), text);
    const joined = t.layers.some(l => l.joined) ? ' Joined: done within the loops of the layer before, and counted there.' : '';
    return [el('h2', {}, 'Where the time goes'), el('p', {class: 'note keys'}, key('var(--bar)', 'forward'), key('var(--bar2)', 'backward'), key('var(--bar3)', 'update')),
      el('div', {class: 'card', style: 'margin-top:10px'}, table(['layer', 'share of the time', 'forward', 'backward', 'update', 'all', 'µs a sample', 'GFLOP/s forward', 'backward'], rows, 2),
          el('p', {class: 'note'}, `counted from ${group(t.stacks)} stacks of ${t.threads} ${t.threads === 1 ? 'thread' : 'threads'} in ${duration(t.seconds)}: a share of 10 % may be off by ${(100 * 2 * Math.sqrt(0.09 / t.stacks)).toFixed(1)} %. `
              + `${decimal(t.sampleNanos / 1000)} µs of processor time a sample; GFLOP/s are those of a thread. Update: its share by the number of parameters.${joined}`))];
  }

  function machine(run) {
    const start = run.events.filter(event => event.event === 'start');
    const now = last(start) || {};
    const failure = last(run.events);
    const list = [['command', el('code', {}, run.config.notes.command || now.command || '')], ['started', start.map(s => s.time).join(', ')],
      ['processor', `${now.processor}, ${now.processors} for this JVM`], ['system', now.system], ['Java', `${now.java}, heap ${group(now.heapMiB || 0)} MiB at most`], ['kernels', now.kernels],
      ['loss', run.config.loss], ['optimizer', run.config.optimizer + (run.config.optimizerSettings ? ' (' + run.config.optimizerSettings + ')' : '')], ['learning rate', run.config.learningRate],
      ['samples', group(run.config.samples)], ['fingerprint', run.config.fingerprint],
      ...Object.entries(run.config.notes).filter(([name]) => name !== 'command').map(([name, value]) => [name, String(value)])];
    if (failure && failure.event === 'failure') {
      list.unshift(['failed', failure.message]);
    }
    return [el('h2', {}, 'Machine and settings'), el('div', {class: 'card'}, el('dl', {}, ...list.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])))];
  }

  function chooser() {
    part('chooser', data.runs.length > 1 ? data.runs.map(run => run.name) : null, names => {
      const select = el('select', {id: 'run'}, ...names.map((name, i) => el('option', {value: String(i)}, name)));
      select.value = String(chosen);
      select.addEventListener('change', () => {
        chosen = Number(select.value);
        draw();
      });
      return [el('div', {class: 'bar'}, el('label', {for: 'run'}, 'Details of run'), select)];
    });
  }

  function head() {
    const one = data.runs.length === 1 ? data.runs[0] : null;
    document.title = (one ? one.name : `${data.runs.length} runs`) + ' – Kernelsmith';
    document.querySelector('h1').textContent = one ? one.name : data.runs.map(run => run.name).join(', ');
    document.querySelector('header p').textContent = one ? `${one.config.network} · ${one.config.loss} · ${one.config.optimizer}` : 'compared';
    const badge = document.querySelector('header .badge');
    badge.hidden = !one;
    if (one) {
      badge.textContent = stateText(one);
      badge.classList.toggle('running', data.live && state(one) === 'running');
    }
  }

  function draw() {
    const run = data.runs[chosen];
    head();
    summary();
    drawCharts();
    chooser();
    part('results', run.evaluation && [chosen, run.evaluation], () => results(run));
    part('network', [chosen, run.config.layers, run.filters], () => network(run));
    part('times', run.times && [chosen, run.times], () => times(run));
    part('parameters', run.layers && [chosen, run.layers], () => weights(run));
    part('machine', [chosen, run.config, run.events], () => machine(run));
    root.dataset.drawn = String(Number(root.dataset.drawn || 0) + 1);
  }

  function recolour() {
    shown.delete('summary');
    summary();
    drawCharts();
  }

  async function follow() {
    try {
      const answer = await fetch('data.json', {cache: 'no-store'});
      if (answer.ok) {
        data = await answer.json();
        draw();
      }
      document.querySelector('footer').classList.remove('lost');
    } catch (e) {
      document.querySelector('header .badge').textContent = 'kernelsmith watch has ended';
    }
    setTimeout(follow, 1000);
  }

  document.getElementById('theme').addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    recolour();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);
  if (location.hash === '#dark' || location.hash === '#light') {
    root.dataset.theme = location.hash.slice(1);
  }
  draw();
  if (data.live) {
    setTimeout(follow, 1000);
  }
})();

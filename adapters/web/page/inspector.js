// @ts-check
import { find, h } from './dom.js';

/** @typedef {import('./measure.js').Measure} Measure */

const NUMBER = new Intl.NumberFormat('en-GB');

/**
 * What a developer wants to know of the last message of a column: its size against the limits,
 * and its JSON, to look at and to copy.
 *
 * @param {HTMLElement} panel
 * @param {(payload: any) => Measure[]} measure
 * @returns {{ show: (payload: any) => void }}
 */
export function createInspector(panel, measure) {
  const json = find('.json', panel);
  const log = find('.log', panel);
  const toggle = find('[data-tool=json]', panel);
  const copy = find('[data-tool=copy]', panel);
  const builder = panel.querySelector('[data-tool=builder]');
  let text = '';

  toggle.addEventListener('click', () => {
    const raw = toggle.getAttribute('aria-pressed') !== 'true';
    toggle.setAttribute('aria-pressed', String(raw));
    json.hidden = !raw;
    log.hidden = raw;
  });
  copy.addEventListener('click', async () => {
    const done = await navigator.clipboard.writeText(text).then(
      () => 'Copied',
      () => 'Not allowed',
    );
    copy.textContent = done;
    setTimeout(() => {
      copy.textContent = 'Copy JSON';
    }, 1_500);
  });

  return {
    show(payload) {
      text = JSON.stringify(payload, null, 2);
      json.replaceChildren(h('pre', {}, ...colours(text)));
      find('.meters', panel).replaceChildren(...measure(payload).map(drawMeasure));
      if (builder instanceof HTMLAnchorElement) {
        builder.href = `https://app.slack.com/block-kit-builder/#${encodeURIComponent(JSON.stringify({ blocks: payload.blocks }))}`;
      }
    },
  };
}

/** @param {Measure} measure */
function drawMeasure({ name, used, limit }) {
  const label = `${name} ${NUMBER.format(used)}/${NUMBER.format(limit)}`;
  return h(
    `span.measure${used > limit ? '.over' : ''}`,
    {},
    h('span', {}, used > limit ? `${label}: too much` : label),
    h('meter', {
      'aria-hidden': 'true',
      min: 0,
      max: limit,
      high: limit * 0.85,
      optimum: 0,
      value: used,
    }),
  );
}

/**
 * JSON with its parts in spans, for colour.
 *
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function colours(text) {
  return text
    .split(/("(?:\\.|[^"\\])*"(?::)?|\b(?:true|false|null)\b|-?\b\d[\d.]*\b)/)
    .map((part, index) => {
      if (index % 2 === 0) return part;
      const kind = part.endsWith(':') ? 'key' : part.startsWith('"') ? 'string' : 'value';
      return h(`span.json-${kind}`, {}, part);
    });
}

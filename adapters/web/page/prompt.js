// @ts-check
import { find, h } from './dom.js';

/**
 * @typedef {{ family: string, verb: string, usage: string, description: string, example: string, suggests?: string }} Hint
 * @typedef {{ show: string, description: string, fill: string }} Row
 * @typedef {(source: string, typed: string) => Promise<{ label: string, value: string }[]>} Suggest
 */

const MAX_ROWS = 8;
const MAX_HISTORY = 100;
const PAUSE_MS = 120;

/**
 * The line where commands are typed, with hints above it and a memory of what was typed before.
 *
 * @param {{ hints: readonly Hint[], run: (line: string) => void, suggest: Suggest }} options
 */
export function createPrompt({ hints, run, suggest }) {
  const input = /** @type {HTMLInputElement} */ (find('#prompt'));
  const box = find('#hints');
  const past = createHistory();
  /** @type {Row[]} */
  let rows = [];
  let marked = -1;
  let timer = 0;

  find('.prompt').addEventListener('submit', (event) => {
    event.preventDefault();
    submit(input.value);
  });
  input.addEventListener('input', () => {
    past.leave();
    showHints();
  });
  input.addEventListener('focus', showHints);
  input.addEventListener('blur', () => show([]));
  input.addEventListener('keydown', onKey);
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target === input || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input.focus();
  });

  return { submit, fill };

  /** @param {string} line */
  function submit(line) {
    if (line.trim() === '') return;
    past.remember(line.trim());
    input.value = '';
    show([]);
    run(line.trim());
  }

  /** @param {string} line */
  function fill(line) {
    input.value = line;
    input.focus();
    showHints();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const { key } = event;
    const row = rows[key === 'Tab' ? Math.max(marked, 0) : marked];
    const completes = row !== undefined && row.fill !== input.value && !event.shiftKey;
    if (key === 'Escape') show([]);
    else if (key === 'ArrowDown' && rows.length > 0 && !past.browsing()) mark(marked + 1);
    else if (key === 'ArrowUp' && marked >= 0) mark(marked - 1);
    else if (key === 'ArrowUp' || key === 'ArrowDown') recall(key === 'ArrowUp' ? -1 : 1);
    else if (completes && (key === 'Tab' || key === 'Enter')) fill(row.fill);
    else return;
    event.preventDefault();
  }

  /** @param {-1 | 1} step */
  function recall(step) {
    input.value = past.move(step, input.value);
    input.setSelectionRange(input.value.length, input.value.length);
    show([]);
  }

  function showHints() {
    clearTimeout(timer);
    const line = input.value;
    const { rows, source, typed, prefix } = hintsFor(line, hints);
    show(rows);
    if (!source || !typed) return;
    timer = setTimeout(async () => {
      const found = await suggest(source, typed);
      if (input.value !== line || document.activeElement !== input) return;
      show(
        found.slice(0, MAX_ROWS).map(({ label, value }) => ({
          show: label,
          description: '',
          fill: `${prefix}${value}`,
        })),
      );
    }, PAUSE_MS);
  }

  /** @param {Row[]} next */
  function show(next) {
    rows = next;
    box.hidden = rows.length === 0;
    input.setAttribute('aria-expanded', String(rows.length > 0));
    box.replaceChildren(
      ...rows.map((row, index) =>
        h(
          'div.hint',
          {
            role: 'option',
            id: `hint-${index}`,
            'aria-selected': 'false',
            // Before the click the input would lose the focus, and with it the list.
            mousedown: (event) => event.preventDefault(),
            click: () => fill(row.fill),
          },
          h('b', {}, row.show),
          row.description && h('span', {}, row.description),
        ),
      ),
    );
    mark(-1);
  }

  /** @param {number} index */
  function mark(index) {
    marked = Math.min(index, rows.length - 1);
    for (const [at, row] of [...box.children].entries()) {
      row.setAttribute('aria-selected', String(at === marked));
      if (at === marked) row.scrollIntoView({ block: 'nearest' });
    }
    if (marked >= 0) input.setAttribute('aria-activedescendant', `hint-${marked}`);
    else input.removeAttribute('aria-activedescendant');
  }
}

/**
 * What may come next on the line: commands while their name is typed, then what the command's
 * words may be.
 *
 * @param {string} line
 * @param {readonly Hint[]} hints
 * @returns {{ rows: Row[], source?: string | undefined, typed?: string, prefix?: string }}
 */
export function hintsFor(line, hints) {
  if (!line.startsWith('/')) return { rows: [] };
  const [, family = '', verb = '', typed = ''] = /^\/(\S*)\s+(\S+)\s+(.*)$/s.exec(line) ?? [];
  const command = hints.find((hint) => hint.family === family && hint.verb === verb);
  if (command) {
    return {
      rows: [rowOf(command, line)],
      source: command.suggests,
      typed,
      prefix: `/${family} ${verb} `,
    };
  }
  const start = line.toLowerCase().replace(/\s+/g, ' ');
  return {
    rows: hints
      .filter((hint) => `/${hint.family} ${hint.verb}`.startsWith(start))
      .slice(0, MAX_ROWS)
      .map((hint) => rowOf(hint, `/${hint.family} ${hint.verb} `)),
  };
}

/** @param {Hint} hint @param {string} fill @returns {Row} */
function rowOf({ usage, description }, fill) {
  return { show: usage, description, fill };
}

/** What was typed before, kept by the browser. */
function createHistory() {
  const key = 'newsdesk-history';
  /** @type {string[]} */
  let lines = [];
  try {
    lines = JSON.parse(localStorage.getItem(key) ?? '[]');
  } catch {
    // Storage may be switched off: then the memory is as long as the page.
  }
  let at = lines.length;
  let draft = '';

  return {
    browsing: () => at < lines.length,
    leave() {
      at = lines.length;
    },
    /** @param {string} line */
    remember(line) {
      lines = [...lines.filter((one) => one !== line), line].slice(-MAX_HISTORY);
      at = lines.length;
      try {
        localStorage.setItem(key, JSON.stringify(lines));
      } catch {
        // As above.
      }
    },
    /** @param {-1 | 1} step @param {string} current */
    move(step, current) {
      if (at === lines.length) draft = current;
      at = Math.max(0, Math.min(lines.length, at + step));
      return lines[at] ?? draft;
    },
  };
}

// @ts-check
import { createConversation, PLATFORMS } from './conversation.js';
import { find, h } from './dom.js';
import { createInspector } from './inspector.js';
import { measureDiscord, measureSlack } from './measure.js';
import { createPrompt } from './prompt.js';

/** @typedef {import('./prompt.js').Hint} Hint */

const POLL_MS = 3_000;
const NOT_ANSWERING = 'Newsdesk is not answering. Is it still running?';

const panels = {
  slack: find('.panel[data-platform=slack]'),
  discord: find('.panel[data-platform=discord]'),
};
const inspectors = {
  slack: createInspector(panels.slack, measureSlack),
  discord: createInspector(panels.discord, measureDiscord),
};
const conversation = createConversation({
  logs: { slack: find('.log', panels.slack), discord: find('.log', panels.discord) },
  press,
  shown(drawn) {
    for (const platform of PLATFORMS) inspectors[platform].show(drawn[platform].payload);
    const [firstLine = ''] = String(drawn.slack.payload?.text ?? '').split('\n');
    find('#said').textContent = firstLine;
  },
});
let channelVersion = '';

start();

async function start() {
  // A region that scrolls must be reachable by keyboard; Safari does not see to that by itself.
  for (const region of document.querySelectorAll('.log, .json')) {
    region.setAttribute('tabindex', '0');
  }
  wireTheme();
  wireSides();

  const hints = await get('/playground/commands').catch(() => []);
  const prompt = createPrompt({
    hints,
    run: runTyped,
    suggest: (source, typed) =>
      get(`/playground/suggest?${new URLSearchParams({ source, typed })}`).catch(() => []),
  });
  find('.examples').append(
    ...hints
      .filter((/** @type {Hint} */ { family }) => family === 'news')
      .map((/** @type {Hint} */ { example }) =>
        h('button.example', { type: 'button', click: () => prompt.submit(example) }, example),
      ),
  );

  await refreshChannel({ jump: true });
  setInterval(() => {
    if (document.visibilityState === 'visible') refreshChannel({ jump: false });
  }, POLL_MS);

  await run('/news latest');
  // A line in the address is only filled in: a link must not act by itself.
  const shared = new URLSearchParams(location.hash.slice(1)).get('type');
  if (shared) prompt.fill(shared);
}

/** @param {string} line */
async function runTyped(line) {
  history.replaceState(null, '', `#${new URLSearchParams({ type: line })}`);
  await run(line);
}

/** @param {string} line */
async function run(line) {
  await report(async () => {
    const reply = await post('/playground/command', { text: line });
    await take(reply, line);
  }, line);
}

/** @param {import('./conversation.js').Entry} entry @param {string} id */
async function press(entry, id) {
  await report(async () => {
    const reply = await post('/playground/action', { id, ...(entry.post && { post: entry.post }) });
    if (reply.kind === 'update') conversation.redraw(entry, drawnOf(reply));
    else if (reply.kind === 'remove') conversation.drop(entry);
    else await take(reply);
  });
}

/** @param {any} reply @param {string} [line] */
async function take(reply, line) {
  if (reply.visibility === 'channel') await refreshChannel({ jump: true });
  else
    conversation.show({
      drawn: drawnOf(reply),
      at: new Date(),
      ...(line !== undefined && { line }),
    });
}

/** @param {any} reply @returns {import('./conversation.js').Drawn} */
function drawnOf({ slack, discord }) {
  return { slack, discord };
}

/** @param {{ jump: boolean }} how */
async function refreshChannel(how) {
  try {
    const channel = await get(
      `/playground/channel?${new URLSearchParams({ version: channelVersion })}`,
    );
    channelVersion = channel.version;
    if (channel.posts) conversation.showPosts(channel.posts, how);
  } catch {
    // The next poll tries again; a command typed meanwhile says that nothing answers.
  }
}

/** Says what went wrong, where something did. @param {() => Promise<void>} task @param {string} [line] */
async function report(task, line) {
  try {
    await task();
  } catch (error) {
    const sentence =
      error instanceof Error && error.name === 'Problem' ? error.message : NOT_ANSWERING;
    conversation.showProblem(sentence, line);
    find('#said').textContent = sentence;
  }
}

/** @param {string} path */
function get(path) {
  return answerOf(fetch(path));
}

/** @param {string} path @param {unknown} body */
function post(path, body) {
  return answerOf(
    fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

/** @param {Promise<Response>} asked @returns {Promise<any>} */
async function answerOf(asked) {
  const response = await asked;
  const answer = await response.json();
  if (response.ok) return answer;
  throw Object.assign(new Error(answer.error), { name: 'Problem' });
}

function wireTheme() {
  const button = find('#theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const dark = () =>
    (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const say = () => {
    find('.name', button).textContent = dark() ? 'Light theme' : 'Dark theme';
  };
  const stored = localStorage.getItem('newsdesk-theme');
  if (stored === 'dark' || stored === 'light') document.documentElement.dataset.theme = stored;
  button.addEventListener('click', () => {
    const theme = dark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    localStorage.setItem('newsdesk-theme', theme);
    say();
  });
  system.addEventListener('change', say);
  say();
}

/** On a narrow screen one side is shown at a time. */
function wireSides() {
  const buttons = document.querySelectorAll('.sides [data-side]');
  for (const button of buttons) {
    button.addEventListener('click', () => {
      find('main').dataset.side = button.getAttribute('data-side') ?? 'slack';
      // What came while the side was hidden could not be scrolled to.
      for (const log of document.querySelectorAll('.log')) {
        log.lastElementChild?.scrollIntoView({ block: 'start' });
      }
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
    });
  }
}

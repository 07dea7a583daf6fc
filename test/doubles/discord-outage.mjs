// What the Discord adapter survives, with the bot of bots/discord-echo.ts.
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const described = (message) => message?.embeds?.map(({ description }) => description).join('\n');
const plainLines = (bot) =>
  bot.logs
    .trim()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'));

const isUp = (bot) => bot.done || bot.logs.includes('discord connected');

/** Waits for it, at most 20 s: machines differ in how fast they start a bot. */
async function until(condition) {
  const end = Date.now() + 20_000;
  while (!condition() && Date.now() < end) await pause(50);
}

export default async function discordOutage(d, { cmd: [command, ...args] }) {
  const launch = (extra = {}) => d.launch(command, args, { ...d.env(), ...extra });

  const sessions = d.resumes + d.identifies;
  d.zombie = true;
  await pause(11_000);
  d.zombie = false;
  d.check('a connection that no longer answers is replaced', d.resumes + d.identifies > sessions);
  d.violations = d.violations.filter(({ m }) => !/no heartbeat/.test(m)); // closing it is not the bot's fault
  let message = await d.slash('news open', { query: '1' }).final();
  d.check('and commands work again', described(message) === 'opened 1', message);

  const slow = d.slash('news slow');
  await slow.response();
  await pause(1_000);
  const stopped = await d.stop(d.bot);
  message = await slow.final(1_000);
  d.check(
    'SIGTERM lets a command in hand be answered',
    /slow, asked/.test(described(message)),
    message,
  );
  d.check('and ends with code 0 within 7 s', stopped.code === 0 && stopped.ms < 7_000, stopped);

  d.fault({ match: /GET \/gateway/, status: 503, times: 4 });
  const patient = launch();
  await until(() => isUp(patient));
  d.check(
    'an outage at the start is waited out',
    !patient.done && d.bot.done,
    patient.logs.slice(-500),
  );
  d.bot = await d.attachBot(patient);
  message = await d.slash('news health').final();
  d.check('and ends well', described(message) === 'well: connected', message);

  const away = launch({ DISCORD_API_URL: 'http://127.0.0.1:9/api' });
  await until(() => away.done || away.logs.includes('trying again'));
  d.check(
    'a bot that cannot reach Discord at all goes on trying',
    !away.done,
    away.logs.slice(-500),
  );
  d.check('and still ends with code 0', (await d.stop(away)).code === 0);

  d.drop(4004);
  const refusals = () =>
    plainLines(patient).filter((line) => line.startsWith('DISCORD_TOKEN was refused'));
  await until(() => refusals().length > 0);
  d.check(
    'a token refused in the middle is told of in one plain line',
    refusals().length === 1,
    plainLines(patient),
  );
  d.check('and is no failure of the process', (await d.stop(patient)).code === 0);
  d.bot = launch(); // for the end of the run, which stops it
  await until(() => isUp(d.bot));
  d.warnings = d.warnings.filter(({ m }) => !/two IDENTIFYs/.test(m)); // several bots were started here
}

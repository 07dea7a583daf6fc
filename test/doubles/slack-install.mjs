// Two workspaces install the app, over HTTP or with a socket:
//   node slack/cli.mjs --mode http|socket --scenario slack-install.mjs -- node bots/slack-echo.ts
const people = { users: ['ann', 'bob'], channels: ['news', 'quiet'], joined: ['news'] };

async function install(s) {
  const pages = [];
  for (const key of ['one', 'two']) {
    const page = await s.install(key);
    pages.push(page);
    s.check(
      `workspace ${key} installs the app`,
      page.status === 200 && page.body.includes('/news help'),
      page,
    );
  }
  for (const key of ['one', 'two']) {
    const r = await s.command('/news', 'post', { ws: key });
    const m = await r.next((x) => x.via === 'chat.postMessage');
    const { token } = s.calls.findLast((c) => c.method === 'chat.postMessage');
    const { botToken } = s.ws.find((w) => w.key === key);
    s.check(
      `workspace ${key} is answered with its own token`,
      m?.ws === key && token === botToken,
      m,
    );
  }
  const denied = await s.install('one', { deny: true });
  s.check('a denial shows a page', denied.body.includes('declined') && !s.bot.done, denied);
  const [first] = pages;
  const n0 = s.calls.length;
  const again = await fetch(first.callback, {
    headers: { cookie: `slack-app-oauth-state=${first.state}` },
  });
  s.check(
    'a state is good for one use',
    again.status === 400 && s.calls.length === n0,
    again.status,
  );
  const forged = await fetch(`${s.botBase}/slack/oauth_redirect?code=forged&state=forged`);
  s.check('a forged state is refused', forged.status === 400, forged.status);
  for (const path of ['/slack/x', '/slack/', '/slack/events/..', '/slack/install/x']) {
    const r = await fetch(s.botBase + path);
    s.check(`${path} is not found`, r.status === 404 || r.status === 405, r.status);
  }

  const n = s.calls.length;
  await s.uninstall('two');
  await s.settle();
  const dead = s.calls.slice(n).filter((c) => c.token === s.ws[1].botToken);
  s.check('after an uninstall the dead token is not used', dead.length === 0, dead);
  const r = await s.command('/news', 'search floods', { ws: 'one' });
  s.check('the other workspace goes on', (await r.next())?.text.includes('Viewing results'));
}

install.options = {
  workspaces: [
    {
      key: 'one',
      name: 'First <b>Desk</b>',
      domain: 'first-desk',
      teamId: 'T0FIRST001',
      ...people,
    },
    { key: 'two', name: 'Second Desk', domain: 'second-desk', teamId: 'T0SECOND01', ...people },
  ],
};

export default install;

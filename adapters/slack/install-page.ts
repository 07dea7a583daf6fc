import type { ServerResponse } from 'node:http';

/** A plain page that needs nothing from anywhere. The lines may hold a stranger's words. */
export function sendPage(
  response: ServerResponse,
  status: number,
  { title, lines }: { title: string; lines: readonly string[] },
): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem; }
</style>
<main>
  <h1>${escapeHtml(title)}</h1>
  ${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n  ')}
</main>
</html>
`);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

import { expect, test } from 'vitest';
import { fieldToText } from '../../../src/feed/parse/plain-text.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';

const textOf = (html: string) => fieldToText(html, 'https://example.org/a/').text;

test('paragraphs, list items, rows and line breaks are on lines of their own', () => {
  expect(
    textOf('<h2>Head</h2><p>One\n two.</p><ul><li>a</li><li>b</li></ul><div>x<br>y<br><br>z</div>'),
  ).toBe('Head\n\nOne two.\n\na\nb\n\nx\ny\n\nz');
  expect(textOf('<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>')).toBe(
    'a b\nc d',
  );
  expect(textOf('no <b>gap</b>s with<i>in</i> words')).toBe('no gaps within words');
  expect(textOf('Plain.\n\nText\r\nwith lines &amp; signs')).toBe(
    'Plain.\n\nText\nwith lines & signs',
  );
});

test('what runs, asks or is hidden is no text', () => {
  expect(
    textOf(
      'a<script>alert(1)</script><style>p{}</style><form>Mail: <input></form><svg><title>t</title></svg><p hidden>h</p><p style="display:none">n</p><noscript><img src=x></noscript>b',
    ),
  ).toBe('a\n\nb');
});

test('markup escaped once too often is read once more, quoted markup is not', () => {
  expect(
    textOf('&lt;p&gt;One.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;Two.&lt;/p&gt;'),
  ).toBe('One.\n\nTwo.');
  expect(textOf('<p>Use <code>&lt;p&gt;</code> here.</p>')).toBe('Use <p> here.');
  expect(textOf('if a < b and b > c')).toBe('if a < b and b > c');
});

test('text that was decoded wrongly before us is put right', () => {
  expect(textOf('GrÃ¶ÃŸe')).toBe('Größe');
  expect(textOf('РџСЂРёРІРµС‚, РјРёСЂ')).toBe('Привет, мир');
  expect(textOf('Россия и мир — “тест”')).toBe('Россия и мир — “тест”');
});

test('what the publishing system adds at the end goes, a cut text ends in an ellipsis', () => {
  expect(
    textOf(
      '<p>News.</p><p>The post <a href="/1">News</a> appeared first on <a href="/">Daily</a>.</p>',
    ),
  ).toBe('News.');
  expect(textOf('<p>Новость.</p><p>Запись <a>Новость</a> впервые появилась <a>Сайт</a>.</p>')).toBe(
    'Новость.',
  );
  expect(textOf('It goes on [&#8230;]')).toBe('It goes on…');
  expect(textOf('It goes on… <a href="/1">Continue reading <span>News</span></a>')).toBe(
    'It goes on…',
  );
  expect(textOf('They continue reading.')).toBe('They continue reading.');
});

test('pictures come with their words; pixels, icons and data do not', () => {
  const html = `<img src="/pixel.gif" width=1 height=1><img src="data:image/gif;base64,AA" data-src="b.jpg" alt="A bridge at night">
    <img src="javascript:alert(1)"><div class="wp-caption"><img src="https://example.org/c.jpg"><p class="wp-caption-text">The river <span class="image-credit">Photo: Agency</span></p></div>`;
  expect(fieldToText(html, 'https://example.org/a/')).toEqual({
    text: '',
    images: [
      { url: 'https://example.org/a/b.jpg', caption: 'A bridge at night', credit: undefined },
      { url: 'https://example.org/c.jpg', caption: 'The river', credit: 'Agency' },
    ],
  });
});

test('a text of nothing but space, or with a run of it, takes no longer than another', () => {
  const cpuMs = cpuMsOf(() => {
    for (const space of ['&nbsp;', '\t', '\u3000', ' ', '\n']) {
      const run = space.repeat(200_000);
      expect(textOf(`a${run}b`)).toMatch(/^a\s+b$/);
      expect(textOf(`<pre>a${run}b</pre>`)).toMatch(/^a\s+b$/);
      expect(textOf(run)).toBe('');
    }
  });
  expect(cpuMs).toBeLessThan(4_000);
});

import { readFileSync } from 'node:fs';
import { sharedPath } from '../../support/corpora.ts';

/** Strings that would do something on Discord if they were let through. */
export const HOSTILE = [
  '@everyone @here <@80351110224678912> <@!1> <@&165511591545143296> <#1>',
  '<t:0:R> <t:1392734382> </news:1234> </news search:1234> <id:customize> <a:boom:1> <:e:1>',
  ':rotating_light::tada: at 09:30:15',
  '[https://bank.example](https://evil.example) [x](<https://evil.example>) [x] (y)',
  '[lonely bracket](https://evil.example',
  '[[nested] brackets](x)',
  'https://evil.example/?a=b&c_d_e <https://evil.example> steam://x/yz',
  '# BIG\n## big\n### less\n-# small\n> quote\n>>> quotes\n- a\n  - b\n* c\n+ d\n1. e\n2) f',
  '**b** __u__ *i* _i_ ~~s~~ ||hidden|| `c` ``c`` ```js\nx``` ***bi*** a*b*c snake_case_word',
  '``` unclosed ** and __ and || and ~~',
  'back\\slash \\* \\\\ \\',
  '¯\\_(ツ)_/¯',
  'a\u0000b\u0007\u001b[31mred\r\nforged\u2028line',
  '\u202egpj.exe \u2066x\u2069',
  'العربية <@1> 12/3 → ok',
  'Z͑ͫ̓ͣA̴͗͒L̓̿͆G̡Ò 👨‍👩‍👧‍👦 \ud800',
  '   \n \t ',
  '',
] as const;

/** The naughty lists of the shared test data, where they are there. */
export function corpusTexts(): string[] {
  const injections = sharedPath('corpora', 'text', 'chat-injection-dev.json');
  const naughty = sharedPath('corpora', 'text', 'blns', 'blns-dev.json');
  return [
    ...(injections ? readJson(injections).map((entry) => Reflect.get(Object(entry), 'input')) : []),
    ...(naughty ? readJson(naughty) : []),
  ].filter((text) => typeof text === 'string');
}

function readJson(path: string): unknown[] {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return Array.isArray(value) ? value : [];
}

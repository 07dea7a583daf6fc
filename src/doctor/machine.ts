import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Fuse from 'fuse.js';
import { type Config, proxyVariable, unknownVariables } from '../config.ts';
import { reasonOf } from '../log.ts';
import { VARIABLE_NAMES } from '../variables.ts';
import { type Check, look, mend, ok } from './check.ts';

const OLD_ZONES_YEARS = 2;

/** 24.12 and 25.0 read windows-1252 as Latin-1: quotation marks are lost. 25 is maintained no more. */
export function nodeChecks({ node, tz = '' } = process.versions): Check[] {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const zonesYear = Number.parseInt(tz, 10);
  return [
    major >= 26 || (major === 24 && minor >= 14)
      ? ok(`Node ${node}`)
      : mend(`Newsdesk needs Node 24.14 or newer, not 25; this is ${node}: run it by npm`),
    new Date().getUTCFullYear() - zonesYear >= OLD_ZONES_YEARS
      ? look(`time zones are those of ${tz}; a newer Node knows what has changed since`)
      : ok(`time zones of ${tz}`),
  ];
}

export function dotenvChecks(folder: string): Check[] {
  const file = join(folder, '.env');
  const unknown = unknownVariables().map((name) =>
    look(`${name} is set, but Newsdesk reads no such variable; ${nearestName(name)}`),
  );
  if (!existsSync(file)) return unknown;
  return [
    isReadByOthers(file)
      ? look(`.env can be read by every user of this machine; chmod 600 ${file}`)
      : ok('.env is read by its owner alone'),
    ...unknown,
  ];
}

function nearestName(name: string): string {
  const [near] = new Fuse(VARIABLE_NAMES).search(name, { limit: 1 });
  return near ? `perhaps ${near.item} is meant` : '.env.example has all names';
}

/** Windows has no such bits. */
function isReadByOthers(file: string): boolean {
  return process.platform !== 'win32' && (statSync(file).mode & 0o044) !== 0;
}

const LITTLE_BYTES = 1e9;
const TOO_LITTLE_BYTES = 1e8;

/** What is not there yet is made at the start: what counts is the folder above it. */
export function dataFolderChecks({ dataDir }: Pick<Config, 'dataDir'>): Check[] {
  const folder = nearestFolder(dataDir);
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (!statSync(folder).isDirectory()) throw new Error('it is a file');
    const { bavail, bsize } = statfsSync(folder);
    const free = bavail * bsize;
    const line = `${dataDir} can be written to, with ${(free / 1e9).toFixed(1)} GB free`;
    if (free < TOO_LITTLE_BYTES) return [mend(`${line}; make room`)];
    return [free < LITTLE_BYTES ? look(`${line}; make room soon`) : ok(line)];
  } catch (error) {
    return [
      mend(
        `NEWSDESK_DATA_DIR is "${dataDir}"; expected a folder that this user can write to (${reasonOf(error)})`,
      ),
    ];
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

export function proxyChecks(): Check[] {
  const name = proxyVariable();
  return name
    ? [look(`${name} is set, but Newsdesk uses no proxy; the web must be reached directly`)]
    : [];
}

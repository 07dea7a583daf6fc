import Fuse from 'fuse.js';

const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** Cities that people name for a zone which bears another name. */
const ELSEWHERE = {
  Ankara: 'Europe/Istanbul',
  Astana: 'Asia/Almaty',
  Beijing: 'Asia/Shanghai',
  Delhi: 'Asia/Kolkata',
  Geneva: 'Europe/Zurich',
  GMT: 'UTC',
  Islamabad: 'Asia/Karachi',
  Washington: 'America/New_York',
};

/** `Asia/Tashkent` is also found as `Tashkent`. */
const places = [
  ...ZONES.map((zone) => ({ zone, place: spaced(zone.split('/').at(-1) ?? zone) })),
  ...Object.entries(ELSEWHERE).map(([place, zone]) => ({ zone, place })),
];

/** `Europe`, `America/Argentina`: what stands before the city. */
const AREAS = new Set(ZONES.map((zone) => zone.slice(0, zone.lastIndexOf('/') + 1)));

const fuse = new Fuse(places, { keys: ['place', 'zone'], threshold: 0.35, ignoreLocation: true });

/** No name of a zone is longer; Fuse takes seconds for a text of thousands of characters. */
const MAX_NAME = 40;

export type ZoneChoice =
  | { readonly kind: 'zone'; readonly zone: string }
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] };

/**
 * Reads a time zone: an IANA name in any case, an alias of one (`Europe/Kyiv`), or the city
 * that gives it its name. What is none of these comes back with the nearest three.
 */
export function parseZone(text: string): ZoneChoice {
  const wanted = spaced(text.trim()).toLowerCase();
  const known = places.find(
    ({ zone, place }) => spaced(zone).toLowerCase() === wanted || place.toLowerCase() === wanted,
  );
  const zone = known?.zone ?? aliasOf(wanted);
  return zone === undefined
    ? { kind: 'unknown', nearest: nearestAnyhow(text, 3) }
    : { kind: 'zone', zone };
}

/** Best first. */
export function nearestZones(text: string, limit: number): string[] {
  const found = fuse.search(text.trim().slice(0, MAX_NAME), { limit: limit + 1 });
  return [...new Set(found.map(({ item }) => item.zone))].slice(0, limit);
}

/** Names that the list of zones leaves out: `kyiv` and `europe/kyiv` are `Europe/Kyiv`. */
function aliasOf(wanted: string): string | undefined {
  if (wanted.length > MAX_NAME || !/^[a-z /]+$/.test(wanted)) return undefined;
  const name = wanted
    .replaceAll(' ', '_')
    .replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
  const candidates = name.includes('/') ? [name] : [...AREAS].map((area) => `${area}${name}`);
  return candidates.find((candidate) => candidate.includes('/') && isZone(candidate));
}

function spaced(name: string): string {
  return name.replaceAll('_', ' ');
}

/** For what is hardly like any zone. */
const anyhow = new Fuse(places, { keys: ['place', 'zone'], threshold: 0.8, ignoreLocation: true });

/** The nearest so many, however far away those are. */
function nearestAnyhow(text: string, count: number): string[] {
  const near = nearestZones(text, count);
  const far = anyhow
    .search(text.trim().slice(0, MAX_NAME), { limit: 2 * count })
    .map(({ item }) => item.zone);
  return [...new Set([...near, ...far])].slice(0, count);
}

function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

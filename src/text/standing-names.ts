import aliases from '../../data/aliases.json' with { type: 'json' };
import { countryWords } from './countries.ts';
import { fold } from './fold.ts';

/**
 * Whether a folded word, written with a capital, belongs to a name that all news of one beat
 * have in common: a country, its people, a part of the world, a group or a person known enough
 * to be in `data/aliases.json`. Two articles that share nothing else are not about one event.
 */
export function isStandingName(folded: string): boolean {
  return STANDING.has(folded);
}

const REGIONS =
  'united states central north northern south southern east eastern west western middle latin europe european europeans asia asian asians africa african africans americas arab arabs';

const STANDING: ReadonlySet<string> = new Set([
  ...REGIONS.split(' '),
  ...countryWords(),
  ...aliases.flat().flatMap((name) => name.split(/[^\p{L}\p{M}\p{N}'’‘ʻ]+/u).map(fold)),
]);

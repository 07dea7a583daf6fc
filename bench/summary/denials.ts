import { splitSentences } from '../../src/text/sentences.ts';
import { docs, seededRandom } from './corpora.ts';

export type Accused = { title: string; text: string; denial: string };

/** Accusations and what the accused, a court or the police say to them, in many a wording. */
const PAIRS: readonly (readonly [title: string, accusation: string, denial: string])[] = [
  [
    'Mayor accused of taking bribes',
    'Prosecutors accused the mayor on Monday of taking bribes from two builders.',
    'The mayor denied taking any money and called the case a mistake.',
  ],
  [
    'Three held over station bombing',
    'Police arrested three men on Monday in connection with the bombing of the station.',
    'None of the three has been charged, the police said.',
  ],
  [
    'Bank suspected of laundering',
    'A bank is suspected of laundering money for a drug gang, investigators said on Monday.',
    'The bank rejected the allegations and said it had reported every transfer.',
  ],
  [
    'Driver on trial over crash',
    'A driver went on trial on Monday accused of causing the crash that killed four people.',
    'He has pleaded not guilty to all the counts against him.',
  ],
  [
    'Migrants linked to terror group',
    'Officials said on Monday that a network linked to a terrorist group had smuggled 90 people.',
    'The minister said there was no evidence that any of the 90 belonged to the group.',
  ],
  [
    'Teacher arrested',
    'A teacher was arrested on Monday on suspicion of assaulting a pupil.',
    'His lawyer said the teacher was innocent and would prove it.',
  ],
  [
    'Firm sued over poisoned river',
    'Villagers sued a chemical firm on Monday, alleging that it had poisoned the river.',
    'The firm disputed the claims and said its waste was treated.',
  ],
  [
    'General accused of torture',
    'A rights group accused the general on Monday of ordering torture in two prisons.',
    'The army dismissed the report as baseless.',
  ],
  [
    'Clerk charged with fraud',
    'A clerk was charged on Monday with defrauding the pension fund of two million.',
    'Through her attorney, the clerk maintained her innocence.',
  ],
  [
    'Party linked to vote buying',
    'Election officials are investigating the party over claims that it bought votes.',
    'A party spokesman denied any wrongdoing.',
  ],
  [
    'Imam detained',
    'An imam was detained on Monday over alleged links to extremists abroad.',
    'A judge found insufficient evidence and ordered his release.',
  ],
  [
    'Company blamed for blast',
    'Workers blamed the company on Monday for the blast that killed six miners.',
    'The company said the allegation was unfounded.',
  ],
  [
    'Two suspects in poisoning',
    'Two men are suspected of poisoning the activist, the prosecutor said on Monday.',
    'Both men have denied involvement.',
  ],
  [
    'Singer accused of harassment',
    'Five women accused the singer of harassment in a newspaper report on Monday.',
    'In a statement the singer said the claims were false and that he had never met two of the women.',
  ],
  [
    'Country accused of attack',
    'The government blamed its neighbour on Monday for an attack on a border post.',
    'The neighbour has repeatedly denied the accusation.',
  ],
  [
    'Officer investigated over shooting',
    'An officer is under investigation over the shooting of a cyclist on Monday.',
    'The officer has not been accused of any crime, the union said.',
  ],
  [
    'Trader held for smuggling',
    'Customs officers arrested a trader on Monday for smuggling ivory.',
    'Her defence lawyer argued that the crates were not hers.',
  ],
  [
    'Charity raided',
    'Police raided a charity on Monday that is alleged to have funded terrorists.',
    'Investigators found no proof of payments to any such group, the charity said.',
  ],
  [
    'Student accused of plot',
    'A student was accused in court on Monday of plotting an attack on a market.',
    'The charges were later dropped, court papers show.',
  ],
  [
    'Athlete in doping scandal',
    'The athlete was accused of doping on Monday after a test in May.',
    'She insists she did nothing wrong and has asked for a second test.',
  ],
  [
    'Lender accused of corruption',
    'A lender was accused of corruption on Monday by its former director.',
    'The lender declined to comment.',
  ],
  [
    'Soldiers accused of killings',
    'Survivors accused soldiers on Monday of killing 20 villagers.',
    'Reporters could not independently verify the accounts.',
  ],
  [
    'Minister suspected of embezzlement',
    'The minister is suspected of embezzling aid, an auditor said on Monday.',
    'The minister called the accusations politically motivated.',
  ],
  [
    'Hackers accused',
    'Two programmers were indicted on Monday over the attack on a hospital.',
    'A court acquitted both men of the main charge in June.',
  ],
];

/** Each pair inside a real article that has no denial and no quotation of its own: the accusation on top, the denial 3 to 12 sentences later. */
export function accusedArticles(): Accused[] {
  const random = seededRandom(7);
  const fillers = docs()
    .filter(
      ({ id, body }) =>
        id.startsWith('wn-') && !/["“]|\bden(?:y|ie)|guilty|innocen|acquit/.test(body),
    )
    .map(({ body }) => splitSentences(body).map(({ text }) => text))
    .filter((sentences) => sentences.length >= 14);
  return PAIRS.flatMap(([title, accusation, denial]) =>
    [0, 1].map(() => {
      const filler = fillers[Math.floor(random() * fillers.length)] ?? [];
      const at = 3 + Math.floor(random() * 10);
      const rest = filler.slice(1);
      const text = [accusation, ...rest.slice(0, at), denial, ...rest.slice(at)].join(' ');
      return { title, text, denial };
    }),
  );
}

/** Numbers that sentences spell out, in the four languages of the built-in agents. */
const SPELLED: readonly (readonly [value: number, words: string])[] = [
  [1, 'one eins un uno'],
  [2, 'two zwei deux dos'],
  [3, 'three drei trois tres'],
  [4, 'four vier quatre cuatro'],
  [5, 'five fünf cinq cinco'],
  [6, 'six sechs seis'],
  [7, 'seven sieben sept siete'],
  [8, 'eight acht huit ocho'],
  [9, 'nine neun neuf nueve'],
  [10, 'ten zehn dix diez'],
  [11, 'eleven elf onze once'],
  [12, 'twelve dozen zwölf douze doce'],
  [14, 'fourteen vierzehn quatorze catorce'],
  [15, 'fifteen fünfzehn quinze quince'],
  [20, 'twenty zwanzig vingt veinte'],
  [24, 'twenty-four vierundzwanzig'],
  [30, 'thirty dreißig trente treinta'],
  [40, 'forty vierzig quarante cuarenta'],
  [50, 'fifty fünfzig cinquante cincuenta'],
  [60, 'sixty sechzig soixante sesenta'],
  [100, 'hundred hundert cent cien'],
];

const VALUES: ReadonlyMap<string, number> = new Map(
  SPELLED.flatMap(([value, words]) => words.split(' ').map((word): [string, number] => [word, value])),
);

/** Undefined for a word that is no number. Takes lower case. */
export const numberOf = (word: string): number | undefined => VALUES.get(word);

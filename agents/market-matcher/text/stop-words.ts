import { wordKey } from './split-words.js';

const WORDS =
  'a an the of to in on at by for from with as and or is are was were be been being will would shall can could do does did has have had it its this that these those there their his her who whom which what when where how many much any some than then so if into per vs v via ? | % $ s t take takes took get gets receive receives become becomes been not wont isnt doesnt never fail fails x # & + ＃ de del da dos di';

/** Words that say nothing about what a question asks. Keys as `wordKey` gives them. */
export const stopWords: ReadonlySet<string> = new Set([...WORDS.split(' '), ...WORDS.split(' ').map(wordKey)]);

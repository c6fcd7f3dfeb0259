import { wordKey } from '../text/split-words.js';

/** Words of the form of a rule, which say nothing of what it is about. */
const WORDS =
  'market contract question resolve resolves resolution yes no not purpose purposes count counts counted counting qualify qualifies qualifying suffice sufficient enough consider considered include includes included including exclude excluded excluding except only solely exclusively must also even regardless irrespective whether unless provided long need needs required considered toward towards apply applies other others such same please note officially official report reported reporting reports source sources credible result results determine determined outcome deadline timeframe time date period before after until within during between following specified listed above below under herein means mean defined refer refers considered deemed itself alone however otherwise event events case cases any all each every either neither both one another occur occurs occurred happen happens made make makes given based according rules rule respect still already just actual actually eligible valid condition conditions';

export const GENERIC: ReadonlySet<string> = new Set(WORDS.split(' ').map(wordKey));
